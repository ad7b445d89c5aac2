"""The samples read another way: with openpyxl and the csv module, without the importers."""

from __future__ import annotations

import csv
import functools
import gzip
from pathlib import Path

import openpyxl

DATA = Path(__file__).parents[3].parent / "shared" / "data"
KEEP_2014 = DATA / "keep_eu" / "keep_eu_2014-2020_closed.xlsx"
KEEP_2007 = DATA / "keep_eu" / "keep_eu_2007-2013_closed_partnership.csv.gz"
CORDIS = DATA / "cordis"
Row = dict[str, str]


@functools.cache
def keep_sheet(name: str) -> tuple[Row, ...]:
    """Return the rows of a sheet of keep.eu's workbook, every cell as text."""
    book = openpyxl.load_workbook(KEEP_2014, read_only=True)
    rows = book[name].iter_rows(values_only=True)
    header = [" ".join(str(cell).split()) for cell in next(rows)]
    blank = dict.fromkeys(header, "")
    found = [blank | dict(zip(header, map(_text, row), strict=False)) for row in rows]
    book.close()
    return tuple(found)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


@functools.cache
def rows_of(path: Path, delimiter: str = ",") -> tuple[Row, ...]:
    """Return the rows of a gzipped CSV file."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=delimiter))


def folded(text: str) -> str:
    """Return a text as keys compare it."""
    return " ".join(text.lower().split())


def project(row: Row) -> tuple[str, str]:
    """Return the key of a project of keep.eu."""
    return folded(row["Programme"]), folded(row["Acronym"])
