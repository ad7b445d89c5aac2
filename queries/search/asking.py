"""Turn what a person types into a query of the index: beginnings, typing errors, facets."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from techland.graph.search_errors import UnknownFacet
from techland.queries.search.fields import (
    FACETS,
    FIRST_LETTERS,
    FIRST_OF_NUMBERS,
    FIRST_OF_WORDS,
    schema,
)

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


def begun_word(word: str, errors: int = 0) -> Query:
    """Return a query for things with a word in a name that begins so, with so many errors at most.

    The index has the first letters of words as they are. A beginning may be longer than what is
    typed by as many letters as it may have errors.
    """
    from tantivy import Query

    known, is_short = schema(), len(word) + errors <= FIRST_OF_WORDS
    if is_short and errors and word.isalpha():
        return Query.fuzzy_term_query(known, "begins", word, distance=errors)
    if is_short and not errors and not (word.isdigit() and len(word) > FIRST_OF_NUMBERS):
        return Query.term_query(known, "begins", word, "basic")
    return Query.fuzzy_term_query(known, "names", word, distance=errors, prefix=True)


def _whole_word(word: str) -> Query:
    from tantivy import Query

    return Query.boost_query(Query.term_query(schema(), "names", word, "freq"), _EXACT)


def _in_texts(word: str) -> list[Query]:
    from tantivy import Query

    known = schema()
    ways = [Query.boost_query(Query.term_query(known, "texts", word, "freq"), _IN_TEXT)]
    if len(word) >= _SHORTEST_TEXT_BEGINNING:
        begun = Query.fuzzy_term_query(known, "texts", word, distance=0, prefix=True)
        ways.append(Query.const_score_query(begun, _TEXT_BEGINNING))
    return ways


def _word_query(word: str, *, forgiving: bool) -> Query:
    from tantivy import Query

    begun = Query.const_score_query(begun_word(word), _BEGINNING)
    ways = [_whole_word(word), begun, *_in_texts(word)]
    errors = _errors(word) if forgiving else 0
    if errors:
        ways.append(Query.const_score_query(begun_word(word, errors), _MISSPELT))
    return Query.disjunction_max_query(ways)


def named_query(words: Collection[str]) -> Query:
    """Return a query for things that have all the words, as typed, in their names.

    An intersection of lists that skips along the longer ones; ``words_query``, a union for each
    word, walks all of them, which takes three times as long where a hundred thousand names have
    a word.
    """
    from tantivy import Occur, Query

    begun = [Query.const_score_query(begun_word(word), _BEGINNING) for word in words]
    return Query.boolean_query(
        [
            *((Occur.Must, one) for one in begun),
            *((Occur.Should, _whole_word(word)) for word in words),
        ]
    )


def texts_query(words: Collection[str]) -> Query:
    """Return a query for things with one of the words, as typed, in their texts."""
    from tantivy import Query

    texts = Query.disjunction_max_query([way for word in words for way in _in_texts(word)])
    return Query.const_score_query(texts, 0.0)


def told_query(words: Collection[str]) -> Query:
    """Return a query for the things with all the words, as typed, that ``named_query`` leaves out.

    They have one of the words in their texts only.
    """
    from tantivy import Occur, Query

    parts = [(Occur.Must, _word_query(word, forgiving=False)) for word in words]
    if len(words) == 1:
        parts = [(Occur.Must, Query.disjunction_max_query(_in_texts(word))) for word in words]
    others = (Occur.MustNot, named_query(words))
    return Query.boolean_query([(Occur.Must, texts_query(words)), *parts, others])


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
    both = Query.boolean_query([(Occur.Must, begun), (Occur.Must, begun_word(last))])
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
