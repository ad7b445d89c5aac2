"""Which documents witness a cell: those of its row, less those that tell another value.

A source that conflicts.csv names for another value of a cell is no witness of
it. A date told more exactly witnesses the less exact one: who says 18 May
2021 says May 2021. A list that leaves a member out is no witness of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from techland.graph.claims import Cell
from techland.graph.ingest.conflict_paths import CellPath, parse_path, told_values, typed_values
from techland.graph.ingest.row_checks import NUMBER, is_date
from techland.graph.ingest.table_description import SEPARATOR
from techland.graph.ingest.table_reader import Row

Rows = Mapping[str, list[Row]]
SIDES = ("a", "b")


def sources_of(row: Row, column: str = "source_url") -> list[str]:
    """Return the addresses of the documents that a cell names."""
    return row[column].split(SEPARATOR) if row.cells.get(column) else []


def witnesses_value(told: str, cell: str) -> bool:
    """Tell whether a source that tells one value also tells the cell's."""
    if NUMBER.fullmatch(told) and NUMBER.fullmatch(cell) and float(told) == float(cell):
        return True
    if is_date(told) and is_date(cell):
        return told.startswith(cell)
    return told == cell


def disputed_rows(conflict: Row, path: CellPath, rows: Rows) -> list[Row]:
    """Return the rows of a list in dispute: those with a role of the members that both lists have.

    A path that names a cell or a row stands for just that.
    """
    found = path.rows(rows)
    if path.column or len(path.key) > 1:
        return found
    one, other = (set(typed_values(conflict, side)) for side in SIDES)
    members = one & other or one | other
    roles = {row["role"] for row in found if row.cells.get("organisation_id") in members}
    return [row for row in found if row.cells.get("role") in roles]


class Witnesses:
    """What each document tells of the cells and lists in dispute."""

    def __init__(self, rows: Rows) -> None:
        self._told: dict[Cell, dict[str, set[str]]] = {}
        for conflict in rows["conflicts"]:
            path = parse_path(conflict["path"], conflict["subject"]) if conflict["path"] else None
            if path is None:
                continue
            for row in disputed_rows(conflict, path, rows):
                self._note(
                    conflict, path, Cell(row.table, row.key, path.column or "organisation_id")
                )

    def _note(self, conflict: Row, path: CellPath, cell: Cell) -> None:
        for side in SIDES:
            values = told_values(conflict, side, path)
            if not values or (path.column is None and conflict["kind"] != "list"):
                continue
            for url in sources_of(conflict, f"source_{side}"):
                self._told.setdefault(cell, {}).setdefault(url, set()).update(values)

    def of(self, row: Row, column: str) -> set[str]:
        """Return the documents of the row that witness this cell."""
        told = self._told.get(Cell(row.table, row.key, column), {})
        value = row[column]
        return {
            url
            for url in sources_of(row)
            if url not in told or any(witnesses_value(other, value) for other in told[url])
        }
