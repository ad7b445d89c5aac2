"""Claims: one a statement and value, with every source that tells it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from techland.graph.ingest.table_reader import Row
from techland.graph.iris import curated

Term = NamedNode | Literal
ACCEPTED, DISPUTED, SUPERSEDED = "accepted", "disputed", "superseded"
STATED, INFERRED = "stated", "inferred"


@dataclass(frozen=True)
class Statement:
    """A triple that a claim is about."""

    subject: NamedNode
    predicate: NamedNode
    object: Term

    @property
    def property_of(self) -> tuple[NamedNode, NamedNode]:
        """Return subject and predicate: what has one value only, where it is functional."""
        return self.subject, self.predicate

    @property
    def iri(self) -> NamedNode:
        """Return the IRI of the claim that makes this statement."""
        parts = f"{self.subject} {self.predicate} {self.object}"
        return curated("claim", hashlib.sha256(parts.encode()).hexdigest()[:16])


@dataclass(frozen=True)
class Cell:
    """A cell of the fact tables: table, key of its row, column."""

    table: str
    key: tuple[str, ...]
    column: str


@dataclass(eq=False)
class Claim:
    """A statement with its witnesses, as it grows while the tables are read."""

    statement: Statement
    sources: set[str] = field(default_factory=set)
    certainties: set[str] = field(default_factory=set)
    row_certainties: set[str] = field(default_factory=set)
    cells: set[Cell] = field(default_factory=set)
    basis: str | None = None
    status: str = ACCEPTED
    disputes: set[NamedNode] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)

    @property
    def iri(self) -> NamedNode:
        """Return the claim's IRI."""
        return self.statement.iri

    @property
    def in_tables(self) -> bool:
        """Tell whether a fact table holds this value."""
        return bool(self.cells)

    @property
    def certainty(self) -> str | None:
        """Return stated where one row states it, else inferred, else None: not assessed."""
        return _surest(self.certainties)

    @property
    def row_certainty(self) -> str | None:
        """Return the certainty of the rows that hold the claim, the surest first."""
        return _surest(self.row_certainties)


def _surest(certainties: Iterable[str]) -> str | None:
    return next((word for word in (STATED, INFERRED) if word in certainties), None)


class ClaimBook:
    """All claims by statement, and by the cell of the tables that makes them."""

    def __init__(self) -> None:
        self._claims: dict[Statement, Claim] = {}
        self._by_cell: dict[Cell, list[Claim]] = {}

    def claim(self, statement: Statement) -> Claim:
        """Return the claim of this statement, a new one where there was none."""
        return self._claims.setdefault(statement, Claim(statement))

    def of_cell(self, cell: Cell) -> list[Claim]:
        """Return the claims that this cell makes."""
        return self._by_cell.get(cell, [])

    def of_row(self, row: Row) -> list[Claim]:
        """Return the claims that the cells of this row make."""
        columns = row.cells
        return [c for name in columns for c in self.of_cell(Cell(row.table, row.key, name))]

    def of_column(self, table: str, column: str) -> Claim | None:
        """Return the first claim that a cell of this column makes."""
        found = (
            c for cell, c in self._by_cell.items() if (cell.table, cell.column) == (table, column)
        )
        return next((claims[0] for claims in found), None)

    def put_in_cell(self, claim: Claim, cell: Cell) -> None:
        """Record that this cell makes this claim."""
        if cell not in claim.cells:
            claim.cells.add(cell)
            self._by_cell.setdefault(cell, []).append(claim)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims.values())

    def __len__(self) -> int:
        return len(self._claims)
