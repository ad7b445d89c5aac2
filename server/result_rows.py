"""An answer as a page shows it: its first rows, and whether there are more."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

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


class _Chunks(io.RawIOBase):
    """An answer's chunks as a file, read only as far as the page needs."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the typed buffer of 3.12
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        view = memoryview(buffer)
        taken, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(taken)] = taken
        return len(taken)


def _file(chunks: Iterator[bytes]) -> io.BufferedReader:
    return io.BufferedReader(_Chunks(chunks))


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


def first_solutions(chunks: Iterator[bytes], limit: int = SHOWN) -> Shown:
    """Return the first rows of an answer in SPARQL JSON."""
    found = parse_query_results(_file(chunks), QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Shown((), (), is_cut=False, boolean=bool(found))
    columns = [variable.value for variable in found.variables]
    rows = [[cell_of(row[name]) for name in columns] for row in islice(found, limit + 1)]
    return Shown(columns, rows[:limit], is_cut=len(rows) > limit)


def first_triples(chunks: Iterator[bytes], limit: int = SHOWN) -> Shown:
    """Return the first triples of an answer in N-Triples."""
    found = (quad.triple for quad in parse(_file(chunks), RdfFormat.N_TRIPLES))
    rows = [_cells(triple) for triple in islice(found, limit + 1)]
    return Shown(TRIPLE_COLUMNS, rows[:limit], is_cut=len(rows) > limit)


def _cells(triple: Triple) -> list[Cell | None]:
    return [cell_of(term) for term in (triple.subject, triple.predicate, triple.object)]
