"""The catalogue over REST: every query at an address of its own, with typed parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from techland.graph.catalogue_errors import WrongParameter
from techland.graph.request_errors import MalformedRequest
from techland.queries.catalogue import CatalogueQuery, broken_queries, catalogue, query_named
from techland.queries.extent import MOST_ROWS
from techland.queries.guard import QueryForm
from techland.queries.paging import from_row
from techland.queries.parameters import RESERVED
from techland.queries.unknown_values import unknown_values
from techland.server.bounds import Bounds
from techland.server.openapi import described_query, openapi_document
from techland.server.rendering import publication_of
from techland.server.request_body import check_address, read_parameters
from techland.server.sparql_answer import answer_response
from techland.server.sparql_request import SparqlRequest
from techland.server.validators import REVALIDATED, entity_tag, is_fresh

USUAL_SIZE = 100
MOST_PAGES = 10**6
MOST_SECONDS = 3600
_DIGITS = 9
_SECONDS = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,30})?")
UNKNOWN_VALUES = "Techland-Unknown-Values"


@dataclass(frozen=True)
class Page:
    """A page of rows: its number from 1, and how many rows it has at most."""

    number: int
    size: int

    @property
    def skipped(self) -> int:
        """Return how many rows come before it."""
        return (self.number - 1) * self.size


def own_values(request: Request) -> tuple[dict[str, str], dict[str, str]]:
    """Return the values of a query's own parameters, and those that every address may have.

    Raises:
        MalformedRequest: one is given twice, or is not UTF-8.
        AddressTooLong: the address is.
    """
    check_address(request)
    given = read_parameters(request.scope["query_string"], "address")
    for name, values in given.items():
        if len(values) > 1:
            raise MalformedRequest(f"more than one {name[:80]} in the request", "give one value")
    own = {name: values[0] for name, values in given.items() if name not in RESERVED}
    return own, {name: values[0] for name, values in given.items() if name in RESERVED}


def _number(name: str, text: str, most: int) -> int:
    if not (
        text.isascii() and text.isdecimal() and len(text) <= _DIGITS and 1 <= int(text) <= most
    ):
        raise WrongParameter(name, text, f"a whole number from 1 to {most}")
    return int(text)


def _timeout(told: Mapping[str, str]) -> str | None:
    """Return the seconds that a request allows; what is shorter would stop every query.

    Raises:
        WrongParameter: no number, or too small or large a one.
    """
    text = told.get("timeout")
    if text is not None and not (_SECONDS.fullmatch(text) and 1 <= float(text) <= MOST_SECONDS):
        raise WrongParameter("timeout", text, f"seconds, from 1 to {MOST_SECONDS}")
    return text


def page_of(query: CatalogueQuery, told: Mapping[str, str]) -> Page | None:
    """Return the page that is asked for, None for the whole answer.

    Raises:
        WrongParameter: no such page, or a query whose answer has no rows.
    """
    if "page" not in told and "page_size" not in told:
        return None
    if query.form is not QueryForm.SELECT:
        name = "page" if "page" in told else "page_size"
        raise WrongParameter(name, told[name], "nothing: only rows come in pages")
    size = _number("page_size", told.get("page_size", str(USUAL_SIZE)), MOST_ROWS)
    return Page(_number("page", told.get("page", "1"), MOST_PAGES), size)


def _links(request: Request, page: Page, facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the Link header of a page: the first one, those before and after it (RFC 8288)."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in {"page", "page_size"}]
    numbers = {"first": 1, "prev": page.number - 1, "next": page.number + 1}
    if page.number == 1:
        del numbers["prev"]
    if not facts.get("truncated"):
        del numbers["next"]

    def address(number: int) -> str:
        return f"?{urlencode([*kept, ('page', number), ('page_size', page.size)])}"

    links = (f'<{address(number)}>; rel="{name}"' for name, number in numbers.items())
    return {"Link": ", ".join(links)}


async def query_answer(request: Request) -> Response:
    """Answer a query of the catalogue.

    Raises:
        UnknownQuery: the catalogue has none of this name.
        UnknownParameter, WrongParameter: see each.
        UnknownFormat, FormatDoesNotFit, NotAcceptable: no such format.
        QueryError: one of its kinds.
    """
    name, _, suffix = request.path_params["name"].partition(".")
    publication, query = publication_of(request), query_named(name)
    values, told = own_values(request)
    page = page_of(query, told)
    text = query.with_parameters(values)
    asked = SparqlRequest(
        text=from_row(text, page.skipped) if page else text,
        format_name=suffix or told.get("format") or None,
        bounds=Bounds(_timeout(told), str(page.size) if page else None),
    )
    # The file of a query may change while the address stays.
    response = await answer_response(
        request,
        asked,
        publication,
        is_lasting=False,
        more_headers=partial(_links, request, page) if page else None,
    )
    unknown = await run_in_threadpool(unknown_values, publication.select, query, values)
    if unknown:
        # Its answer is empty, and a misspelt id looks like one that nothing is known about.
        named = ", ".join(f"{one.parameter}=<{one.iri}>" for one in unknown if one.iri.isascii())
        response.headers[UNKNOWN_VALUES] = named or "?"
    return response


def _json(request: Request, content: Mapping[str, Any]) -> Response:
    response = JSONResponse(content)
    tag = entity_tag(bytes(response.body).decode())
    headers = {"ETag": tag, "Cache-Control": REVALIDATED}
    if is_fresh(request, tag):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


async def openapi_page(request: Request) -> Response:
    """Describe the addresses of the catalogue's queries (OpenAPI 3.1)."""
    queries: Sequence[CatalogueQuery] = list(catalogue().values())
    version = publication_of(request).version or ""
    return _json(request, openapi_document(queries, str(request.base_url).rstrip("/"), version))


async def api_index(request: Request) -> Response:
    """List the catalogue's queries, and what is wrong with files that are none."""
    broken = [{"file": error.path.name, "detail": error.reason} for error in broken_queries()]
    content = {
        "version": publication_of(request).version,
        "openapi": "/api/openapi.json",
        "queries": [described_query(query) for query in catalogue().values()],
        "broken": broken,
    }
    return _json(request, content)
