"""Read workbooks (XLSX, XLS, ODS) with calamine: each worksheet a sheet of text cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from techland.graph.import_errors import UnreadableFile
from techland.graph.ingest.frames.sheets import BATCH, HEADER_WITHIN, ROW, Batch, Sheet
from techland.graph.ingest.frames.unpacking import (
    LIMITS,
    FileLimits,
    Part,
    check_workbook,
    is_zip,
    opened,
)

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


def workbook_sheets(part: Part, limits: FileLimits = LIMITS) -> list[Sheet]:
    """Return the worksheets of a workbook that have cells.

    Raises:
        UnreadableFile: it is damaged.
        TooLarge: its content is beyond the limits.
    """
    import fastexcel

    if part.member is None and is_zip(part.path):
        check_workbook(part.path, limits)
    with opened(part, limits) as file:
        data = file.read(limits.workbook_bytes)
    book: Any = _guarded(part, fastexcel.read_excel, data)
    sheets = []
    for name in book.sheet_names:
        frame = _cells(part, book, name)
        if frame.height:
            sheets.append(_sheet(part, name, frame))
    return sheets


def _guarded(part: Part, call: Any, *arguments: Any, **named: Any) -> Any:
    """Call the reader; a damaged workbook may make it panic, which is no Exception."""
    try:
        return call(*arguments, **named)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - the reader's panics have no other class
        reason = (str(error) or type(error).__name__).splitlines()[0][:200]
        raise UnreadableFile(part.name, f"no readable workbook ({reason})") from None


def _cells(part: Part, book: Any, name: str) -> pl.DataFrame:
    sheet = _guarded(part, book.load_sheet, name, header_row=None, dtypes="string")
    if sheet.height == 0 or sheet.width == 0:
        return pl.DataFrame()
    return pl.DataFrame(_guarded(part, sheet.to_polars)).fill_null("")


def _sheet(part: Part, name: str, frame: pl.DataFrame) -> Sheet:
    head = [list(row) for row in frame.head(HEADER_WITHIN).rows()]

    def read(header: int, names: Sequence[str]) -> Iterator[Batch]:
        below = frame.rename(dict(zip(frame.columns, names, strict=True)))
        below = below.with_row_index(ROW, offset=1).filter(pl.col(ROW) > header + 1)
        blank = pl.all_horizontal(pl.exclude(ROW).str.strip_chars() == "")
        below = below.filter(~blank)
        for start in range(0, below.height, BATCH):
            yield Batch(below.slice(start, BATCH), (start + BATCH) / max(1, below.height))

    return Sheet(part.name, name, head, read)
