"""Read one fact table from its CSV file, with errors that name the place."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from techland.graph.errors import (
    BadRows,
    EmptyTable,
    MissingTable,
    Problem,
    UnreadableTable,
    WrongColumns,
)
from techland.graph.ingest.table_description import Table

# A column that a table may have beyond its description: the cells that are inferred.
INFERRED_CELLS = "inferred_cells"
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_SAVE = "save it as CSV UTF-8, separated by commas"


@dataclass(frozen=True)
class Row:
    """A row of a fact table: where it stands and its cells by column."""

    table: str
    file: str
    number: int
    cells: dict[str, str]
    key: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def key_text(self) -> str:
        """Return the key as one text, as the paths of conflicts.csv write it."""
        return "/".join(self.key)

    def problem(self, column: str | None, value: str | None, message: str, hint: str) -> Problem:
        """Return a problem that stands in this row."""
        return Problem(self.file, self.number, column, value, message, hint)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise MissingTable(path) from None
    except OSError as error:
        raise UnreadableTable(path, error.strerror or str(error), "check its permissions") from None
    encoding = _MARKS.get(data[:2])
    if encoding or b"\x00" in data:
        raise UnreadableTable(path, f"{encoding or 'binary'} where UTF-8 is wanted", _SAVE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = f"not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        raise UnreadableTable(path, reason, _SAVE) from None


def _check_header(path: Path, table: Table, header: list[str]) -> None:
    if not header or not any(header):
        raise EmptyTable(path)
    if len(header) == 1 and len(table.columns) > 1:
        for mark, name in ((";", "semicolons"), ("\t", "tabs")):
            if mark in header[0]:
                raise UnreadableTable(path, f"separated by {name} where commas are wanted", _SAVE)
    allowed = {*table.column_names, INFERRED_CELLS}
    missing = [name for name in table.column_names if name not in header]
    unknown = [name for name in header if name not in allowed]
    twice = [name for name, count in Counter(header).items() if count > 1]
    if missing or unknown or twice:
        raise WrongColumns(path, missing, unknown, twice)


def read_table(path: Path, table: Table, file: str | None = None) -> list[Row]:
    """Return the rows of a fact table, in the file's order; faults call it ``file``.

    The cells stand in the order of the table's description, for the paths of
    conflicts.csv name a row by its first cells. Row numbers count as a
    spreadsheet does: the header is row 1.

    Raises:
        MissingTable, EmptyTable, UnreadableTable, WrongColumns: see each.
        BadRows: rows with more or fewer cells than the header.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    file = file or path.name
    columns = (*table.column_names, INFERRED_CELLS)
    rows, problems = [], []
    number = 0
    try:
        header = next(reader, [])
        number = 1
        _check_header(path, table, header)
        for number, cells in enumerate(reader, 2):
            if len(cells) != len(header):
                message = f"{len(cells)} cells where the header has {len(header)}"
                hint = "quote cells that hold a comma"
                problems.append(Problem(file, number, None, None, message, hint))
                continue
            given = dict(zip(header, cells, strict=True))
            by_name = {name: given[name] for name in columns if name in given}
            key = tuple(by_name[name] for name in table.key)
            rows.append(Row(table.name, file, number, by_name, key))
    except csv.Error as error:
        raise UnreadableTable(path, f"row {number + 1}: {error}", _SAVE) from None
    if problems:
        raise BadRows(problems)
    return rows
