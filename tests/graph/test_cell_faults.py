"""Faults in cells: each names file, row, column, value and what to do."""

from __future__ import annotations

from itertools import product

import pytest

from techland.graph.errors import BadRows
from techland.graph.ingest.table_description import described_tables
from tests.graph.conftest import Fault, Refused
from tests.graph.fact_folder import DECIDED, FactFolder

EVERY = [(table, column) for table in described_tables().values() for column in table.columns]
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


@pytest.fixture
def facts(facts: FactFolder) -> FactFolder:
    """Give every table a row that can be spoilt."""
    facts.write("identity", [DECIDED])
    return facts


def test_there_are_columns_of_every_kind() -> None:
    """A rename in the data package may not leave the tests below without cases."""
    assert len(CLOSED) >= 25
    assert len(REQUIRED) >= 40
    assert len(DATES) >= 8
    assert len(NUMBERS) >= 6
    assert len(ADDRESSES) >= 3


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


def test_every_control_character_of_a_cell(facts: FactFolder, refused: Refused) -> None:
    """C0 and C1 and DEL; a NUL makes the whole file no text, see test_table_files."""
    for code in (*range(1, 0x20), *range(0x7F, 0xA0)):
        facts.put("organisations", 2, place=f"Nieder{chr(code)}sachsen")
        error = refused(facts)
        assert isinstance(error, BadRows)
        (told,) = error.problems
        assert (told.file, told.row, told.column) == ("organisations.csv", 2, "place")
        assert told.message == "holds a control character or line break"
        assert chr(code) not in str(told)


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
