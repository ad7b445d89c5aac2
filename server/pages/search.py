"""Search: the page with its facets, and the same as JSON for programs and for the box."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from techland.graph.search_errors import LongSearch, UnknownFacet, WrongPage
from techland.queries.search.fields import FACETS
from techland.queries.search.found import Found
from techland.queries.search.searching import MOST_RESULTS, search
from techland.server.addresses import address_of
from techland.server.name_book import open_name_book
from techland.server.reading import reader_of
from techland.server.rendering import publication_of, render
from techland.server.search_view import SearchView, hit_name, named_things
from techland.server.versions import PARAMETER

TEXT = "q"
A_PAGE = 20
MOST_LETTERS = 1000
# So few letters are typed again and again; what so many of them found is kept.
_SHORT, _MOST_SHORT = 3, 5000
_NUMBER = re.compile(r"[0-9]{1,9}")
_OTHERS = frozenset({TEXT, "limit", "offset", "facets", "lang", PARAMETER})


def _number(asked: Mapping[str, str], name: str, usual: int) -> int:
    text = asked.get(name, str(usual))
    if not _NUMBER.fullmatch(text):
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
        UnknownFacet, LongSearch, WrongPage, SearchIndexInTheMaking: see each.
    """
    asked = request.query_params
    if len(asked.get(TEXT, "")) > MOST_LETTERS:
        raise LongSearch(len(asked[TEXT]), MOST_LETTERS)
    limit, offset = _number(asked, "limit", A_PAGE), _number(asked, "offset", 0)
    publication, filters = publication_of(request), filters_of(request)
    text, index = asked.get(TEXT, ""), publication.index_soon()
    if facets or filters or offset or len(text) > _SHORT or limit > A_PAGE:
        return search(index, text, filters, facets=facets, limit=limit, offset=offset)
    key, kept = (text, limit), publication.short_searches
    found = kept.get(key) or search(index, text, limit=limit)
    if len(kept) < _MOST_SHORT:
        kept[key] = found
    return found


def _answer(request: Request) -> dict[str, Any]:
    found = find(request, facets=request.query_params.get("facets") == "1")
    reader, told = reader_of(request), found.as_json()
    for result, hit in zip(told["results"], found.hits, strict=True):
        name = hit_name(hit, reader)
        result["address"] = address_of(hit.iri)
        result["shown"] = {
            "name": name.text,
            "language": name.language,
            "kind": reader.message(f"kind-{hit.kind}"),
        }
    return told


def _content(request: Request) -> dict[str, Any]:
    publication, reader = publication_of(request), reader_of(request)
    found, filters = find(request, facets=True), filters_of(request)
    names = open_name_book(publication, reader, sorted(named_things(found, filters)))
    asked = request.query_params
    page = _number(asked, "offset", 0), _number(asked, "limit", A_PAGE) or A_PAGE
    return {
        "view": SearchView(found, filters, *page, names, reader, asked.get(PARAMETER)),
        "asked_version": asked.get(PARAMETER),
    }


async def search_answer(request: Request) -> Response:
    """Give what a search finds as JSON."""
    return JSONResponse(await run_in_threadpool(_answer, request))


async def search_page(request: Request) -> Response:
    """Show what a search finds."""
    return render(request, "search.html", **await run_in_threadpool(_content, request))
