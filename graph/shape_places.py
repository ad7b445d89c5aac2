"""Where in the tables a shape's result comes from: file, row and column."""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.claims import Cell, Claim
from techland.graph.ingest.fact_tables import FactTables
from techland.graph.validation import ShapeResult


def _best_cells(result: ShapeResult, claims: Iterable[Claim]) -> list[Cell]:
    """Return the cells that say something of the result's thing: of its property, else any.

    The thing may be the claim itself.
    """
    held = [claim for claim in claims if claim.cells]
    about = [c for c in held if result.focus in (c.statement.subject.value, c.iri.value)]
    of_path = [c for c in about if c.statement.predicate.value == (result.path or "").strip("<>")]
    of_value = [c for c in of_path if c.statement.object.value == result.value]
    cells = {cell for claim in of_value or of_path or about[:1] for cell in claim.cells}
    return sorted(cells, key=lambda cell: (cell.table, cell.key, cell.column))


def told_with_place(
    results: Iterable[ShapeResult], claims: Iterable[Claim], tables: FactTables
) -> list[str]:
    """Return a line a result: file, row and column where known, the thing, and what to do."""
    known = list(claims)
    lines = []
    for result in results:
        places = []
        for cell in _best_cells(result, known):
            row = next(row for row in tables[cell.table] if row.key == cell.key)
            places.append(f"{row.file}, row {row.number}, column {cell.column}")
        lines.append(": ".join([*(["; ".join(places)] if places else []), result.line()]))
    return lines
