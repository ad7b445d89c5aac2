"""The SPARQL endpoint and its form: one address for programs and people."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.errors import QueryError
from techland.graph.formats import Format
from techland.graph.request_errors import MalformedRequest, MethodNotAllowed, ReadOnlyStore
from techland.queries.answer_formats import fitting_format, fitting_formats
from techland.queries.catalogue import query_named
from techland.queries.dataset_description import DatasetDescription
from techland.queries.guard import check_query
from techland.server.answer_types import every_type, offered_types
from techland.server.negotiation import choose_media_type
from techland.server.pages.descriptions import service_description
from techland.server.problems import status_of, wants_page
from techland.server.publication import Publication
from techland.server.rendering import publication_of, render
from techland.server.result_rows import Shown, first_solutions, first_triples
from techland.server.sparql_answer import answer_response
from techland.server.sparql_request import (
    BODY_TYPES,
    SparqlRequest,
    dataset_parameters,
    read_sparql_request,
)
from techland.server.versions import PARAMETER

FIRST_QUERY = "signatories"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True)
class Result:
    """What the form shows below a query: rows, or why there are none."""

    shown: Shown | None = None
    error: QueryError | None = None
    downloads: tuple[tuple[Format, str], ...] = ()

    @property
    def status(self) -> int:
        """Return the status that goes with it."""
        return status_of(self.error) if self.error else HTTPStatus.OK


def ask_for_page(
    publication: Publication,
    text: str,
    dataset: DatasetDescription | None = None,
    version: str | None = None,
) -> Result:
    """Answer a query for the form: its first rows, or the error to show beside the text."""
    try:
        evaluator = publication.evaluator
        form = check_query(text, evaluator.limits, evaluator.services)
        name = fitting_format(form, None).name
        answer = evaluator.evaluate(text, format=name, dataset=dataset)
        with closing(answer):
            shown = (first_triples if form.gives_triples else first_solutions)(answer.chunks)
    except QueryError as error:
        return Result(error=error)
    again = [("query", text), *dataset_parameters(dataset)]
    again += [(PARAMETER, version)] if version else []
    downloads = tuple(
        (entry, f"/sparql?{urlencode([*again, ('format', entry.name)])}")
        for entry in fitting_formats(form)
    )
    return Result(shown, downloads=downloads)


def fault_context(text: str, error: QueryError | None) -> dict[str, Any] | None:
    """Return the line in which an error stands, parted at its column, if it says where."""
    line, column = getattr(error, "line", None), getattr(error, "column", None)
    lines = text.splitlines()
    if not line or not column or line > len(lines):
        return None
    told = lines[line - 1]
    at = min(column - 1, len(told))
    return {
        "line": line,
        "before": told[:at],
        "at": told[at : at + 1] or " ",
        "after": told[at + 1 :],
    }


def render_form(request: Request, text: str, result: Result | None, **context: Any) -> Response:
    """Return the form with a query and what came of it."""
    status = result.status if result else HTTPStatus.OK
    fault = fault_context(text, result.error) if result else None
    context = {"text": text, "result": result, "fault": fault, "asked_version": None, **context}
    response = render(request, "sparql.html", status, **context)
    response.headers.add_vary_header("Accept")
    return response


def wants_description(request: Request, asked: SparqlRequest) -> bool:
    """Tell whether a request without a query asks for the description of the service."""
    if request.method == "POST" or asked.dataset is not None:
        return False
    offered = tuple(offered_types(triples=True))
    return bool(asked.format_name or choose_media_type(request.headers.get("accept"), offered))


def _options() -> Response:
    """Return what the endpoint can be asked with, and what bodies it reads."""
    headers = {"Allow": ", ".join(METHODS), "Accept-Post": ", ".join(BODY_TYPES)}
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)


async def sparql_page(request: Request) -> Response:
    """Answer a query to a program, or show the form with its answer to a person.

    Raises:
        RequestError, QueryError: one of their kinds.
    """
    if request.method == "OPTIONS":
        return _options()
    if request.method not in METHODS:
        raise MethodNotAllowed(request.method, METHODS)
    limits = publication_of(request).evaluator.limits
    asked = await read_sparql_request(request, limits.text_bytes)
    if asked.update is not None:
        raise ReadOnlyStore
    publication = publication_of(request, asked.version)
    is_page = wants_page(request, *every_type()) and not asked.format_name
    if asked.text is None:
        if is_page:
            text = query_named(FIRST_QUERY).text
            return render_form(request, text, None, asked_version=asked.version)
        if wants_description(request, asked):
            return await service_description(request)
        raise MalformedRequest("no query in the request", "send one as the parameter query")
    if not is_page:
        return await answer_response(request, asked, publication)
    result = await run_in_threadpool(
        ask_for_page, publication, asked.text, asked.dataset, asked.version
    )
    return render_form(request, asked.text, result, asked_version=asked.version)
