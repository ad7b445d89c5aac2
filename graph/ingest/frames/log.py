"""What an import did to what it read: rows refused, values left out, values mended, by rule.

Every such row and value is a line of ``lines.csv``; the counts go into the report. What may
name a natural person is never written: its line says so in place of the value.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import polars as pl

from techland.graph.ingest.frames.sheets import ROW, BadRow, Sheet

MENDED, LEFT_OUT, REFUSED = "mended", "left out", "refused"
WITHHELD = "(withheld: may name a person)"
_SHOWN, _EXAMPLES = 200, 3
_COLUMNS = ("file", "sheet", "row", "column", "what", "rule", "value", "became")


@dataclass
class SheetCount:
    """Rows of one sheet: read, used, refused."""

    file: str
    sheet: str | None
    table: str
    read: int = 0
    refused: int = 0
    unknown_columns: list[str] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
    unused_columns: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def used(self) -> int:
        """Return the rows that were used."""
        return self.read - self.refused


class ImportLog:
    """Writes the lines as they come and counts them."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("wb")
        self._file.write((",".join(_COLUMNS) + "\n").encode())
        self.counts: Counter[tuple[str, str]] = Counter()
        self.examples: dict[tuple[str, str], list[str]] = {}
        self.sheets: list[SheetCount] = []
        self._place: tuple[str, str | None] = ("", None)

    def begin(self, sheet: Sheet, table: str) -> SheetCount:
        """Begin a sheet: the lines that follow stand in it."""
        self._place = (sheet.file, sheet.name)
        self.sheets.append(SheetCount(sheet.file, sheet.name, table, notes=list(sheet.notes)))
        return self.sheets[-1]

    def after(self, files: str) -> None:
        """Say that the lines that follow are of no single sheet, but of all that was read."""
        self._place = (files, None)

    def note(
        self,
        what: str,
        rule: str,
        column: str | None,
        rows: pl.Series,
        values: pl.Series | str,
        became: pl.Series | str = "",
    ) -> None:
        """Write a line a row: what was done to the column's value by which rule."""
        if not len(rows):
            return
        file, sheet = self._place
        frame = pl.DataFrame({ROW: rows}).select(
            pl.lit(file).alias("file"),
            pl.lit(sheet or "").alias("sheet"),
            pl.col(ROW),
            pl.lit(column or "").alias("column"),
            pl.lit(what).alias("what"),
            pl.lit(rule).alias("rule"),
            _shown(values).alias("value"),
            _shown(became).alias("became"),
        )
        frame.write_csv(self._file, include_header=False)
        self.counts[what, rule] += frame.height
        examples = self.examples.setdefault((what, rule), [])
        for row in frame.head(max(0, _EXAMPLES - len(examples))).iter_rows(named=True):
            examples.append(_line(row))

    def refuse(
        self, rule: str, column: str | None, rows: pl.Series, values: pl.Series | str
    ) -> None:
        """Write a line a refused row, and count it as not used."""
        self.note(REFUSED, rule, column, rows, values)
        self.sheets[-1].refused += len(rows)

    def bad_rows(self, bad: list[BadRow]) -> None:
        """Refuse rows whose cells do not fit under the header."""
        if bad:
            rows = pl.Series([row.row for row in bad], dtype=pl.UInt32)
            self.sheets[-1].read += len(bad)
            told = pl.Series([f"{row.reason}: {row.text}" for row in bad])
            self.refuse("cells do not fit the header", None, rows, told)

    def close(self) -> None:
        """Finish the file of lines."""
        self._file.close()

    def number(self, what: str) -> int:
        """Return how often something was done."""
        return sum(count for (done, _), count in self.counts.items() if done == what)

    def by_rule(self, what: str) -> dict[str, int]:
        """Return how often something was done, by rule."""
        return {rule: n for (done, rule), n in sorted(self.counts.items()) if done == what}


def _shown(values: pl.Series | str) -> pl.Expr:
    column = pl.lit(values, dtype=pl.String)
    return column.str.slice(0, _SHOWN).fill_null("")


def _line(row: dict[str, object]) -> str:
    place = f"{row['file']}, sheet {row['sheet']}" if row["sheet"] else str(row["file"])
    place += f", row {row['row']}" if row["row"] else ""
    column = f", column {row['column']}" if row["column"] else ""
    became = f" → {row['became']!r}" if row["became"] else ""
    told = f"{row['value']!r}{became}" if row["value"] else ""
    return f"{place}{column}: {row['what']}, {row['rule']} {told}".rstrip()
