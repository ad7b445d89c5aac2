"""Faults between rows: keys, references, circles, places; each is told with its place."""

from __future__ import annotations

import pytest

from techland.graph.build import build
from techland.graph.errors import BadRows
from techland.graph.home import Home
from techland.graph.ingest.table_description import described_tables
from tests.graph.conftest import Fault, Refused
from tests.graph.fact_folder import DECIDED, SMALL, FactFolder

EVERY = [(table, column) for table in described_tables().values() for column in table.columns]
REFERENCES = [(t.name, c.name, c.references, c.is_list) for t, c in EVERY if c.references]


@pytest.fixture
def facts(facts: FactFolder) -> FactFolder:
    """Give every table a row that can be spoilt."""
    facts.write("identity", [DECIDED])
    return facts


def test_there_are_references() -> None:
    """A rename in the data package may not leave the next test without cases."""
    assert len(REFERENCES) >= 30


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
