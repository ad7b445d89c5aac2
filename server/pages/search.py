"""Search: the page with its facets, and the same as JSON for programs and for the box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from techland.graph.search_errors import UnknownFacet, WrongPage
from techland.queries.search.fields import FACETS
from techland.queries.search.found import Found
from techland.queries.search.searching import MOST_RESULTS, search
from techland.server.addresses import address_of
from techland.server.rendering import publication_of

TEXT = "q"
A_PAGE = 20
_OTHERS = frozenset({TEXT, "limit", "offset", "facets", "lang"})


def _number(asked: Mapping[str, str], name: str, usual: int) -> int:
    text = asked.get(name, str(usual))
    if not text.isdigit():
        raise WrongPage(name, text, MOST_RESULTS)
    return int(text)


def filters_of(request: Request) -> dict[str, list[str]]:
    """Return what a request narrows its search to.

    Raises:
        UnknownFacet: a parameter is none.
    """
    asked = request.query_params
    for name in asked:
        if name not in _OTHERS and name not in FACETS:
            raise UnknownFacet(name, FACETS)
    told = {name: [value for value in asked.getlist(name) if value] for name in FACETS}
    return {name: values for name, values in told.items() if values}


def find(request: Request, *, facets: bool) -> Found:
    """Return what a request searches for.

    Raises:
        UnknownFacet, WrongPage: see each.
    """
    asked = request.query_params
    page = {"limit": _number(asked, "limit", A_PAGE), "offset": _number(asked, "offset", 0)}
    text, index = asked.get(TEXT, ""), publication_of(request).index
    return search(index, text, filters_of(request), facets=facets, **page)


def _answer(request: Request) -> dict[str, Any]:
    found = find(request, facets=request.query_params.get("facets") == "1").as_json()
    for result in found["results"]:
        result["address"] = address_of(result["iri"])
    return found


async def search_answer(request: Request) -> Response:
    """Give what a search finds as JSON."""
    return JSONResponse(await run_in_threadpool(_answer, request))
