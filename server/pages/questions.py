"""The catalogue of ready questions, and the page on which one is asked."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.request_errors import AddressTooLong
from techland.queries.catalogue import CatalogueQuery, broken_queries, catalogue, query_named
from techland.server.choices import choices_by_parameter
from techland.server.pages.catalogue_api import own_values
from techland.server.pages.editor import script_messages
from techland.server.pages.editor_api import citation_at
from techland.server.pages.sparql_form import Result, ask_for_page, fault_context
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render
from techland.server.versions import PARAMETER


def _tags(queries: list[CatalogueQuery]) -> list[tuple[str, int]]:
    every = [tag for query in queries for tag in query.tags]
    return sorted({tag: every.count(tag) for tag in every}.items())


async def questions_page(request: Request) -> Response:
    """List every query of the catalogue, or those with a tag; tell of files that are broken.

    Raises:
        UnknownVersion: the version that the links would ask is not kept.
    """
    publication_of(request)
    queries, tag = list(catalogue().values()), request.query_params.get("tag")
    shown = [query for query in queries if not tag or tag in query.tags]
    return render(
        request,
        "questions.html",
        queries=shown,
        tags=_tags(queries),
        tag=tag,
        broken=broken_queries(),
        every=len(queries),
        asked_version=request.query_params.get(PARAMETER),
    )


def _command(query: CatalogueQuery, values: Mapping[str, str]) -> str:
    """Return the line that asks the same at the command line."""
    pairs = [word for name, value in values.items() for word in ("-p", f"{name}={value}")]
    return shlex.join(["techland", "query", query.name, *pairs])


def _cited(request: Request, query: CatalogueQuery, text: str, path: str) -> str:
    title = query.told(reader_of(request).language)[0]
    try:
        return citation_at(request, title, text, path).reference
    except AddressTooLong as error:
        return error.message


def _content(request: Request, query: CatalogueQuery) -> dict[str, Any]:
    publication, reader = publication_of(request), reader_of(request)
    values, told = own_values(request)
    version = told.get(PARAMETER)
    text = query.with_parameters(values)
    path = f"/queries/{query.name}"
    route = f"/api/{query.name}"
    asked = urlencode(values)
    again = urlencode([*values.items(), *([(PARAMETER, version)] if version else [])])
    cited_at = f"{path}?{asked}" if asked else path
    citing = {"title": query.told(reader.language)[0], "query": text, "at": cited_at}
    return {
        "query": query,
        "values": values,
        "text": text,
        "choices": choices_by_parameter(publication, query, reader),
        "asked_version": version,
        "route": f"{str(request.base_url).rstrip('/')}{route}.csv{f'?{again}' if again else ''}",
        "command": _command(query, values),
        "citation": _cited(request, query, text, cited_at),
        "cite_address": "/api/editor/citation?"
        + urlencode(citing | ({PARAMETER: version} if version else {})),
        "chart_data": _chart_data(
            query, f"{route}.tsv{f'?{again}' if again else ''}", reader.language
        ),
    }


def _chart_data(query: CatalogueQuery, address: str, language: str) -> dict[str, Any]:
    """Return what the script that draws the answer is told."""
    chart = query.chart and {"type": query.chart.type, **query.chart.channels}
    messages = script_messages(language)
    return {"chart": chart, "answer": address, "language": language, "messages": messages}


async def question_page(request: Request) -> Response:
    """Ask one query of the catalogue with the parameters of the request.

    Raises:
        UnknownQuery: the catalogue has none of this name.
        UnknownParameter, WrongParameter: see each.
    """
    query = query_named(request.path_params["name"])
    content = await run_in_threadpool(_content, request, query)
    text = content["text"]
    result: Result = await ask_for_page(request, text, version=content["asked_version"])
    content |= {"result": result, "fault": fault_context(text, result.error)}
    return render(request, "question.html", result.status, **content)
