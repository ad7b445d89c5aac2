"""Search: words to the things that they name, the best first, with counts by facet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from techland.graph.search_errors import WrongPage
from techland.ontology.terms import BASE
from techland.queries.search.asking import (
    Filters,
    begun_query,
    named_query,
    narrowed,
    texts_query,
    told_query,
    whole_query,
    words_query,
)
from techland.queries.search.fields import FACETS, whole_characters, words_of
from techland.queries.search.found import Found, Hit
from techland.queries.search.ranking import Candidate

if TYPE_CHECKING:
    from tantivy import Index, Query, Searcher, SearchResult

MOST_RESULTS = 1000
# So many of what the index finds are ordered by closeness; of names as asked, fewer do.
_ORDERED, _OF_WHOLE_NAMES = 40, 10
# Where so many things have the words as they are typed, no errors are sought in them.
_ENOUGH = 10
_FACET_VALUES = 200
_LONGEST_TEXT = 300
_MOST_WORDS = 12
_BY_IRI = ("theme", "source")


def search(
    index: Index,
    text: str,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    offset: int = 0,
    facets: bool = False,
) -> Found:
    """Find things by words of their names and texts; typing errors are forgiven.

    Args:
        index: of a snapshot, see ``sidecar.index_of``.
        text: what to look for, in any language; without words everything, the weightiest first.
        filters: values by facet (``fields.FACETS``); results have one of each. A theme or a
            source is named by its IRI or id.
        limit: most results given, at most 1000; ``Found.total`` counts all.
        offset: results to leave out before.
        facets: count all results by facet.

    Raises:
        UnknownFacet: see there.
        WrongPage: limit or offset is out of bounds.
    """
    _check_page(limit, offset)
    words = words_of(text[:_LONGEST_TEXT])[:_MOST_WORDS]
    asked, narrow = " ".join(words), _with_iris(filters or {})
    searcher = index.searcher()
    most = max(limit + offset, _ORDERED)
    query = narrowed(words_query(words, forgiving=False), narrow)
    parts = [named_query(words), *_of_texts(searcher, words)] if words else [query]
    total, addresses = _found(searcher, [narrowed(part, narrow) for part in parts], most)
    # Whatever page is asked for, so that all pages are parts of one list.
    if total < _ENOUGH:
        query = narrowed(words_query(words), narrow)
        total, addresses = _found(searcher, [query], most)
    relaxed = not total and len(words) > 1
    if relaxed:
        query = narrowed(words_query(words, relaxed=True), narrow)
        total, addresses = _found(searcher, [query], most)
    ways = [whole_query(asked), begun_query(asked)] if asked else []
    # Of few things all are ordered anyway.
    ways = [] if total <= len(addresses[:_ORDERED]) and not relaxed else ways
    near = [one for way in ways for one in _few(searcher, narrowed(way, narrow))]
    hits = _ordered(searcher, near, addresses, asked)[offset : offset + limit]
    counts = _counts(searcher, query) if facets else {}
    return Found(text, total, tuple(hits), counts, bool(total) and relaxed)


def _of_texts(searcher: Searcher, words: list[str]) -> list[Query]:
    """Return the query for what texts tell, unless no text has any of the words."""
    has_one = searcher.search(texts_query(words), 1, count=False).hits
    return [told_query(words)] if has_one else []


def _found(searcher: Searcher, parts: list[Query], most: int) -> tuple[int, list[Any]]:
    """Return how many things answer queries of which none answers two, and the first addresses."""
    told = [searcher.search(part, most) for part in parts]
    hits = [hit for found in told for hit in found.hits]
    if len(parts) > 1:
        hits.sort(key=lambda hit: (-hit[0], hit[1].segment_ord, hit[1].doc))
    return sum(_count(found) for found in told), [address for _, address in hits[:most]]


def _ordered(searcher: Searcher, near: list[Any], addresses: list[Any], asked: str) -> list[Hit]:
    """Return the things at these addresses, those near by name and the first ones by closeness.

    The rest follow as the index gives them, so that pages of results are parts of one list.
    """
    if not asked:
        return _hits(searcher, addresses, asked)
    first = _hits(searcher, [*near, *addresses[:_ORDERED]], asked)
    first.sort(key=lambda hit: -hit.score)
    known = {hit.iri for hit in first}
    rest = _hits(searcher, addresses[_ORDERED:], asked)
    return [*first, *(hit for hit in rest if hit.iri not in known)]


def _hits(searcher: Searcher, addresses: list[Any], asked: str) -> list[Hit]:
    shown = dict.fromkeys(_shown(searcher, address) for address in addresses)
    return [Candidate(told).hit(asked) for told in shown]


def _with_iris(filters: Filters) -> dict[str, list[str]]:
    """Return filters with the ids of themes and sources as IRIs: hydrogen, theme/hydrogen."""
    return {
        facet: [
            value if facet not in _BY_IRI or ":" in value else f"{BASE}{facet}/{value}"
            for value in (whole_characters(one).removeprefix(f"{facet}/") for one in values)
        ]
        for facet, values in filters.items()
    }


def _check_page(limit: int, offset: int) -> None:
    if not 0 <= limit <= MOST_RESULTS:
        raise WrongPage("limit", limit, MOST_RESULTS)
    if not 0 <= offset <= MOST_RESULTS:
        raise WrongPage("offset", offset, MOST_RESULTS)


def _few(searcher: Searcher, query: Query) -> list[Any]:
    found = searcher.search(query, _OF_WHOLE_NAMES, count=False)
    return [address for _, address in found.hits]


def _count(found: SearchResult) -> int:
    return int(found.count or 0)  # type: ignore[attr-defined]  # the stub lacks it


def _shown(searcher: Searcher, address: Any) -> bytes:
    told = searcher.doc(address).get_first("shown")
    return bytes(told or b"")


def _counts(searcher: Searcher, query: Query) -> Mapping[str, tuple[tuple[str, int], ...]]:
    asked = {name: {"terms": {"field": name, "size": _FACET_VALUES}} for name in FACETS}
    told = searcher.aggregate(query, asked)
    return {
        name: tuple((str(b["key"]), int(b["doc_count"])) for b in told[name]["buckets"])
        for name in FACETS
    }
