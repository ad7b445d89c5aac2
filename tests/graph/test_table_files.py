"""What is no table: each fault is one clear error, and what was served stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.errors import (
    BadRows,
    EmptyTable,
    MissingFolder,
    MissingTable,
    UnreadableTable,
    WrongColumns,
)
from techland.graph.home import Home
from techland.graph.ingest.table_description import described_tables
from tests.graph.conftest import Refused
from tests.graph.fact_folder import SMALL, FactFolder, contents

TABLES = sorted(path.stem for path in SMALL.glob("*.csv"))


def _recoded(encoding: str) -> Callable[[str], bytes]:
    return lambda text: text.encode(encoding)


# What a person's program writes instead of CSV in UTF-8 with commas, and the word that says so.
SPOILT: dict[str, tuple[Callable[[str], bytes], str]] = {
    "UTF-16 with its mark": (_recoded("utf-16"), "UTF-16 where UTF-8 is wanted"),
    "UTF-16, the big end first": (
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        "UTF-16 where UTF-8 is wanted",
    ),
    "UTF-16 without a mark": (_recoded("utf-16-le"), "binary where UTF-8 is wanted"),
    "UTF-16 without a mark, big end": (_recoded("utf-16-be"), "binary where UTF-8 is wanted"),
    "UTF-32": (_recoded("utf-32"), "where UTF-8 is wanted"),
    "a byte of Latin-1": (_recoded("latin-1"), "not UTF-8: byte 0xfc in line 3"),
    "a NUL": (lambda text: text.replace("Enschede", "Ensch\0de").encode(), "binary"),
    "semicolons": (
        lambda text: text.replace(",", ";").encode(),
        "separated by semicolons where commas are wanted",
    ),
    "tabs": (
        lambda text: text.replace(",", "\t").encode(),
        "separated by tabs where commas are wanted",
    ),
    "an open quote": (
        lambda text: text.replace("Kammer West,,,", 'Kammer West,,",').encode(),
        "unexpected end of data",
    ),
    "text after a quote": (
        lambda text: text.replace("Kammer West,,,", 'Kammer West,,"K"W,').encode(),
        "row 3: ',' expected after '\"'",
    ),
}


def test_the_small_facts_hold_every_table() -> None:
    assert set(TABLES) == set(described_tables())


def test_a_missing_folder(home: Home, tmp_path: Path) -> None:
    before = contents(home.root)
    with pytest.raises(MissingFolder, match=r"no folder of facts at .*/nowhere\n  hint: name a f"):
        build(home, tmp_path / "nowhere")
    assert contents(home.root) == before


def test_a_file_where_the_folder_should_be(home: Home, facts: FactFolder) -> None:
    with pytest.raises(MissingFolder, match=r"no folder of facts at .*themes\.csv"):
        build(home, facts.file("themes"))


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table(facts: FactFolder, refused: Refused, table: str) -> None:
    facts.file(table).unlink()
    error = refused(facts)
    assert isinstance(error, MissingTable)
    assert f"no table {table}.csv in {facts.path}\n  hint: every table" in str(error)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b",,,\n"])
def test_an_empty_table(facts: FactFolder, refused: Refused, table: str, data: bytes) -> None:
    facts.file(table).write_bytes(data)
    error = refused(facts)
    assert isinstance(error, EmptyTable)
    assert f"{facts.file(table)} is empty\n  hint: write the header row" in str(error)


def test_a_folder_where_a_table_should_be(facts: FactFolder, refused: Refused) -> None:
    facts.file("themes").unlink()
    facts.file("themes").mkdir()
    error = refused(facts)
    assert isinstance(error, UnreadableTable)
    assert f"{facts.file('themes')}: Is a directory" in str(error)


@pytest.mark.parametrize("name", SPOILT)
def test_a_table_that_is_no_csv_in_utf8(facts: FactFolder, refused: Refused, name: str) -> None:
    spoil, word = SPOILT[name]
    path = facts.file("organisations")
    path.write_bytes(spoil(path.read_text("utf-8").replace("Kamer Oost,,", "Kämer Oost,,", 1)))
    if name == "a byte of Latin-1":
        path.write_bytes(path.read_bytes().replace("Kämer".encode("latin-1"), b"Kamer"))
    error = refused(facts)
    assert isinstance(error, UnreadableTable)
    assert error.path == path
    assert word in str(error)
    assert "hint: save it as CSV UTF-8, separated by commas" in str(error)


def test_a_mark_before_utf8_and_lines_that_end_with_crlf_are_read(
    home: Home, facts: FactFolder
) -> None:
    served = build(home, SMALL).snapshot.quads_path.read_bytes()
    for table in TABLES:
        data = facts.file(table).read_bytes()
        facts.file(table).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert build(home, facts.path).snapshot.quads_path.read_bytes() == served


def test_a_table_with_a_header_only_has_no_rows(home: Home, facts: FactFolder) -> None:
    facts.write("needs", [])
    built = build(home, facts.path)
    assert built.changed
    assert built.snapshot.manifest["rows"] | {"needs": 1} == {
        table: len(facts.rows(table)) or (table != "identity") for table in TABLES
    }
    assert built.snapshot.manifest["rows"]["needs"] == 0


def test_columns_in_another_order_say_the_same(home: Home, facts: FactFolder) -> None:
    served = build(home, SMALL).snapshot.quads_path.read_bytes()
    for table in TABLES:
        facts.write(table, facts.rows(table), facts.header(table)[::-1])
    assert build(home, facts.path).snapshot.quads_path.read_bytes() == served


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_column(facts: FactFolder, refused: Refused, table: str) -> None:
    gone, *header = facts.header(table)
    rows = [{name: row[name] for name in header} for row in facts.rows(table)]
    facts.write(table, rows, header)
    error = refused(facts)
    assert isinstance(error, WrongColumns)
    assert (error.missing, error.unknown) == ((gone,), ())
    assert f"{facts.file(table)}, row 1: the header row misses {gone}\n  hint: " in str(error)


def test_an_unknown_column_beside_a_missing_one(facts: FactFolder, refused: Refused) -> None:
    path = facts.file("events")
    path.write_text(path.read_text("utf-8").replace("attendance,", "visitors,", 1), "utf-8")
    error = refused(facts)
    assert "events.csv, row 1: the header row misses attendance and has unknown visitors" in str(
        error
    )


def test_a_column_twice(facts: FactFolder, refused: Refused) -> None:
    path = facts.file("events")
    path.write_text(path.read_text("utf-8").replace("attendance,", "start,attendance,", 1), "utf-8")
    error = refused(facts)
    assert isinstance(error, WrongColumns)
    assert "events.csv, row 1: the header row has start twice" in str(error)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("kring,energy,https://kamer-oost.example/pact", 3),
        ("kring,energy,https://kamer-oost.example/pact,inferred,,", 6),
        ("", 0),
        ("kring", 1),
    ],
)
def test_a_row_with_another_number_of_cells(
    facts: FactFolder, refused: Refused, line: str, count: int
) -> None:
    path = facts.file("programme_themes")
    header, first, _ = path.read_text("utf-8").splitlines()
    path.write_text(f"{header}\n{first}\n{line}\n", "utf-8")
    error = refused(facts)
    assert isinstance(error, BadRows)
    assert [problem.row for problem in error.problems] == [3]
    assert f"programme_themes.csv, row 3: {count} cells where the header has 4; quote" in str(error)


def test_a_row_is_counted_as_a_spreadsheet_does(facts: FactFolder, refused: Refused) -> None:
    """A cell with a line break is one row to a spreadsheet, and a fault of that row."""
    facts.put("needs", 2, need_en="Find\npartners.")
    facts.add("needs", 2, id="second-need", kind="wnat", need_en="Find more.")
    error = refused(facts)
    assert isinstance(error, BadRows)
    assert [(problem.row, problem.column) for problem in error.problems] == [
        (2, "need_en"),
        (3, "kind"),
    ]


def test_faults_of_several_tables_are_told_together(facts: FactFolder, refused: Refused) -> None:
    facts.put("themes", 3, broader="enrgy")
    facts.put("events", 2, start="18.5.2021")
    facts.put("outcomes", 2, value="1,5")
    error = refused(facts)
    assert str(error).startswith("3 faults in the fact tables; nothing was built\n")
    assert isinstance(error, BadRows)
    assert {problem.file for problem in error.problems} == {
        "themes.csv",
        "events.csv",
        "outcomes.csv",
    }


def test_the_shipped_tables_are_left_as_they_are(home: Home) -> None:
    shipped = Path(__file__).parents[2] / "facts"
    before = contents(shipped)
    spoilt = shutil.copytree(shipped, home.root.parent / "spoilt")
    (spoilt / "themes.csv").write_bytes(b"")
    with pytest.raises(EmptyTable):
        build(home, spoilt)
    assert contents(shipped) == before
