"""An importer: what it says of its publisher, the tables it knows, what it does with their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from techland.graph.ingest.frames.columns import Table
from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.pen import Pen
from techland.graph.ingest.frames.sheets import Sheet, headers_of
from techland.graph.ingest.frames.unpacking import Part

# Share of a table's marks that a header row must have to be taken for it.
ENOUGH_MARKS = 0.6
Rows = Callable[[pl.DataFrame, Pen, ImportLog], None]


@dataclass(frozen=True)
class About:
    """What is said of the publisher and of every count of its data."""

    title: str
    publisher: str
    url: str
    licence: str | None
    attribution: str
    counted: str


@dataclass(frozen=True)
class Take:
    """A table, and what writes its rows."""

    table: Table
    write: Rows


@dataclass(frozen=True)
class Importer:
    """An importer of one publisher's files.

    Attributes:
        name: its name on the command line.
        version: raised whenever the same file would give other triples.
        about: the publisher.
        takes: the tables, those first that others refer to.
        name_dataset: names the dataset by the first rows of each table.
        joins_files: whether files of one call make one dataset.
        flatten: turns a JSON file into sheets, or returns None where it is another's.
        issued: the day of the publisher's export, where a mapping tells it.
        mapping: the hash of what a mapping tells; "" without one.
    """

    name: str
    version: int
    about: About
    takes: Sequence[Take]
    name_dataset: Callable[[dict[str, list[pl.DataFrame]]], str]
    joins_files: bool = False
    flatten: Callable[[Part, Any], list[Sheet] | None] | None = None
    issued: str | None = None
    mapping: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """Return what a manifest tells of it: the same file gives the same triples by it."""
        told = {"name": self.name, "version": self.version}
        return told | ({"mapping": self.mapping} if self.mapping else {})


@dataclass(frozen=True)
class Found:
    """A sheet that an importer knows: its table, header row and names."""

    sheet: Sheet
    importer: Importer
    take: Take
    header: int
    names: Sequence[str]
    score: tuple[float, int]


def recognised(sheet: Sheet, importers: Sequence[Importer]) -> Found | None:
    """Return the importer and table whose marks a row of the sheet's head has most of."""
    best: Found | None = None
    for index, cells in enumerate(sheet.head):
        names = headers_of(cells)
        for importer in importers:
            for take in importer.takes:
                score = _score(take.table, names)
                if score[0] >= ENOUGH_MARKS and (best is None or score > best.score):
                    best = Found(sheet, importer, take, index, names, score)
    return best


def nearest_table(sheet: Sheet, importers: Sequence[Importer]) -> str | None:
    """Return in words the table that a sheet is nearest to, and what it lacks."""
    best: tuple[float, str] = (0.0, "")
    for cells in sheet.head:
        names = headers_of(cells)
        for importer in importers:
            for take in importer.takes:
                share = _score(take.table, names)[0]
                if share > best[0]:
                    lacks = [mark for mark in take.table.marks if mark not in names]
                    best = share, f"{importer.name} {take.table.name}, without {', '.join(lacks)}"
    return best[1] or None


def _score(table: Table, names: Sequence[str]) -> tuple[float, int]:
    found = sum(mark in names for mark in table.marks)
    known = sum(column.header in names for column in table.columns)
    return found / len(table.marks), known
