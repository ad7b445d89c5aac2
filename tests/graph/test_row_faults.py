"""Faults in cells, keys and references: each names file, row, column, value and what to do."""

from __future__ import annotations

from itertools import product

import pytest

from techland.graph.build import build
from techland.graph.errors import BadRows
from techland.graph.home import Home
from techland.graph.ingest.table_description import described_tables
from tests.graph.conftest import Fault, Refused
from tests.graph.fact_folder import SMALL, FactFolder

EVERY = [(table, column) for table in described_tables().values() for column in table.columns]
REFERENCES = [(t.name, c.name, c.references, c.is_list) for t, c in EVERY if c.references]
CLOSED = [(t.name, c.name, c.words) for t, c in EVERY if c.words]
REQUIRED = [(t.name, c.name) for t, c in EVERY if c.required and c.name not in t.key]
DATES = [(t.name, c.name) for t, c in EVERY if c.kind == "date"]
NUMBERS = [(t.name, c.name) for t, c in EVERY if c.kind in ("number", "integer")]
ADDRESSES = [(t.name, c.name) for t, c in EVERY if c.kind == "url"]
NAMED_BY_PATTERN = {
    "organisations.id": "Kamer Oost",
    "organisations.nuts3": "FR101",
    "organisations.wikidata": "12a",
    "organisations.ror": "https://ror.org/1abcdefgh",
    "programmes.id": "euro_hub",
    "events.id": "launch/2021",
    "agreements.id": "pact-2021-",
    "themes.id": "énergie",
    "needs.id": "find--partners",
    "outcomes.measure": "companies <involved>",
    "sources.publisher_id": "http://blatt",
}


def test_there_are_columns_of_every_kind() -> None:
    """A rename in the data package may not leave the tests below without cases."""
    assert len(REFERENCES) >= 30
    assert len(CLOSED) >= 25
    assert len(REQUIRED) >= 40
    assert len(DATES) >= 8
    assert len(NUMBERS) >= 6
    assert len(ADDRESSES) >= 3


@pytest.mark.parametrize(("table", "column", "target", "is_list"), REFERENCES)
def test_a_dangling_reference(
    facts: FactFolder, fault: Fault, table: str, column: str, target: str, is_list: bool
) -> None:
    key = described_tables()[target].key[0]
    near = facts.rows(target)[0][key]
    cell = facts.rows(table)[0][column]
    facts.put(table, 2, **{column: f"{cell} | {near}x" if is_list else f"{near}x"})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, column)
    assert problem.value == f"{near}x"
    assert problem.message == f"no such row in {target}.csv"
    assert problem.hint == f"add it to {target}.csv or correct it; did you mean {near}?"


@pytest.mark.parametrize(("table", "column", "words"), CLOSED)
def test_a_word_beside_the_closed_list(
    facts: FactFolder, fault: Fault, table: str, column: str, words: tuple[str, ...]
) -> None:
    facts.put(table, 2, **{column: f"{words[0]}x"})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, column)
    assert (problem.value, problem.message) == (f"{words[0]}x", "not a word of the closed list")
    assert problem.hint == f"did you mean {words[0]}? allowed: {', '.join(words)}"


def test_a_word_near_none_of_the_closed_list(facts: FactFolder, fault: Fault) -> None:
    facts.put("agreement_parties", 2, role="Unterzeichner")
    assert fault(facts).hint == "allowed: signatory, supporter"


@pytest.mark.parametrize(("table", "column"), REQUIRED)
def test_an_empty_cell_that_must_be_filled(
    facts: FactFolder, fault: Fault, table: str, column: str
) -> None:
    facts.put(table, 2, **{column: ""})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, column)
    assert (problem.message, problem.hint) == ("empty", "this column must be filled")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        *((table, column, "2021-13") for table, column in DATES),
        *product(
            ["agreements"],
            ["signed_on"],
            [
                *("2021-02-30", "2023-02-29", "1900-02-29", "18.5.2021", "18-05-2021"),
                *("2021-5-18", "2021/05/18", "2021-05-18T00:00", "2021-00", "2021-05-00"),
                *("21", "0000", "-2021", "20210518", "2021-", "May 2021", "2021-05-18 | 2022"),
                *("٢٠٢١", "２０２１", "2021–05"),  # noqa: RUF001 - other digits and dashes
            ],
        ),
    ],
)
def test_a_bad_date(facts: FactFolder, fault: Fault, table: str, column: str, value: str) -> None:
    facts.put(table, 2, **{column: value})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, column)
    assert (problem.value, problem.message) == (value, "not a date")
    assert problem.hint == "write 2021, 2021-05 or 2021-05-18"


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        *((table, column, "1,5") for table, column in NUMBERS),
        ("events", "attendance", "1.5"),
        *product(
            ["programmes"],
            ["budget_eur"],
            [
                *("250.000,50", "250 000", "€250", "1e5", "0x10", "NaN", "inf", ".5", "5.", "½"),
                *("-5", "+5", "1_000", "٣", "１２", "about 5"),  # noqa: RUF001 - other digits
            ],
        ),
    ],
)
def test_a_bad_number(facts: FactFolder, fault: Fault, table: str, column: str, value: str) -> None:
    facts.put(table, 2, **{column: value})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, column)
    assert problem.value == value
    assert problem.message in ("not a number", "not a whole number")
    assert "write digits" in problem.hint


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        *(
            (table, column, "www.kamer.example")
            for table, column in ADDRESSES
            if table != "sources"
        ),
        *product(
            ["organisations"],
            ["website"],
            [
                *("http://", "https:///path", "ftp://kamer.example/", "javascript:alert(1)"),
                *("https://kamer.example/a b", "https://kamer.example/<b>", "mailto:a@b.example"),
                *('https://kamer.example/"b"', "https://kamer.example/{b}"),
                *("https://kamer.example/a\\b", "https://kamer.example/a^b"),
                *("https://kamer.example/a`b", "https://kamer.example/a|b"),
                *(
                    "https://[kamer.example/",
                    "https://kamer.example/%zz",
                    "https://kamer:p.example/",
                ),
            ],
        ),
    ],
)
def test_a_bad_address(
    facts: FactFolder, fault: Fault, table: str, column: str, value: str
) -> None:
    facts.put(table, 2, **{column: value})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, column)
    assert (problem.value, problem.message) == (value, "not a web address")
    assert problem.hint == "write the full address, http:// or https://"


def test_a_bad_address_of_a_document(facts: FactFolder, refused: Refused) -> None:
    row = facts.add("sources", 2, url="https://kamer.example/<pact>", copy_of="")
    error = refused(facts)
    assert f"sources.csv, row {row}, column url: not a web address" in str(error)


@pytest.mark.parametrize("column", NAMED_BY_PATTERN)
def test_a_name_that_would_break_an_iri(facts: FactFolder, refused: Refused, column: str) -> None:
    table, name = column.split(".")
    value = NAMED_BY_PATTERN[column]
    facts.put(table, 2, **{name: value})
    error = refused(facts)
    assert isinstance(error, BadRows)
    (told,) = (p for p in error.problems if p.message == "not of the column's form")
    assert (told.file, told.row, told.column) == (f"{table}.csv", 2, name)
    assert told.value == value
    assert told.hint.startswith("it must match ")


@pytest.mark.parametrize(
    "mark",
    [
        *("\t", "\n", "\r", "\x07", "\x1f", "\x7f", "\x85", "\u2028", "\u2029", "\ufffe", "\uffff"),
        *("\xad", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff"),
    ],
)
@pytest.mark.parametrize(
    ("table", "column"), [("organisations", "name_de"), ("needs", "need_en"), ("sources", "title")]
)
def test_a_character_that_cannot_be_seen(
    facts: FactFolder, fault: Fault, table: str, column: str, mark: str
) -> None:
    value = f"Nieder{mark}sachsen"
    facts.put(table, 2, **{column: value})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, column)
    assert problem.value == value
    assert problem.message.startswith("holds a")
    assert mark not in str(problem)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("Mu\u0308nster", "not in Unicode form NFC"),
        (" Münster", "space at the edge"),
        ("Münster\xa0", "space at the edge"),
    ],
)
def test_a_text_that_looks_like_another(
    facts: FactFolder, fault: Fault, value: str, message: str
) -> None:
    facts.put("organisations", 2, place=value)
    problem = fault(facts)
    assert (problem.row, problem.column, problem.value) == (2, "place", value)
    assert problem.message == message


def test_a_value_twice_in_one_cell(facts: FactFolder, fault: Fault) -> None:
    facts.put("organisations", 2, alt_names="KO | Oostkamer | KO")
    problem = fault(facts)
    assert (problem.column, problem.message) == ("alt_names", "the same value twice")


@pytest.mark.parametrize("names", ["KO |  | Oostkamer", "KO|Oostkamer", "KO |Oostkamer"])
def test_a_bar_that_separates_nothing(facts: FactFolder, fault: Fault, names: str) -> None:
    facts.put("organisations", 2, alt_names=names)
    problem = fault(facts)
    assert (problem.column, problem.message) == (
        "alt_names",
        "a bar without a value and a space on each side",
    )


@pytest.mark.parametrize("table", described_tables())
def test_a_key_twice(facts: FactFolder, fault: Fault, table: str) -> None:
    key = described_tables()[table].key
    row = facts.add(table, 2)
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", row, key[0])
    assert problem.value == "/".join(facts.rows(table)[0][name] for name in key)
    assert problem.message == "the same key as row 2"
    assert problem.hint.startswith(f"{' + '.join(key)} must be unique")


@pytest.mark.parametrize(
    ("table", "column", "links"),
    [
        ("themes", "broader", {2: "energy"}),
        ("themes", "broader", {2: "hydrogen"}),
        ("programmes", "part_of", {4: "kring-water"}),
        ("programmes", "part_of", {2: "eurohub"}),
        ("sources", "copy_of", {2: "https://blatt.example/pakt"}),
    ],
)
def test_references_that_run_in_a_circle(
    facts: FactFolder, refused: Refused, table: str, column: str, links: dict[int, str]
) -> None:
    """Every row of the circle is told, and none beside it."""
    for row, above in links.items():
        facts.put(table, row, **{column: above})
    error = refused(facts)
    assert isinstance(error, BadRows)
    key = described_tables()[table].key[0]
    cells = facts.rows(table)
    for problem in error.problems:
        assert (problem.file, problem.column) == (f"{table}.csv", column)
        assert problem.message == "runs in a circle"
        assert problem.hint == "empty this cell in one row of the circle"
        first, *_, last = (problem.value or "").split(" > ")
        assert first == last == cells[(problem.row or 0) - 2][key]
    assert {problem.row for problem in error.problems} >= links.keys()
    self_made = any(cells[row - 2][key] == above for row, above in links.items())
    assert len(error.problems) == (1 if self_made else 2)


def test_a_row_that_leads_into_a_circle_is_not_told(facts: FactFolder, refused: Refused) -> None:
    facts.add("themes", 3, id="fuel-cells", broader="hydrogen")
    facts.put("themes", 2, broader="hydrogen")
    error = refused(facts)
    assert isinstance(error, BadRows)
    assert {problem.row for problem in error.problems} == {2, 3}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2021-05-18", "2021-05-17"),
        ("2021-05-18", "2021-04"),
        ("2021-05", "2021-04-30"),
        ("2021-05-18", "2020"),
        ("2021", "2020-12-31"),
    ],
)
@pytest.mark.parametrize("table", ["programmes", "events"])
def test_an_end_before_its_start(
    facts: FactFolder, fault: Fault, table: str, start: str, end: str
) -> None:
    facts.put(table, 2, start=start, end=end)
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 2, "end")
    assert (problem.value, problem.message) == (end, f"ends before its start {start}")


@pytest.mark.parametrize(
    ("start", "end"),
    [("2021-05-18", "2021-05"), ("2021-05", "2021"), ("2021", "2021-01-01"), ("2020", "2020")],
)
def test_an_end_that_may_be_after_its_start(
    home: Home, facts: FactFolder, start: str, end: str
) -> None:
    facts.put("events", 2, start=start, end=end)
    assert build(home, facts.path).changed


@pytest.mark.parametrize(
    ("column", "value", "first"),
    [
        ("lat", "52.22", "52.21"),
        ("lon", "7.021", "7.02"),
        ("nuts3", "DEA33", "DEA34"),
        ("place", "GRONAU", "Gronau"),
    ],
)
def test_two_organisations_of_one_town_that_tell_it_apart(
    facts: FactFolder, fault: Fault, column: str, value: str, first: str
) -> None:
    """A town is one place: it has one latitude, one longitude, one region, one spelling."""
    facts.put("organisations", 6, **{column: value})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("organisations.csv", 6, column)
    assert (problem.value, problem.message) == (value, f"row 4 has {first} for the same town")


def test_one_point_in_other_digits_is_one_point(home: Home, facts: FactFolder) -> None:
    served = build(home, SMALL).snapshot.quads_path.read_bytes()
    facts.put("organisations", 6, lat="52.210", lon="07.02")
    assert build(home, facts.path).snapshot.quads_path.read_bytes() == served


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"lat": ""}, "lon", "one coordinate without the other"),
        ({"lon": ""}, "lat", "one coordinate without the other"),
        ({"place": "", "nuts3": ""}, "place", "coordinates without a town"),
    ],
)
def test_half_a_place(
    facts: FactFolder, fault: Fault, cells: dict[str, str], column: str, message: str
) -> None:
    facts.put("organisations", 2, **cells)
    problem = fault(facts)
    assert (problem.row, problem.column, problem.message) == (2, column, message)


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"table": "programs"}, "table", "no such table"),
        ({"key": "eurohubb"}, "key", "no such row in programmes.csv"),
        ({"column": "ende"}, "column", "no such column in programmes.csv"),
    ],
)
def test_a_doubt_about_no_cell(
    facts: FactFolder, fault: Fault, cells: dict[str, str], column: str, message: str
) -> None:
    facts.put("doubtful", 2, **cells)
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("doubtful.csv", 2, column)
    assert (problem.value, problem.message) == (cells[column], message)
    assert problem.hint.startswith("did you mean ")


def test_a_list_of_inferred_cells_that_names_no_column(facts: FactFolder, fault: Fault) -> None:
    rows = facts.rows("agreements")
    rows[1]["inferred_cells"] = "kind | signed"
    facts.write("agreements", rows, [*facts.header("agreements"), "inferred_cells"])
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("agreements.csv", 3, "inferred_cells")
    assert (problem.value, problem.message) == ("signed", "not a column")
    assert "signed_on" in problem.hint
