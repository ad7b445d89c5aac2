"""Write a table as an XLSX workbook: a sheet that tells what it is, and the rows, none a formula.

Texts stay texts, with leading zeros and signs. A value of a number's datatype
becomes a number where the workbook's floating point holds it exactly, a day
becomes a date; every other cell is the text as it was.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from techland.graph.export.xml_characters import forbidden_in
from techland.graph.export_errors import NotExpressible, TooManyRows
from techland.ontology.terms import XSD

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

XLSX = "XLSX"
# Limits of a sheet (Office Open XML as Excel and LibreOffice read it).
ROW_LIMIT = 1_048_576
CELL_LIMIT = 32_767
_DIGITS = 15
_SHOWN = 60
_FIRST_DAY = date(1900, 3, 1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double})
_SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# One moment for every workbook, so that the same rows give the same bytes.
_MOMENT = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
Cell = tuple[str, str]
"""A cell: its text and the IRI of its datatype, empty for a plain text."""


def typed(text: str, datatype: str) -> str | int | float | date:
    """Return the value of a cell: a number or date where nothing is lost by it, else the text.

    >>> typed("007", ""), typed("12", XSD.integer), typed("0.10", XSD.decimal)
    ('007', 12, '0.10')
    """
    if datatype in _NUMBERS:
        return _number(text)
    if datatype == XSD.date and _DAY.fullmatch(text):
        return _date(text)
    return text


def _date(text: str) -> str | date:
    """Return a day that there is and that a workbook can count, else the text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day >= _FIRST_DAY else text


def _number(text: str) -> str | int | float:
    """Return a number whose usual way of writing is this text, else the text."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if not exact or not exact.is_finite() or abs(exact.adjusted()) > _DIGITS:
        return 0 if text == "0" else text
    if len(exact.as_tuple().digits) > _DIGITS:
        return text
    if str(int(exact)) == text:
        return int(exact)
    return float(exact) if f"{exact.normalize():f}" == text else text


def write_workbook(
    about: Mapping[str, str],
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    output: BinaryIO,
) -> None:
    """Write a workbook with the sheets ``about`` and ``name``.

    Raises:
        TooManyRows: more than a sheet holds.
        NotExpressible: a text is longer than a cell holds, or holds what XML forbids.
    """
    import xlsxwriter

    with TemporaryDirectory(prefix="techland-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "workbook.xlsx"
        with _closed_or_left(xlsxwriter.Workbook(path, _SETTINGS | {"tmpdir": folder})) as workbook:
            workbook.set_properties({"title": about.get("title", name), "created": _MOMENT})
            _about_sheet(workbook, about)
            _rows_sheet(workbook, name, columns, rows)
        with path.open("rb") as file:
            shutil.copyfileobj(file, output)


@contextmanager
def _closed_or_left(workbook: Workbook) -> Iterator[Workbook]:
    """Close a workbook, which packs its rows; one that an error ends is left as it is."""
    try:
        yield workbook
    except BaseException:
        workbook.fileclosed = True
        for sheet in workbook.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
        raise
    workbook.close()


def _about_sheet(workbook: Workbook, about: Mapping[str, str]) -> None:
    sheet = workbook.add_worksheet("about")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    head, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True})
    for number, (key, value) in enumerate(about.items()):
        sheet.write_string(number, 0, key, head)
        _write_text(sheet, (number, 1), value, wrapped)


def check_rows(count: int) -> None:
    """Check that a sheet holds so many rows, before any is written.

    Raises:
        TooManyRows: it does not.
    """
    if count >= ROW_LIMIT:
        raise TooManyRows(ROW_LIMIT - 1)


def _rows_sheet(
    workbook: Workbook, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet = workbook.add_worksheet(name)
    head = workbook.add_format({"bold": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(columns) - 1, 0), 30)
    for place, column in enumerate(columns):
        _write_text(sheet, (0, place), column, head)
    for number, row in enumerate(rows, 1):
        check_rows(number)
        for place, (text, datatype) in enumerate(row):
            _write_cell(sheet, (number, place), typed(text, datatype), day)


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], value: str | int | float | date, day: Format
) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*place, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, str):
        _write_text(sheet, place, value, None)
    else:
        sheet.write_number(*place, value)


def _write_text(sheet: Worksheet, place: tuple[int, int], text: str, form: Any) -> None:
    """Write a text as it is: never a formula, a number or a link, and never cut."""
    if not text:
        return
    forbidden = forbidden_in(text)
    # The limit counts UTF-16 units.
    if len(text.encode("utf-16-le")) // 2 > CELL_LIMIT:
        reason = f"a cell holds at most {CELL_LIMIT:,} characters, this text has {len(text):,}"
    elif forbidden:
        reason = f"it holds {forbidden}"
    else:
        sheet.write_string(*place, text, form)
        return
    told = f"cell {_cell_name(*place)} of the sheet {sheet.name}, {_shown(text)}"
    raise NotExpressible(XLSX, told, reason, "choose csv, tsv or parquet, which can")


def _cell_name(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    name: str = xl_rowcol_to_cell(row, column)
    return name


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
