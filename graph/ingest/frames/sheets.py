"""A table of a file: where it stands, its header row, and its rows in batches of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

ROW = "row"
BATCH = 50_000
# Rows in which a header row is looked for.
HEADER_WITHIN = 25


@dataclass(frozen=True)
class BadRow:
    """A row whose cells do not fit under the header: it cannot be read."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Batch:
    """Rows of a sheet: a column a header, all text, and the row's number in the file."""

    frame: pl.DataFrame
    done: float | None
    bad: Sequence[BadRow] = ()


@dataclass(frozen=True)
class Sheet:
    """One table: a CSV file, a worksheet, or a list of JSON objects.

    Attributes:
        file: the file's name as reports tell it.
        name: the worksheet's name, or None.
        head: the first rows, for finding the header row.
        read: yields batches below a header row that stands at an index of ``head``.
        notes: what had to be assumed to read it, such as an encoding.
    """

    file: str
    name: str | None
    head: Sequence[Sequence[str]]
    read: Callable[[int, Sequence[str]], Iterator[Batch]]
    notes: Sequence[str] = field(default=())

    @property
    def place(self) -> str:
        """Return file and worksheet, for a person."""
        return f"{self.file}, sheet {self.name}" if self.name else self.file


def headers_of(cells: Sequence[str]) -> list[str]:
    """Return the names under a header row: trimmed, a second one of a name numbered."""
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = " ".join(cell.split()) or f"(column {place + 1})"
        number = 2
        own = name
        while own in names or own == ROW:
            own, number = f"{name} ({number})", number + 1
        names.append(own)
    return names
