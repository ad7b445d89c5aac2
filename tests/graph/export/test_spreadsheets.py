"""Tables open in LibreOffice, openpyxl, polars and pandas without loss; no cell is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pandas as pd
import polars as pl
import pytest

from techland.graph.export.selection import Selection, select
from techland.graph.export.serialising import write_selection
from techland.graph.export.tables import (
    columns_of,
    statement_rows,
    unguarded,
    write_csv,
    write_parquet,
    write_tsv,
)
from techland.graph.export.workbook import CELL_LIMIT, write_workbook
from techland.graph.export_errors import NotExpressible, TooManyRows
from techland.graph.formats import format_named
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot, active_snapshot
from techland.ontology.terms import XSD
from tests.graph.export.libreoffice import CSV_AS_TEXT, guessing, opened, tsv_as_text

SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
AWKWARD = [
    *(f"{sign}1+1" for sign in SIGNS),
    *(f"{sign}cmd|' /C calc'!A0" for sign in SIGNS),
    *(f"'{sign}1" for sign in SIGNS),
    *SIGNS,
    '=HYPERLINK("http://example.org/"&A1;"x")',
    "007",
    "+49 251 83-0",
    "-5.2",
    "0.10",
    "1e5",
    "1/2",
    "2021",
    "2021-05",
    "2021-05-18",
    "18.05.2021",
    "TRUE",
    "123456789012345678901234567890",
    "Münster, Overijssel & Köln: ß é ñ 名字 😀 \u0628\u062a\u062b",
    "'t Hof van Twente",
    "''",
    'say "yes"',
    '"quoted"',
    "semi;colon, comma",
    "two\nlines",
    "a\ttab",
    "  spaces  around  ",
    "_x000D_",
    "<b>&amp;</b>",
    "http://example.org/?a=b&c",
    "long " * 6000 + "end",
]
ROWS = [(str(number), cell) for number, cell in enumerate(AWKWARD)]
COLUMNS = ("number", "text")


def in_libreoffice(cell: str) -> str:
    """Return a cell as LibreOffice has it: it knows one line break, a line feed."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def texts_of(path: Path, options: str) -> list[list[str]]:
    """Return the cells of a text table, each of which must be a text and no formula."""
    (rows,) = opened(path, options).values()
    assert {cell.formula for row in rows for cell in row} == {None}
    assert {cell.kind for row in rows for cell in row if cell.text} == {"string"}
    return [[unguarded(cell.text) for cell in row] for row in rows]


def test_awkward_cells_of_csv_in_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "awkward.csv"
    with path.open("wb") as file:
        write_csv(COLUMNS, ROWS, file)
    expected = [list(map(in_libreoffice, row)) for row in (COLUMNS, *ROWS)]
    assert texts_of(path, CSV_AS_TEXT) == expected


def test_awkward_cells_of_tsv_in_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "awkward.tsv"
    with path.open("wb") as file:
        write_tsv(COLUMNS, ROWS, file)
    expected = [list(map(in_libreoffice, row)) for row in (COLUMNS, *ROWS)]
    assert texts_of(path, tsv_as_text(len(COLUMNS))) == expected


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_no_cell_is_a_formula_even_where_a_spreadsheet_guesses(tmp_path: Path, suffix: str) -> None:
    """A double click: numbers and dates may be taken for such, formulas may not."""
    path = tmp_path / f"guessed.{suffix}"
    with path.open("wb") as file:
        (write_csv if suffix == "csv" else write_tsv)(COLUMNS, ROWS, file)
    separator = {"csv": "44", "tsv": "9"}[suffix]
    (rows,) = opened(path, guessing(separator)).values()
    assert len(rows) == len(ROWS) + 1
    assert {cell.formula for row in rows for cell in row} == {None}
    assert not any(cell.text.startswith("Err:") for row in rows for cell in row)


def test_a_formula_would_be_seen(tmp_path: Path) -> None:
    """The reader tells formulas: without the guard there is one."""
    path = tmp_path / "formula.csv"
    path.write_text('"number","text"\r\n"1","=1+1"\r\n', "utf-8")
    (rows,) = opened(path, guessing("44")).values()
    assert rows[1][1].formula == "of:=1+1"


def test_awkward_cells_of_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "awkward.xlsx"
    with path.open("wb") as file:
        cells = ([(cell, "") for cell in row] for row in ROWS)
        write_workbook({"title": "awkward"}, "answer", COLUMNS, cells, file)
    sheets = opened(path)
    assert list(sheets) == ["about", "answer"]
    rows = sheets["answer"]
    assert {cell.formula for row in rows for cell in row} == {None}
    assert {cell.kind for row in rows for cell in row if cell.text} == {"string"}
    assert [tuple(cell.text for cell in row) for row in rows] == [COLUMNS, *ROWS]
    book = openpyxl.load_workbook(path)
    kinds = {cell.data_type for row in book["answer"].rows for cell in row}
    assert kinds <= {"s", "inlineStr"}
    found = [[openpyxl.utils.escape.unescape(c.value) for c in r] for r in book["answer"].rows]
    assert found == [list(row) for row in (COLUMNS, *ROWS)]


def test_values_of_xlsx_keep_their_kind_where_nothing_is_lost(tmp_path: Path) -> None:
    cells = [
        ("2021-05-18", XSD.date),
        ("2021-05", XSD.gYearMonth),
        ("2021", XSD.gYear),
        ("2733509.2", XSD.decimal),
        ("42", XSD.integer),
        ("123456789012345678901234567890", XSD.integer),
        ("0.10", XSD.decimal),
        ("1899-01-01", XSD.date),
        ("2021-02-30", XSD.date),
        ("1E999999999", XSD.double),
        ("-0", XSD.integer),
        ("007", ""),
    ]
    path = tmp_path / "typed.xlsx"
    with path.open("wb") as file:
        write_workbook({}, "answer", ["value"], [[cell] for cell in cells], file)
    day = dt.datetime(2021, 5, 18)
    rest = ["123456789012345678901234567890", "0.10", "1899-01-01", "2021-02-30", "1E999999999"]
    values = [row[0].value for row in openpyxl.load_workbook(path)["answer"].rows][1:]
    assert values == [day, "2021-05", "2021", 2733509.2, 42, *rest, "-0", "007"]
    rows = opened(path)["answer"][1:]
    assert [row[0].value for row in rows[:5]] == ["2021-05-18", None, None, "2733509.2", "42"]
    assert [row[0].text for row in rows[5:]] == [*rest, "-0", "007"]


@pytest.fixture(scope="module")
def facts(built_home: Path) -> Selection:
    return select(active_snapshot(Home(built_home)), "facts")


def table_of(selection: Selection) -> list[list[str]]:
    return [list(columns_of(selection)), *(list(row) for row in statement_rows(selection))]


def exported(selection: Selection, path: Path) -> Path:
    with path.open("wb") as file:
        write_selection(selection, format_named(path.suffix), file, {"title": "facts"})
    return path


@pytest.mark.soak
def test_the_facts_in_libreoffice(facts: Selection, tmp_path: Path) -> None:
    same_in_libreoffice(facts, tmp_path)


@pytest.mark.soak
def test_all_shipped_facts_in_libreoffice(curated_snapshot: Snapshot, tmp_path: Path) -> None:
    same_in_libreoffice(select(curated_snapshot, "facts"), tmp_path)


def same_in_libreoffice(selection: Selection, folder: Path) -> None:
    table = table_of(selection)
    assert texts_of(exported(selection, folder / "facts.csv"), CSV_AS_TEXT) == table
    tsv = exported(selection, folder / "facts.tsv")
    assert texts_of(tsv, tsv_as_text(len(table[0]))) == table
    rows = opened(exported(selection, folder / "facts.xlsx"))["statements"]
    assert [[cell.text for cell in row] for row in rows] == table
    assert {cell.formula for row in rows for cell in row} == {None}


def test_the_facts_in_other_readers(facts: Selection, tmp_path: Path) -> None:
    same_in_other_readers(facts, tmp_path)


@pytest.mark.soak
def test_all_shipped_facts_in_other_readers(curated_snapshot: Snapshot, tmp_path: Path) -> None:
    same_in_other_readers(select(curated_snapshot, "facts"), tmp_path)


def same_in_other_readers(facts: Selection, tmp_path: Path) -> None:
    table = table_of(facts)
    head, *rows = table
    csv_file = exported(facts, tmp_path / "facts.csv")
    tsv_file = exported(facts, tmp_path / "facts.tsv")
    parquet = exported(facts, tmp_path / "facts.parquet")
    with csv_file.open(encoding="utf-8", newline="") as file:
        assert [[unguarded(cell) for cell in row] for row in csv.reader(file)] == table
    with tsv_file.open(encoding="utf-8", newline="") as file:
        read = csv.reader(file, "excel-tab")
        assert [[unguarded(cell) for cell in row] for row in read] == table
    for frame in (
        pl.read_csv(csv_file, infer_schema=False).fill_null(""),
        pl.read_csv(tsv_file, separator="\t", infer_schema=False).fill_null(""),
        pl.from_pandas(pd.read_csv(tsv_file, sep="\t", dtype=str, keep_default_na=False)),
    ):
        assert frame.columns == head
        assert [[unguarded(cell) for cell in row] for row in frame.rows()] == rows
    assert [list(row) for row in pl.read_parquet(parquet).rows()] == rows
    assert [list(row.values()) for row in _pyarrow_rows(parquet)] == rows
    book = openpyxl.load_workbook(exported(facts, tmp_path / "facts.xlsx"), read_only=True)
    cells = [[cell or "" for cell in row] for row in book["statements"].values]
    assert cells == table
    book.close()


def _pyarrow_rows(path: Path) -> list[dict[str, str]]:
    import pyarrow.parquet

    rows: list[dict[str, str]] = pyarrow.parquet.read_table(path).to_pylist()
    return rows


@pytest.mark.parametrize("write", [write_csv, write_tsv])
def test_awkward_cells_by_python(write: type, tmp_path: Path) -> None:
    """What LibreOffice makes one line break is kept as it is: Python and polars read it."""
    output = io.BytesIO()
    write(COLUMNS, ROWS, output)
    dialect = "excel" if write is write_csv else "excel-tab"
    read = csv.reader(io.StringIO(output.getvalue().decode(), newline=""), dialect)
    assert [tuple(unguarded(cell) for cell in row) for row in read] == [COLUMNS, *ROWS]
    separator = "," if write is write_csv else "\t"
    frame = pl.read_csv(output.getvalue(), separator=separator, infer_schema=False)
    assert [tuple(map(unguarded, row)) for row in frame.rows()] == ROWS


def test_awkward_cells_of_parquet() -> None:
    output = io.BytesIO()
    write_parquet(COLUMNS, ROWS, output)
    assert pl.read_parquet(io.BytesIO(output.getvalue())).rows() == ROWS


def test_a_text_too_long_for_a_cell_is_an_error_and_no_file() -> None:
    for text, count in (("x" * (CELL_LIMIT + 1), 32_768), ("😀" * 16_384, 16_384)):
        output = io.BytesIO()
        with pytest.raises(NotExpressible, match=f"32,767 characters, this text has {count:,}"):
            write_workbook({}, "answer", ["text"], [[(text, "")]], output)
        assert output.getvalue() == b""


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_written(tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_bytes(b"".join(b"<a:s> <a:p> <a:o%d> .\n" % number for number in range(1_048_576)))
    output = io.BytesIO()
    with pytest.raises(TooManyRows, match="more than 1,048,575 rows") as caught:
        write_selection(Selection(path, None, "all"), format_named("xlsx"), output)
    assert "choose parquet, csv or tsv" in str(caught.value)
    assert output.getvalue() == b""
