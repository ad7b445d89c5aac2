"""Turn what a person types into a query of the index: beginnings, typing errors, facets."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from techland.graph.search_errors import UnknownFacet
from techland.queries.search.fields import FACETS, FIRST_LETTERS, schema

if TYPE_CHECKING:
    from tantivy import Query

# A word of so many letters may have so many errors (a letter too many, too few, wrong, or two
# swapped); shorter ones none.
_ERRORS = ((8, 2), (4, 1))
# How much a word counts by where and how it is found.
_EXACT, _BEGINNING, _MISSPELT, _IN_TEXT, _TEXT_BEGINNING = 2.0, 3.0, 1.0, 0.5, 0.4
_SHORTEST_TEXT_BEGINNING = 3
_SHARE_OF_WORDS = 0.5

Filters = Mapping[str, Collection[str]]


def _errors(word: str) -> int:
    if word.isdigit():
        return 0
    return next((errors for length, errors in _ERRORS if len(word) >= length), 0)


def _word_query(word: str, *, forgiving: bool) -> Query:
    from tantivy import Query

    known = schema()
    ways = [
        Query.boost_query(Query.term_query(known, "names", word, "freq"), _EXACT),
        Query.const_score_query(
            Query.fuzzy_term_query(known, "names", word, distance=0, prefix=True), _BEGINNING
        ),
        Query.boost_query(Query.term_query(known, "texts", word, "freq"), _IN_TEXT),
    ]
    errors = _errors(word) if forgiving else 0
    if errors:
        fuzzy = Query.fuzzy_term_query(known, "names", word, distance=errors, prefix=True)
        ways.append(Query.const_score_query(fuzzy, _MISSPELT))
    if len(word) >= _SHORTEST_TEXT_BEGINNING:
        begun = Query.fuzzy_term_query(known, "texts", word, distance=0, prefix=True)
        ways.append(Query.const_score_query(begun, _TEXT_BEGINNING))
    return Query.disjunction_max_query(ways)


def words_query(words: Collection[str], *, forgiving: bool = True, relaxed: bool = False) -> Query:
    """Return a query for things that have all the words, or relaxed, at least half of them.

    Forgiving, of words with typing errors too.
    """
    from tantivy import Occur, Query

    if not words:
        return Query.all_query()
    parts = [_word_query(word, forgiving=forgiving) for word in words]
    if not relaxed:
        return Query.boolean_query([(Occur.Must, part) for part in parts])
    least = max(1, math.ceil(len(parts) * _SHARE_OF_WORDS))
    return Query.boolean_query([(Occur.Should, part) for part in parts], least)


def whole_query(name: str) -> Query:
    """Return a query for things with this very name, folded, or code."""
    from tantivy import Query

    return Query.term_query(schema(), "whole", name, "basic")


def begun_query(name: str) -> Query:
    """Return a query for things with a name, folded, that begins so, and few that do not."""
    from tantivy import Occur, Query

    begun = Query.term_query(schema(), "starts", name[:FIRST_LETTERS], "basic")
    if len(name) <= FIRST_LETTERS:
        return begun
    last = name.rsplit(maxsplit=1)[-1]
    rest = Query.fuzzy_term_query(schema(), "names", last, distance=0, prefix=True)
    both = Query.boolean_query([(Occur.Must, begun), (Occur.Must, rest)])
    return Query.const_score_query(both, 1.0)


def narrowed(query: Query, filters: Filters) -> Query:
    """Return a query whose results have one of the given values of each given facet.

    Raises:
        UnknownFacet: a facet is not known.
    """
    from tantivy import Occur, Query

    parts = [(Occur.Must, query)]
    for facet, values in filters.items():
        if facet not in FACETS:
            raise UnknownFacet(facet, FACETS)
        if values:
            has_one = Query.term_set_query(schema(), facet, sorted(values))
            parts.append((Occur.Must, Query.const_score_query(has_one, 0.0)))
    return Query.boolean_query(parts) if len(parts) > 1 else query
