"""An answer as a page shows it: its first rows, and whether there are more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from techland.ontology.terms import XSD
from techland.server.addresses import address_of, shorten

# So many rows a page shows.
SHOWN = 500
TRIPLE_COLUMNS = ("subject", "predicate", "object")
_PLAIN = {XSD.string, XSD.integer, XSD.decimal}


@dataclass(frozen=True)
class Cell:
    """A term as a page shows it: its text, where it leads, its language or datatype."""

    text: str
    address: str | None = None
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True)
class Shown:
    """The rows that a page shows; ``boolean`` instead for ASK."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell | None]]
    is_cut: bool
    boolean: bool | None = None


def cell_of(term: object) -> Cell | None:
    """Return how a term is shown; None for an unbound variable."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Cell(shorten(term.value), address_of(term.value))
    if isinstance(term, Literal):
        datatype = term.datatype.value
        kind = None if term.language or datatype in _PLAIN else shorten(datatype)
        return Cell(term.value, language=term.language, datatype=kind)
    return Cell(str(term))


def solutions_of(body: bytes, *, is_cut: bool) -> Shown:
    """Return the rows of an answer in SPARQL JSON."""
    found = parse_query_results(body, QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Shown((), (), is_cut=False, boolean=bool(found))
    columns = [variable.value for variable in found.variables]
    return Shown(columns, [[cell_of(row[name]) for name in columns] for row in found], is_cut)


def triples_of(body: bytes, *, is_cut: bool) -> Shown:
    """Return the triples of an answer in N-Triples."""
    rows = [_cells(quad.triple) for quad in parse(body, RdfFormat.N_TRIPLES)]
    return Shown(TRIPLE_COLUMNS, rows, is_cut)


def _cells(triple: Triple) -> list[Cell | None]:
    return [cell_of(term) for term in (triple.subject, triple.predicate, triple.object)]
