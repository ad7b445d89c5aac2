"""Faults in conflicts.csv: subjects, paths, typed values, and decisions the tables contradict."""

from __future__ import annotations

import pytest

from techland.graph.build import build
from techland.graph.home import Home
from tests.graph.conftest import Fault
from tests.graph.fact_folder import FactFolder

SIGNED_ON, BUDGET, END, SUPPORTERS, INHABITANTS = range(2, 7)


def test_an_unknown_subject(facts: FactFolder, fault: Fault) -> None:
    facts.put("conflicts", INHABITANTS, subject="kringg")
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("conflicts.csv", INHABITANTS, "subject")
    assert (problem.value, problem.message) == ("kringg", "no such id")
    assert problem.hint.startswith("did you mean 'kring'? ")
    assert problem.hint.endswith("an organisation, agreement, programme or event")


@pytest.mark.parametrize(
    "path",
    [
        *("agreement.signed_on", "agreements.signed", "Agreements.signed_on", "agreements.", "."),
        *("agreements[pact-2021.signed_on", "agreements[].signed_on", "agreements.signed_on.x"),
        *("agreements/signed_on", "agreements[[pact-2021]].signed_on"),
    ],
)
def test_a_path_that_names_no_column(facts: FactFolder, fault: Fault, path: str) -> None:
    facts.put("conflicts", SIGNED_ON, path=path)
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("conflicts.csv", SIGNED_ON, "path")
    assert (problem.value, problem.message) == (path, "no such table or column")
    assert problem.hint == "write table.column, table[key].column or a table alone"


@pytest.mark.parametrize(
    "path",
    ["agreements[pact-2022].signed_on", "programmes.start", "agreement_parties[pact-2021/bedrijf]"],
)
def test_a_path_that_leads_to_no_row(facts: FactFolder, fault: Fault, path: str) -> None:
    facts.put("conflicts", SIGNED_ON, path=path, typed_a="", typed_b="")
    problem = fault(facts)
    assert (problem.row, problem.column, problem.value) == (SIGNED_ON, "path", path)
    assert problem.message == "no row there"


@pytest.mark.parametrize(
    ("row", "cells", "message"),
    [
        (SIGNED_ON, {"typed_a": "21 May 2021"}, "not a date"),
        (SIGNED_ON, {"typed_a": "2021-05-32"}, "not a date"),
        (SIGNED_ON, {"typed_a": "kammer-west"}, "not a date"),
        (SIGNED_ON, {"typed_a": "2500000"}, "not a date"),
        (BUDGET, {"typed_b": "300k"}, "not a number"),
        (BUDGET, {"typed_b": "kammer-west"}, "not a number"),
        (BUDGET, {"typed_b": "2019-03"}, "not a number"),
        (INHABITANTS, {"typed_a": "3 million"}, "not a typed value"),
        (INHABITANTS, {"typed_a": "kammer-wst"}, "not a typed value"),
        (SUPPORTERS, {"typed_b": "euregio-klein | stadt"}, "not a typed value"),
    ],
)
def test_a_value_that_does_not_fit_its_column(
    facts: FactFolder, fault: Fault, row: int, cells: dict[str, str], message: str
) -> None:
    facts.put("conflicts", row, **cells)
    problem = fault(facts)
    ((column, value),) = cells.items()
    assert (problem.file, problem.row, problem.column) == ("conflicts.csv", row, column)
    assert (problem.value or "") in value
    assert problem.message == message


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("agreements.kind", "pact", "not a word of the closed list"),
        (
            "agreement_parties[pact-2021/kamer-oost].role",
            "founder",
            "not a word of the closed list",
        ),
        ("agreement_parties[pact-2021/kamer-oost].organisation_id", "kamer-west", "no such row"),
        ("events[launch-2021].attendance", "1.5", "not a whole number"),
        ("organisations[kamer-oost].nuts3", "2021", "not of the column's form"),
        ("organisations[kamer-oost].website", "2021", "not a web address"),
    ],
)
def test_a_value_that_its_column_cannot_hold(
    facts: FactFolder, fault: Fault, path: str, value: str, message: str
) -> None:
    facts.put("conflicts", SIGNED_ON, path=path, typed_a="", typed_b=value, decision="open")
    problem = fault(facts)
    assert (problem.row, problem.column, problem.value) == (SIGNED_ON, "typed_b", value)
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (SIGNED_ON, {"decision": "a"}),
        (SIGNED_ON, {"decision": "neither"}),
        (SIGNED_ON, {"typed_b": "2021-05-19"}),
        (BUDGET, {"decision": "b"}),
        (BUDGET, {"decision": "neither"}),
        (BUDGET, {"decision": "a", "typed_a": "250000"}),
        (END, {"decision": "a", "typed_a": "2019-04"}),
    ],
)
def test_a_decision_that_the_table_contradicts(
    facts: FactFolder, fault: Fault, row: int, cells: dict[str, str]
) -> None:
    facts.put("conflicts", row, **cells)
    decision = facts.rows("conflicts")[row - 2]["decision"]
    path = facts.rows("conflicts")[row - 2]["path"]
    table, column = path.split(".")
    held = facts.rows(table)[0 if table == "agreements" else 1][column]
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("conflicts.csv", row, "decision")
    assert problem.value == decision
    assert problem.message.endswith(f", but {path} holds {held}")
    assert problem.hint == "change the cell or the decision"


def test_a_decision_about_a_name_that_the_table_contradicts(
    facts: FactFolder, fault: Fault
) -> None:
    """A column of names takes the told text itself: no typed value is needed to see it."""
    row = facts.add(
        "conflicts",
        INHABITANTS,
        subject="kammer-west",
        property="place",
        value_a="Rheine",
        value_b="Münster",
        path="organisations.place",
        typed_a="",
        typed_b="",
        decision="a",
    )
    problem = fault(facts)
    assert (problem.row, problem.column, problem.value) == (row, "decision", "a")
    assert problem.message == "decided is Rheine, but organisations.place holds Münster"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (SIGNED_ON, {"typed_b": "2021-05"}),
        (SIGNED_ON, {"decision": "both"}),
        (SIGNED_ON, {"decision": "neither", "typed_b": "2021-05"}),
        (BUDGET, {"decision": "a", "typed_a": "250000.5"}),
        (END, {"decision": "neither", "typed_a": "2018"}),
        (SUPPORTERS, {"decision": "neither"}),
    ],
)
def test_a_decision_that_the_table_bears_out(
    home: Home, facts: FactFolder, row: int, cells: dict[str, str]
) -> None:
    facts.put("conflicts", row, **cells)
    assert build(home, facts.path).changed
