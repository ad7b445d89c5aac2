"""The user's own tables lie over the shipped ones: their rows and decisions win."""

from __future__ import annotations

import hashlib

import pytest

from techland.graph.build import build
from techland.graph.errors import UnreadableTable
from techland.graph.home import Home
from techland.graph.iris import hashed
from techland.graph.store import load_store
from techland.ontology.terms import BASE
from tests.graph.conftest import Fault, Refused
from tests.graph.fact_folder import SMALL, FactFolder

NAMES = f"SELECT ?o {{ <{BASE}organisation/%s> <http://www.w3.org/2000/01/rdf-schema#label> ?o }}"
SIGNED = f"SELECT ?o {{ <{BASE}agreement/pact-2021> <{BASE}ontology#signedOn> ?o }}"
RULE = f"SELECT ?o {{ <%s> <{BASE}ontology#ruleApplied> ?o }}"


def ask(home: Home, query: str) -> list[str]:
    """Build the small facts under what the home lays over them, and return a query's one column."""
    store = load_store(build(home, SMALL).snapshot)
    return [solution[0].value for solution in store.query(query)]


def overlaid(overlay: FactFolder, table: str, *rows: dict[str, str]) -> None:
    small = FactFolder(overlay.path.parent / "small")
    overlay.write(table, list(rows), small.header(table))


def row_of(overlay: FactFolder, table: str, number: int) -> dict[str, str]:
    return FactFolder(overlay.path.parent / "small").rows(table)[number - 2]


def test_a_row_of_the_user_takes_the_place_of_a_shipped_one(
    home: Home, overlay: FactFolder
) -> None:
    row = row_of(overlay, "organisations", 2)
    overlaid(overlay, "organisations", row | {"name_en": "Eastern Chamber"})
    assert ask(home, NAMES % "kamer-oost") == ["Eastern Chamber"]
    built = build(home, SMALL)
    assert built.snapshot.manifest["rows"]["organisations"] == 7
    assert built.snapshot.report["overlaid_rows"] == ["organisations/kamer-oost"]


def test_a_row_of_the_user_is_added(home: Home, overlay: FactFolder) -> None:
    row = row_of(overlay, "organisations", 8)
    overlaid(overlay, "organisations", row | {"id": "nieuw", "name_en": "New"})
    assert ask(home, NAMES % "nieuw") == ["New"]
    built = build(home, SMALL)
    assert built.snapshot.manifest["rows"]["organisations"] == 8
    assert built.snapshot.report["overlaid_rows"] == []


def test_the_manifest_records_both_files(home: Home, overlay: FactFolder) -> None:
    before = build(home, SMALL).snapshot
    overlaid(overlay, "organisations", row_of(overlay, "organisations", 2))
    after = build(home, SMALL).snapshot
    added = after.manifest["inputs"].items() - before.manifest["inputs"].items()
    digest = hashlib.sha256(overlay.file("organisations").read_bytes()).hexdigest()
    assert added == {("overlay/organisations.csv", digest)}
    assert after.version != before.version
    assert after.quads_path.read_bytes() == before.quads_path.read_bytes()


def test_the_decision_of_the_user_wins(home: Home, overlay: FactFolder) -> None:
    """The shipped decision is the other day; the user gives cell and decision together."""
    assert ask(home, SIGNED) == ["2021-05-18"]
    overlaid(overlay, "agreements", row_of(overlay, "agreements", 2) | {"signed_on": "2021-05-21"})
    overlaid(overlay, "conflicts", row_of(overlay, "conflicts", 2) | {"decision": "a"})
    assert ask(home, SIGNED) == ["2021-05-21"]
    assert build(home, SMALL).snapshot.report["overlaid_rows"] == [
        "agreements/pact-2021",
        "conflicts/" + "/".join(list(row_of(overlay, "conflicts", 2).values())[:5]),
    ]


def test_the_user_leaves_a_decision_to_the_rule(home: Home, overlay: FactFolder) -> None:
    row = row_of(overlay, "conflicts", 2)
    overlaid(overlay, "conflicts", row | {"decision": "open"})
    dispute = hashed("dispute", *list(row.values())[:5])
    assert ask(home, RULE % dispute.value) == [f"{BASE}rule/table-value"]


def test_a_decision_against_the_table_is_a_fault_of_the_overlay(
    overlay: FactFolder, facts: FactFolder, fault: Fault
) -> None:
    overlaid(overlay, "conflicts", row_of(overlay, "conflicts", 2) | {"decision": "a"})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("overlay/conflicts.csv", 2, "decision")
    assert problem.value == "a"


def test_a_fault_names_the_file_of_the_overlay(
    overlay: FactFolder, facts: FactFolder, fault: Fault
) -> None:
    row = row_of(overlay, "events", 2)
    overlaid(overlay, "events", row, row | {"id": "second", "start": "18.5.2021"})
    problem = fault(facts)
    assert (problem.file, problem.row, problem.column) == ("overlay/events.csv", 3, "start")
    assert problem.value == "18.5.2021"


def test_a_fault_of_the_overlay_says_which_folder_that_is(
    overlay: FactFolder, facts: FactFolder, refused: Refused
) -> None:
    row = row_of(overlay, "events", 2)
    overlaid(overlay, "events", row | {"start": "18.5.2021"})
    assert "TECHLAND_HOME" in str(refused(facts).hint)


def test_a_key_twice_in_the_overlay(overlay: FactFolder, facts: FactFolder, fault: Fault) -> None:
    row = row_of(overlay, "agreement_parties", 2)
    overlaid(overlay, "agreement_parties", row, row | {"certainty": "inferred"})
    problem = fault(facts)
    assert (problem.file, problem.row) == ("overlay/agreement_parties.csv", 3)
    assert (problem.column, problem.value) == ("agreement_id", "pact-2021/kamer-oost/signatory")
    assert problem.message == "the same key as row 2"


@pytest.mark.parametrize(
    "name", ["Organisations.csv", "organizations.csv", "organisations.CSV", "agreements.xlsx"]
)
def test_a_file_of_the_overlay_that_is_no_table(
    overlay: FactFolder, facts: FactFolder, refused: Refused, name: str
) -> None:
    (overlay.path / name).write_bytes(SMALL.joinpath("organisations.csv").read_bytes())
    error = refused(facts)
    assert f"  overlay/{name}: not a fact table; tables: agreement_parties.csv, " in str(error)


def test_notes_beside_the_tables_of_the_overlay_are_left_alone(
    home: Home, overlay: FactFolder
) -> None:
    (overlay.path / "notes.txt").write_text("to be read again", "utf-8")
    assert not build(home, SMALL).changed


def test_a_file_in_place_of_the_overlay(home: Home, facts: FactFolder, refused: Refused) -> None:
    home.facts.write_text("not a folder", "utf-8")
    error = refused(facts)
    assert isinstance(error, UnreadableTable)
    assert str(error).startswith(f"{home.facts}: Not a directory\n  hint: your own tables lie in")


@pytest.mark.parametrize("data", [b"", b"id;theme_id\n", b"\xff\xfei\0d\0"])
def test_a_table_of_the_overlay_that_cannot_be_read(
    overlay: FactFolder, facts: FactFolder, refused: Refused, data: bytes
) -> None:
    overlay.file("themes").write_bytes(data)
    assert str(overlay.file("themes")) in str(refused(facts))
