"""An importer's table: which column of the publisher goes into which field, read in which way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.readings import LONG, Reading, read_values
from techland.graph.ingest.frames.sheets import ROW

# Why a column of the publisher is known and not taken in.
PERSONAL = "may hold personal data"
NOT_NEEDED = "not asked for by any question yet"
REPEATED = "stands in another sheet too"


@dataclass(frozen=True)
class Column:
    """A column of the publisher.

    Attributes:
        header: its name as the publisher writes it.
        field: the field that it fills; None for a column that is left out.
        reading: how its values are read.
        required: a row without a value here is refused.
        left_out: why the column is not taken in, where ``field`` is None.
    """

    header: str
    field: str | None
    reading: Reading = LONG
    required: bool = False
    left_out: str | None = None


def left_out(why: str, *headers: str) -> tuple[Column, ...]:
    """Return columns that are known and not taken in."""
    return tuple(Column(header, None, left_out=why) for header in headers)


# Takes the fields, refuses rows or changes values with a line each, returns the fields.
RowRule = Callable[[pl.DataFrame, ImportLog], pl.DataFrame]


@dataclass(frozen=True)
class Table:
    """A table of the publisher: its columns, what marks it, the rules for its rows.

    Attributes:
        name: what its rows are.
        columns: those that are known; any other is reported as unknown.
        marks: headers by which the table is known from others.
        rules: run over the fields of a batch of rows, in order.
        empty: texts that mean no value, in small letters.
    """

    name: str
    columns: Sequence[Column]
    marks: Sequence[str]
    rules: Sequence[RowRule] = ()
    empty: frozenset[str] = frozenset({"", "n/a", "n.a.", "n.a"})
    constants: Mapping[str, str] = field(default_factory=dict)

    def fields(self, frame: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
        """Return a batch's fields, canonical texts or null; refused rows are gone, with a line."""
        log.sheets[-1].read += frame.height
        fields: dict[str, pl.Series] = {ROW: frame[ROW]}
        headers: dict[str, str] = {}
        for column in self.columns:
            if column.field is None:
                continue
            told = frame[column.header] if column.header in frame.columns else _nothing(frame)
            value = read_values(told, column.header, column.reading, frame[ROW], self.empty, log)
            known = fields.get(column.field)
            fields[column.field] = value if known is None else known.fill_null(value)
            headers.setdefault(column.field, column.header)
        found = pl.DataFrame(fields).with_columns(
            pl.lit(value).alias(name) for name, value in self.constants.items()
        )
        found = self._with_required(found, headers, log)
        for rule in self.rules:
            found = rule(found, log)
        return found

    def _with_required(
        self, fields: pl.DataFrame, headers: Mapping[str, str], log: ImportLog
    ) -> pl.DataFrame:
        for name in dict.fromkeys(c.field for c in self.columns if c.required and c.field):
            empty = fields[name].is_null()
            if empty.any():
                log.refuse(
                    "a needed value is missing", headers[name], fields.filter(empty)[ROW], ""
                )
                fields = fields.filter(~empty)
        return fields

    def unknown(self, headers: Sequence[str]) -> list[str]:
        """Return the headers that the table does not know."""
        known = {column.header for column in self.columns}
        return [name for name in headers if name not in known]

    def missing(self, headers: Sequence[str]) -> list[str]:
        """Return the columns that fill a field and that a sheet does not have."""
        return [c.header for c in self.columns if c.field and c.header not in headers]

    def needed(self, headers: Sequence[str]) -> list[str]:
        """Return required fields' columns where a sheet has none that fills the field."""
        filled = {column.field for column in self.columns if column.header in headers}
        return [
            c.header
            for c in self.columns
            if c.required and c.field not in filled and c.header not in headers
        ]


def _nothing(frame: pl.DataFrame) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, frame.height)
