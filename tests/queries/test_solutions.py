"""Answers as values: rows, tables, HTML."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from techland.ontology.terms import XSD
from techland.queries.solutions import SHOWN_ROWS, Solutions


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(datatype))


@pytest.fixture
def solutions() -> Solutions:
    names = ("thing", "count", "cost", "day", "year", "mixed", "label")
    rows = [
        (
            NamedNode("https://example.org/a"),
            typed("3", XSD.integer),
            typed("2.50", XSD.decimal),
            typed("2021-05-18", XSD.date),
            typed("2021", XSD.gYear),
            typed("1", XSD.integer),
            Literal("Münster", language="de"),
        ),
        (None, None, typed("1", XSD.decimal), None, None, Literal("x"), Literal("<b>&")),
    ]
    return Solutions(names, rows)


def test_columns_are_typed_where_all_values_are(solutions: Solutions) -> None:
    columns = solutions.columns()
    assert columns["thing"] == ["https://example.org/a", None]
    assert columns["count"] == [3, None]
    assert columns["cost"] == [Decimal("2.50"), Decimal(1)]
    assert columns["day"] == [date(2021, 5, 18), None]
    assert columns["year"] == ["2021", None]
    assert columns["mixed"] == ["1", "x"]
    assert columns["label"] == ["Münster", "<b>&"]


def test_tables_hold_the_same_rows(solutions: Solutions) -> None:
    assert solutions.to_pandas()["label"].tolist() == ["Münster", "<b>&"]
    assert solutions.to_polars()["count"].to_list() == [3, None]
    arrow = solutions.to_arrow()
    assert arrow.column_names == list(solutions.variables)
    assert arrow.column("day").to_pylist() == [date(2021, 5, 18), None]


def test_an_empty_answer_keeps_its_columns() -> None:
    empty = Solutions(("a", "b"), [])
    assert len(empty) == 0
    assert list(empty.to_pandas().columns) == ["a", "b"]
    assert empty.to_polars().columns == ["a", "b"]
    assert empty.to_arrow().num_rows == 0


def test_html_is_escaped_and_says_how_many_rows_there_are(solutions: Solutions) -> None:
    page = solutions._repr_html_()
    assert "&lt;b&gt;&amp;" in page
    assert "<b>" not in page
    assert "2 rows" in page
    many = Solutions.of_texts(["n"], [[str(n)] for n in range(SHOWN_ROWS + 1)])
    assert f"the first {SHOWN_ROWS} of {SHOWN_ROWS + 1} rows" in many._repr_html_()


def test_csv_holds_every_row(solutions: Solutions, tmp_path: Path) -> None:
    solutions.to_csv(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [list(solutions.variables), *(list(row) for row in solutions.texts())]


def test_rows_are_mappings_of_terms(solutions: Solutions) -> None:
    row = solutions[0]
    assert row["label"].language == "de"
    assert solutions[1]["thing"] is None
    assert list(row) == list(solutions.variables)
    assert solutions == Solutions(solutions.variables, [list(r.values()) for r in solutions])
