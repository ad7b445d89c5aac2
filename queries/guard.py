"""Check a query's text before any parser sees it.

The engine's parser recurses with every bracket and a deep query ends its
process; its evaluator would follow SERVICE to any address. Both are found here
from the tokens alone, whatever the rest of the text says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from techland.graph.query_errors import (
    ForbiddenForm,
    QuerySyntaxError,
    QueryTooDeep,
    QueryTooLong,
)
from techland.queries.dataset_description import FromClauses, from_clauses
from techland.queries.limits import Limits
from techland.queries.repeatability import is_repeatable
from techland.queries.tokens import Token, decoded, line_and_column, tokens


class QueryForm(StrEnum):
    """The four forms of a query."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"

    @property
    def gives_triples(self) -> bool:
        """Return whether the answer is a graph, not rows or a boolean."""
        return self in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE}


@dataclass(frozen=True)
class CheckedQuery:
    """A query that may be given to the engine.

    ``prefixes`` holds those it declares, ``used_prefixes`` the names of those it uses,
    ``clauses`` its FROM clauses if it has any; ``repeatable`` tells that the same
    graph gives the same bytes again.
    """

    text: str
    form: QueryForm
    prefixes: dict[str, str] = field(default_factory=dict)
    used_prefixes: frozenset[str] = frozenset()
    clauses: FromClauses | None = None
    repeatable: bool = False


UPDATES = frozenset(
    {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}
)
OUTWARD = "service"
# How many tokens follow each word of the prologue.
PROLOGUE = {"base": 1, "prefix": 2, "version": 1}
# Texts up to this length are remembered with what was found, so that a page's
# queries are checked once.
REMEMBERED_LENGTH = 8192


def check_query(text: str, limits: Limits | None = None) -> QueryForm:
    """Return the form of a query, or refuse it.

    Raises:
        QueryTooLong: more bytes than the limits allow.
        QueryTooDeep: brackets nested deeper than the limits allow.
        ForbiddenForm: SERVICE anywhere, or an update.
        QuerySyntaxError: no query at all; what the engine's grammar says of the
            rest comes with the evaluation.

    >>> check_query("ASK { ?service ex:service 'SERVICE' }  # SERVICE")
    <QueryForm.ASK: 'ask'>
    """
    return checked(text, limits or Limits()).form


def checked(text: str, limits: Limits) -> CheckedQuery:
    """Return a query with what its tokens say; raises as ``check_query`` does."""
    if len(text) <= REMEMBERED_LENGTH:
        return _remembered(text, limits.text_bytes, limits.depth)
    return _checked(text, limits.text_bytes, limits.depth)


def _checked(text: str, longest: int, deepest: int) -> CheckedQuery:
    length = _length(text)
    if length > longest:
        raise QueryTooLong(length, longest)
    found: list[Token] = []
    for token in tokens(text):
        _refuse(token, text, deepest)
        found.append(token)
    form, prefixes = _prologue(iter(found), text)
    used = frozenset(token.text.partition(":")[0] for token in found if token.kind == "NAME")
    clauses = from_clauses(found, text)
    return CheckedQuery(text, form, prefixes, used, clauses, is_repeatable(found))


_remembered = lru_cache(maxsize=512)(_checked)


def _length(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError as error:
        place = line_and_column(text, error.start)
        raise QuerySyntaxError("half a character (a lone surrogate)", *place) from None


def _refuse(token: Token, text: str, deepest: int) -> None:
    if token.depth > deepest:
        raise QueryTooDeep(deepest, *line_and_column(text, token.start))
    if token.kind == "UNCLOSED":
        raise QuerySyntaxError(
            "a string is not closed",
            *line_and_column(text, token.start),
            hint='a string of several lines stands between """ and """',
        )
    # No SPARQL has a bare word with these letters in it: run together with
    # another word (trueSERVICE) the engine would still read the keyword.
    if token.kind == "WORD" and OUTWARD in decoded(token.text).lower():
        raise ForbiddenForm("SERVICE", *line_and_column(text, token.start))


def _prologue(found: Iterator[Token], text: str) -> tuple[QueryForm, dict[str, str]]:
    """Return the query's form and the prefixes it declares."""
    prefixes: dict[str, str] = {}
    for token in found:
        if token.word in PROLOGUE:
            following = [next(found, token) for _ in range(PROLOGUE[token.word])]
            if token.word == "prefix" and following[1].kind == "IRI":
                prefixes[following[0].text.removesuffix(":")] = following[1].text[1:-1]
            continue
        return _form(token, text), prefixes
    raise QuerySyntaxError("there is no query", *line_and_column(text, len(text)))


def _form(token: Token, text: str) -> QueryForm:
    place = line_and_column(text, token.start)
    if token.word in UPDATES:
        raise ForbiddenForm(token.word.upper(), *place)
    if token.text.lower() in set(QueryForm):
        return QueryForm(token.text.lower())
    raise QuerySyntaxError(
        f"{token.text[:40]!r} begins no query",
        *place,
        hint="a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its prefixes",
    )
