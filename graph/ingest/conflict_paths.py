"""The paths of conflicts.csv: which cell or rows of the fact tables are in dispute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from techland.graph.ingest.table_description import SEPARATOR, Column, described_tables
from techland.graph.ingest.table_reader import Row

_PATH = re.compile(r"(?P<table>[a-z_]+)(?:\[(?P<key>[^\[\]]+)\])?(?:\.(?P<column>[a-z0-9_]+))?")


@dataclass(frozen=True)
class CellPath:
    """A place in the tables: a cell, a row (no column) or all rows of a subject (no key)."""

    table: str
    key: tuple[str, ...]
    column: str | None

    def rows(self, tables: Mapping[str, list[Row]]) -> list[Row]:
        """Return the rows whose first cells are the path's key."""
        size = len(self.key)
        return [row for row in tables[self.table] if _first(row, size) == self.key]

    @property
    def described(self) -> Column | None:
        """Return the description of the column, None for a row or a list."""
        return described_tables()[self.table].column(self.column) if self.column else None


def _first(row: Row, size: int) -> tuple[str, ...]:
    return tuple(list(row.cells.values())[:size])


def parse_path(text: str, subject: str) -> CellPath | None:
    """Return the place that a path names; None where it names no table and column.

    A path without a key stands for the rows whose first cell is the subject.
    """
    match = _PATH.fullmatch(text)
    if not match:
        return None
    table = described_tables().get(match["table"])
    column = match["column"]
    if table is None or (column and column not in table.column_names):
        return None
    key = tuple(match["key"].split("/")) if match["key"] else (subject,)
    return CellPath(table.name, key, column)


def typed_values(row: Row, side: str) -> list[str]:
    """Return the typed values that a side (a or b) of a conflict gives; often one or none."""
    text = row[f"typed_{side}"]
    return text.split(SEPARATOR) if text else []


def told_values(conflict: Row, side: str, path: CellPath | None) -> list[str]:
    """Return the values that a side gives: typed ones, or the text itself for a column of names.

    A number that is told about a longer text is no value of that text's column.
    """
    column = path.described if path else None
    if column and column.kind == "name":
        return [conflict[f"value_{side}"]]
    return [] if column and column.is_text else typed_values(conflict, side)
