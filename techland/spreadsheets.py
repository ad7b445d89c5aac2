"""Read a person's own table whole: CSV in any usual encoding, or a worksheet."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from techland.graph.import_errors import UnreadableFile
from techland.graph.ingest.frames.sheets import ROW, Sheet, headers_of
from techland.graph.ingest.frames.unpacking import LIMITS, Part
from techland.graph.ingest.jobs import sheets_of
from techland.graph.reconciliation_errors import UnknownColumn, UnknownSheet


def read_table(path: Path, name: str | None = None) -> pl.DataFrame:
    """Return the rows of a table as texts; empty cells are empty texts.

    Args:
        path: a CSV or TSV file, or a workbook.
        name: of a worksheet; the first one if None.

    Raises:
        UnreadableFile: it is missing, damaged or empty, or a row does not fit its header.
        UnknownSheet: the workbook has no such worksheet.
    """
    sheet = _sheet(path, name)
    if not sheet.head:
        raise UnreadableFile(path.name, "it holds no row")
    headers = headers_of(sheet.head[0])
    frames = []
    for batch in sheet.read(0, headers):
        for bad in batch.bad:
            raise UnreadableFile(path.name, f"row {bad.row}: {bad.reason}")
        frames.append(batch.frame)
    empty = pl.DataFrame(schema=dict.fromkeys(headers, pl.String))
    table = pl.concat(frames, how="vertical_relaxed") if frames else empty
    return table.select(pl.exclude(ROW)).cast(pl.String).fill_null("")


def _sheet(path: Path, name: str | None) -> Sheet:
    sheets = sheets_of(Part(path), (), LIMITS)
    if name is None:
        return sheets[0]
    named = {sheet.name or "": sheet for sheet in sheets}
    if name not in named:
        raise UnknownSheet(path.name, name, named)
    return named[name]


def column_of(table: pl.DataFrame, header: str, file: str) -> list[str]:
    """Return the cells under a header.

    Raises:
        UnknownColumn: the table has no such header.
    """
    if header not in table.columns:
        raise UnknownColumn(file, header, table.columns)
    return table[header].to_list()
