"""Check a query's text before any parser sees it.

The engine's parser recurses with every bracket and a deep query ends its
process; its evaluator would follow SERVICE to any address. Both are found here
from the tokens alone, whatever the rest of the text says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin

from techland.graph.query_errors import (
    ForbiddenForm,
    QuerySyntaxError,
    QueryTooDeep,
    QueryTooLong,
)
from techland.ontology.prefix_table import PREFIXES
from techland.queries.dataset_description import FromClauses, from_clauses
from techland.queries.limits import Limits
from techland.queries.remembering import remembered
from techland.queries.repeatability import is_repeatable
from techland.queries.services import is_outward, written_out
from techland.queries.tokens import Token, decoded, line_and_column, tokens
from techland.queries.uniqueness import DESCRIBED, UNKNOWN, Uniqueness, uniqueness


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


_FORMS = {str(form): form for form in QueryForm}


@dataclass(frozen=True)
class CheckedQuery:
    """A query that may be given to the engine.

    ``prefixes`` holds those it declares, ``used_prefixes`` the names of those it uses,
    ``clauses`` its FROM clauses if it has any; ``repeatable`` tells that the same
    graph gives the same bytes again, ``outward`` that it has a SERVICE, and one that
    is allowed; ``uniqueness`` tells what is known of the triples of a CONSTRUCT.
    """

    text: str
    form: QueryForm
    prefixes: dict[str, str] = field(default_factory=dict)
    used_prefixes: frozenset[str] = frozenset()
    clauses: FromClauses | None = None
    repeatable: bool = False
    outward: bool = False
    uniqueness: Uniqueness = UNKNOWN


UPDATES = frozenset(
    {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}
)
NO_SERVICES: frozenset[str] = frozenset()
# How many tokens follow each word of the prologue.
PROLOGUE = {"base": 1, "prefix": 2, "version": 1}
# Texts up to this length are remembered with what was found, so that a page's
# queries are checked once.
REMEMBERED_LENGTH = 8192


def check_query(
    text: str, limits: Limits | None = None, services: frozenset[str] = NO_SERVICES
) -> QueryForm:
    """Return the form of a query, or refuse it.

    Raises:
        QueryTooLong: more bytes than the limits allow.
        QueryTooDeep: brackets nested deeper than the limits allow.
        ForbiddenForm: SERVICE but for the endpoints of ``services``, or an update.
        QuerySyntaxError: no query at all; what the engine's grammar says of the
            rest comes with the evaluation.

    >>> check_query("ASK { ?service ex:service 'SERVICE' }  # SERVICE")
    <QueryForm.ASK: 'ask'>
    """
    return checked(text, limits or Limits(), services).form


def checked(text: str, limits: Limits, services: frozenset[str] = NO_SERVICES) -> CheckedQuery:
    """Return a query with what its tokens say; raises as ``check_query`` does.

    SERVICE may name the endpoints of ``services``.
    """
    return _checked(text, limits.text_bytes, limits.depth, services)


@remembered(texts=512, longest=REMEMBERED_LENGTH)
def _checked(text: str, longest: int, deepest: int, services: frozenset[str]) -> CheckedQuery:
    length = _length(text)
    if length > longest:
        raise QueryTooLong(length, longest)
    found: list[Token] = []
    outward = False
    for token in tokens(text):
        if token.depth > deepest or token.kind == "UNCLOSED":
            raise _refusal(token, text, deepest)
        if token.kind == "WORD" and is_outward(token):
            outward = True
            if not services:
                raise ForbiddenForm("SERVICE", *line_and_column(text, token.start))
        found.append(token)
    form, prologue = form_and_prologue(found, text)
    used = frozenset(token.text.partition(":")[0] for token in found if token.kind == "NAME")
    clauses, repeatable = from_clauses(found, text), is_repeatable(found)
    if outward:
        prefixes = {**PREFIXES, **prologue.prefixes}
        text = written_out(text, found, prefixes, prologue.base, services)
    unique = DESCRIBED if form is QueryForm.DESCRIBE else UNKNOWN
    unique = uniqueness(found) if form is QueryForm.CONSTRUCT else unique
    return CheckedQuery(text, form, prologue.prefixes, used, clauses, repeatable, outward, unique)


def _length(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError as error:
        place = line_and_column(text, error.start)
        raise QuerySyntaxError("half a character (a lone surrogate)", *place) from None


def _refusal(token: Token, text: str, deepest: int) -> QueryTooDeep | QuerySyntaxError:
    place = line_and_column(text, token.start)
    if token.depth > deepest:
        return QueryTooDeep(deepest, *place)
    hint = 'a string of several lines stands between """ and """'
    return QuerySyntaxError("a string is not closed", *place, hint=hint)


@dataclass
class Prologue:
    """What a query declares before its form: prefixes, and its base."""

    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""

    def declare(self, word: str, following: list[Token]) -> None:
        """Take in a declaration: its word, and the tokens that follow."""
        if following[-1].kind != "IRI":
            return
        iri = following[-1].text[1:-1]
        if word == "prefix":
            self.prefixes[following[0].text.removesuffix(":")] = iri
        elif word == "base":
            self.base = urljoin(self.base, decoded(iri))


def form_and_prologue(found: Iterable[Token], text: str) -> tuple[QueryForm, Prologue]:
    """Return the query's form and what it declares before.

    Raises:
        ForbiddenForm, QuerySyntaxError: it has no form that is one of a query.
    """
    prologue = Prologue()
    rest = iter(found)
    for token in rest:
        if token.word in PROLOGUE:
            following = [next(rest, token) for _ in range(PROLOGUE[token.word])]
            prologue.declare(token.word, following)
            continue
        return _form(token, text), prologue
    raise QuerySyntaxError("there is no query", *line_and_column(text, len(text)))


def _form(token: Token, text: str) -> QueryForm:
    if form := _FORMS.get(token.text.lower()):
        return form
    place = line_and_column(text, token.start)
    if token.word in UPDATES:
        raise ForbiddenForm(token.word.upper(), *place)
    raise QuerySyntaxError(
        f"{token.text[:40]!r} begins no query",
        *place,
        hint="a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its prefixes",
    )
