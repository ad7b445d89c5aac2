"""The truth rule, branch by branch, on conflicts made by hand."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest

from techland.graph.iris import hashed
from techland.graph.truth import KIND_ORDER
from techland.ontology.terms import BASE
from tests.graph.fact_folder import FactFolder
from tests.graph.verdicts import (
    DATABASE,
    EAST,
    PAPER,
    PAPER_COPY,
    TOWN,
    WEST,
    Settled,
    conflict,
)

SIGNED = ("agreement/pact-2021", "signedOn")
TABLE, OTHER, THIRD, FOURTH = "2021-05-18", "2021-05-21", "2021-05-20", "2021-05-22"


def _only(facts: FactFolder, *rows: dict[str, str]) -> None:
    facts.write("conflicts", list(rows))


@pytest.mark.parametrize(
    ("decision", "cell", "statuses"),
    [
        ("a", OTHER, {OTHER: "accepted", TABLE: "disputed"}),
        ("b", TABLE, {OTHER: "disputed", TABLE: "accepted"}),
        ("both", TABLE, {OTHER: "superseded", TABLE: "accepted"}),
        ("neither", THIRD, {OTHER: "disputed", TABLE: "disputed", THIRD: "accepted"}),
    ],
)
def test_the_curator_decides(
    facts: FactFolder, decision: str, cell: str, statuses: dict[str, str]
) -> None:
    """More publishers tell the other value in vain."""
    facts.put("agreements", 2, signed_on=cell)
    _only(facts, conflict(OTHER, f"{EAST} | {TOWN} | {PAPER}", TABLE, WEST, decision))
    settled = Settled(facts)
    assert settled.statuses(*SIGNED) == statuses
    (dispute,) = settled.disputes()
    assert dispute["rule"] == "curator-decision"
    accepted = {"a": {"a"}, "b": {"b"}, "both": {"a", "b"}, "neither": set()}[decision]
    assert dispute["accepted"] == accepted
    assert settled.values(*SIGNED) == {cell}


def test_more_publishers_win_and_a_copy_is_none(facts: FactFolder) -> None:
    """The paper's copy of the chamber's own release makes no second publisher."""
    _only(facts, conflict(OTHER, f"{EAST} | {TOWN}", TABLE, f"{WEST} | {PAPER_COPY}"))
    settled = Settled(facts)
    assert settled.disputes()[0]["rule"] == "more-publishers"
    assert settled.disputes()[0]["accepted"] == {"a"}
    assert settled.statuses(*SIGNED) == {OTHER: "accepted", TABLE: "disputed"}
    assert settled.values(*SIGNED) == {OTHER}


def test_a_document_of_its_own_is_a_publisher(facts: FactFolder) -> None:
    facts.put("sources", 4, copy_of="")
    _only(facts, conflict(OTHER, EAST, TABLE, f"{WEST} | {PAPER_COPY}"))
    settled = Settled(facts)
    assert settled.disputes()[0]["rule"] == "more-publishers"
    assert settled.disputes()[0]["accepted"] == {"b"}
    assert settled.statuses(*SIGNED) == {OTHER: "disputed", TABLE: "accepted"}


def test_two_documents_of_one_publisher_are_one_voice(facts: FactFolder) -> None:
    facts.put("sources", 4, copy_of="")
    facts.put("agreements", 2, source_url=WEST)
    _only(facts, conflict(OTHER, f"{PAPER} | {PAPER_COPY}", TABLE, WEST))
    assert Settled(facts).disputes()[0]["rule"] == "source-kind"


def test_both_sides_with_one_origin_are_one_witness_each(facts: FactFolder) -> None:
    facts.put("agreements", 2, source_url=f"{WEST} | {PAPER_COPY}")
    _only(facts, conflict(OTHER, PAPER_COPY, TABLE, WEST))
    settled = Settled(facts)
    assert settled.disputes()[0]["rule"] == "table-value"
    assert settled.values(*SIGNED) == {TABLE}


@pytest.mark.parametrize(("better", "worse"), list(pairwise(KIND_ORDER)))
@pytest.mark.parametrize("table_is_better", [True, False])
def test_the_kind_of_source_decides_between_as_many_publishers(
    facts: FactFolder, better: str, worse: str, table_is_better: bool
) -> None:
    facts.put("agreements", 2, source_url=WEST)
    kinds = (better, worse) if table_is_better else (worse, better)
    facts.put("sources", facts.number("sources", url=WEST), kind=kinds[0])
    facts.put("sources", facts.number("sources", url=TOWN), kind=kinds[1])
    _only(facts, conflict(OTHER, TOWN, TABLE, WEST))
    settled = Settled(facts)
    assert settled.disputes()[0]["rule"] == "source-kind"
    assert settled.values(*SIGNED) == {TABLE if table_is_better else OTHER}


def test_the_table_decides_between_equals_and_is_flagged(facts: FactFolder) -> None:
    facts.put("agreements", 2, source_url=WEST)
    _only(facts, conflict(OTHER, EAST, TABLE, WEST))
    settled = Settled(facts)
    (dispute,) = settled.disputes()
    assert (dispute["rule"], dispute["accepted"]) == ("table-value", {"b"})
    assert settled.statuses(*SIGNED) == {OTHER: "disputed", TABLE: "accepted"}
    assert settled.flagged(*SIGNED) == {OTHER, TABLE}


def test_a_third_value_of_the_table_stands_between_equals(facts: FactFolder) -> None:
    facts.put("agreements", 2, source_url=f"{WEST} | {DATABASE}", signed_on=THIRD)
    _only(facts, conflict(OTHER, EAST, TABLE, WEST))
    settled = Settled(facts)
    (dispute,) = settled.disputes()
    assert (dispute["rule"], dispute["accepted"]) == ("table-value", set())
    assert settled.statuses(*SIGNED) == {
        OTHER: "disputed",
        TABLE: "disputed",
        THIRD: "accepted",
    }


def test_a_third_value_of_the_table_gives_way_to_the_rule(facts: FactFolder) -> None:
    facts.put("agreements", 2, source_url=f"{WEST} | {DATABASE}", signed_on="2021")
    _only(facts, conflict(OTHER, f"{EAST} | {TOWN}", TABLE, WEST))
    settled = Settled(facts)
    assert settled.statuses(*SIGNED) == {
        OTHER: "accepted",
        TABLE: "disputed",
        "2021": "superseded",
    }
    assert settled.values(*SIGNED) == {OTHER}


@pytest.mark.parametrize("kind", ["precision", "wording", "list", "meaning", "sum"])
@pytest.mark.parametrize("decision", ["a", "b", "both", "neither", "open"])
def test_only_a_conflict_of_values_demotes(facts: FactFolder, kind: str, decision: str) -> None:
    """The other value is no rival: the table's stays, whatever is decided."""
    cell = {"a": OTHER, "neither": THIRD}.get(decision, TABLE)
    facts.put("agreements", 2, signed_on=cell)
    _only(facts, conflict(OTHER, f"{EAST} | {TOWN}", TABLE, WEST, decision, kind=kind))
    settled = Settled(facts)
    assert settled.statuses(*SIGNED)[cell] == "accepted"
    assert settled.values(*SIGNED) == {cell}
    assert set(settled.statuses(*SIGNED).values()) == {"accepted", "superseded"}
    rule = "table-value" if decision == "open" else "curator-decision"
    assert settled.disputes()[0]["rule"] == rule


# Who tells which value, and several open conflicts on one cell as (winner, loser).
VOICES = {
    TABLE: WEST,
    OTHER: f"{EAST} | {TOWN}",
    THIRD: f"{PAPER} | {DATABASE}",
    FOURTH: f"{EAST} | {PAPER} | {DATABASE}",
}
SEVERAL: dict[str, tuple[list[tuple[str, str]], set[str]]] = {
    "two values would take the table's place, so the table stands": (
        [(OTHER, TABLE), (THIRD, TABLE)],
        {TABLE},
    ),
    "one of the two beats the other, by the kind of its sources": (
        [(OTHER, TABLE), (THIRD, TABLE), (OTHER, THIRD)],
        {OTHER},
    ),
    "what beats the value that beats the table": (
        [(OTHER, TABLE), (FOURTH, OTHER)],
        {FOURTH},
    ),
    "the same two told twice, side by side": ([(OTHER, TABLE), (OTHER, TABLE)], {OTHER}),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_several_conflicts_on_one_cell_leave_one_value_in_any_order(
    facts: FactFolder, name: str
) -> None:
    pairs, accepted = SEVERAL[name]
    facts.put("agreements", 2, source_url=WEST)
    rows = [
        conflict(a, VOICES[a], b, VOICES[b], property=f"signed_on_{number}")
        for number, (winner, loser) in enumerate(pairs)
        for a, b in [(winner, loser) if number % 2 else (loser, winner)]
    ]
    for order in permutations(rows):
        _only(facts, *order)
        settled = Settled(facts)
        assert settled.values(*SIGNED) == accepted
        told = {value for pair in pairs for value in pair}
        statuses = settled.statuses(*SIGNED)
        assert statuses == {v: "accepted" if v in accepted else "disputed" for v in told}


def test_disputes_that_leave_the_table_say_so(facts: FactFolder) -> None:
    facts.put("agreements", 2, source_url=WEST)
    rows = [conflict(TABLE, WEST, v, VOICES[v], property=v) for v in (OTHER, THIRD)]
    _only(facts, *rows)
    assert Settled(facts).disputes() == [{"rule": "table-value", "accepted": {"a"}}] * 2


def test_a_value_told_in_an_empty_cell_is_accepted_by_the_rule(facts: FactFolder) -> None:
    row = conflict("Enschede", f"{EAST} | {PAPER}", "Gronau", TOWN, typed_a="", typed_b="")
    row |= {"subject": "strategy-2023", "property": "place", "path": "agreements.place"}
    _only(facts, row)
    settled = Settled(facts)
    signing = hashed("signing", "strategy-2023").value.removeprefix(BASE)
    assert settled.statuses(signing, "signedAt") == {"Enschede": "accepted", "Gronau": "disputed"}
    assert settled.values(signing, "signedAt") == {"Enschede"}


def test_equals_in_an_empty_cell_leave_it_empty(facts: FactFolder) -> None:
    row = conflict("Enschede", TOWN, "Gronau", TOWN, typed_a="", typed_b="")
    row |= {"subject": "strategy-2023", "property": "place", "path": "agreements.place"}
    _only(facts, row)
    settled = Settled(facts)
    signing = hashed("signing", "strategy-2023").value.removeprefix(BASE)
    assert settled.statuses(signing, "signedAt") == {"Enschede": "disputed", "Gronau": "disputed"}
    assert settled.values(signing, "signedAt") == set()
