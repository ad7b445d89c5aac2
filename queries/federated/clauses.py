"""The SERVICE clauses of a query's text: which endpoint each names, and what it is asked.

Only places are taken where what an endpoint is asked can be told before it is
asked: the outermost group, or an OPTIONAL of that group. There SPARQL 1.1
Federated Query's meaning (a SERVICE is joined with the rest) and the bound join
give the same solutions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from techland.graph.federation_errors import ServiceMisplaced, SilentService, UnknownEndpoint
from techland.graph.query_errors import QuerySyntaxError
from techland.ontology.prefix_table import PREFIXES
from techland.queries.federated.endpoints import NamedEndpoint
from techland.queries.guard import form_and_prologue
from techland.queries.services import endpoint_iri, endpoint_of, is_outward
from techland.queries.tokens import Token, line_and_column

_SILENT = "silent"
_OPTIONAL_DEPTH = 2


@dataclass(frozen=True)
class Clause:
    """A SERVICE clause, by places among the tokens of its query.

    Attributes:
        endpoint: that it names.
        start: place of the word SERVICE.
        opened: place of the bracket that begins its group.
        closed: place of the bracket that ends it.
        outer: place of the bracket that begins the outermost group.
        optional: places of the word OPTIONAL and of its bracket, where it stands in one.
    """

    endpoint: NamedEndpoint
    start: int
    opened: int
    closed: int
    outer: int
    optional: tuple[int, int] | None = None


def first_clause(
    text: str, found: Sequence[Token], endpoints: Mapping[str, NamedEndpoint]
) -> Clause | None:
    """Return the first SERVICE clause of a query, None without any.

    Raises:
        UnknownEndpoint, ServiceMisplaced, SilentService: see each.
    """
    start = next((place for place, token in enumerate(found) if is_outward(token)), None)
    if start is None:
        return None
    at = line_and_column(text, found[start].start)
    if start + 1 < len(found) and found[start + 1].word == _SILENT:
        raise SilentService(*at)
    named = endpoint_of(list(found), start)
    endpoint = _endpoint(text, found, named, endpoints, at)
    opened = start + 2
    if opened >= len(found) or found[opened].text != "{":
        raise QuerySyntaxError("a SERVICE has a group in braces", *at)
    outer, optional = _surroundings(found, start, at)
    closed = closing(found, opened)
    for place in range(opened, closed):
        if is_outward(found[place]):
            raise ServiceMisplaced(*line_and_column(text, found[place].start))
    return Clause(endpoint, start, opened, closed, outer, optional)


def all_clauses(
    text: str, found: Sequence[Token], endpoints: Mapping[str, NamedEndpoint]
) -> list[Clause]:
    """Return every SERVICE clause of a query; raises as ``first_clause`` does."""
    clauses = []
    masked = list(found)
    while clause := first_clause(text, masked, endpoints):
        clauses.append(clause)
        masked[clause.start] = masked[clause.start]._replace(kind="SIGN")
    return clauses


def _endpoint(
    text: str,
    found: Sequence[Token],
    token: Token | None,
    endpoints: Mapping[str, NamedEndpoint],
    at: tuple[int, int],
) -> NamedEndpoint:
    if token is None:
        raise QuerySyntaxError("a SERVICE names an endpoint", *at)
    if token.kind == "IRI" and token.text[1:-1] in endpoints:
        return endpoints[token.text[1:-1]]
    _, prologue = form_and_prologue(found, text)
    iri = endpoint_iri(token, {**PREFIXES, **prologue.prefixes}, prologue.base)
    for one in endpoints.values():
        if iri is not None and iri in {one.address, one.usual_address}:
            return one
    raise UnknownEndpoint(token.text.strip("<>"), at, endpoints)


def _surroundings(
    found: Sequence[Token], start: int, at: tuple[int, int]
) -> tuple[int, tuple[int, int] | None]:
    """Return the bracket of the outermost group, and the OPTIONAL that a clause stands in."""
    opened: list[int] = []
    for place, token in enumerate(found[:start]):
        if token.kind == "OPEN":
            opened.append(place)
        elif token.kind == "CLOSE" and opened:
            opened.pop()
    if not opened or any(found[place].text != "{" for place in opened):
        raise ServiceMisplaced(*at)
    if len(opened) == 1:
        return opened[0], None
    inner = opened[1]
    if len(opened) == _OPTIONAL_DEPTH and found[inner - 1].word == "optional":
        return opened[0], (inner - 1, inner)
    raise ServiceMisplaced(*at)


def closing(found: Sequence[Token], opened: int) -> int:
    """Return the place of the bracket that closes the one at a place.

    Raises:
        QuerySyntaxError: there is none.
    """
    depth = found[opened].depth
    for place in range(opened + 1, len(found)):
        if found[place].kind == "CLOSE" and found[place].depth == depth - 1:
            return place
    raise QuerySyntaxError(f"{found[opened].text!r} is not closed")


def variables_of(found: Sequence[Token]) -> list[str]:
    """Return the names of the variables among tokens, in their order, each once."""
    return list(dict.fromkeys(token.text[1:] for token in found if token.kind == "VARIABLE"))
