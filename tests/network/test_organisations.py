"""The network by shared agreements and projects, against one counted from the CSV files."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from techland.network.arrays.arrays import Arrays
from techland.network.organisations import BOTH, organisation_network

FACTS = Path(__file__).parents[2] / "facts"
ORGANISATION = "https://w3id.org/techland/organisation/"
CO_PARTICIPANTS = {
    "lead-partner",
    "partner",
    "founder",
    "coordinator",
    "contributor",
    "organiser",
    "supporter",
}


def rows(table: str) -> list[dict[str, str]]:
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def members() -> dict[tuple[str, str], set[str]]:
    """Return who is party of which agreement or takes part in which project."""
    projects = {row["id"] for row in rows("programmes") if row["kind"] == "project"}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("agreement_parties"):
        found["agreement", row["agreement_id"]].add(ORGANISATION + row["organisation_id"])
    for row in rows("participations"):
        if row["role"] in CO_PARTICIPANTS and row["programme_id"] in projects:
            found["project", row["programme_id"]].add(ORGANISATION + row["organisation_id"])
    return found


@pytest.fixture(scope="module")
def network(curated_arrays: Arrays) -> nx.Graph[str]:
    return organisation_network(curated_arrays)


def test_ties_and_their_weights_are_those_of_the_tables(network: nx.Graph[str]) -> None:
    expected = Counter(
        (pair, kind)
        for (kind, _), organisations in members().items()
        for pair in combinations(sorted(organisations), 2)
    )
    found = Counter(
        {
            (tuple(sorted((one, other))), kind): tie[f"{kind}s"]
            for one, other, tie in network.edges(data=True)
            for kind in ("agreement", "project")
            if tie[f"{kind}s"]
        }
    )
    assert found == expected
    assert all(
        tie["weight"] == tie["agreements"] + tie["projects"] == len(tie["activities"])
        for *_, tie in network.edges(data=True)
    )


def test_ties_across_join_a_dutch_and_a_german_organisation(network: nx.Graph[str]) -> None:
    country = {ORGANISATION + row["id"]: row["country"] for row in rows("organisations")}
    both = {ORGANISATION + row["id"] for row in rows("organisations") if row["sides"]}
    for one, other, tie in network.edges(data=True):
        is_across = {country[one], country[other]} == {"NL", "DE"} and not {one, other} & both
        assert tie["across"] == is_across
    assert {network.nodes[node]["group"] for node in both & set(network)} == {BOTH}


def test_isolated_organisations_come_on_request(curated_arrays: Arrays) -> None:
    whole = organisation_network(curated_arrays, isolated=True)
    assert set(whole) == {ORGANISATION + row["id"] for row in rows("organisations")}
    tied = organisation_network(curated_arrays)
    assert set(tied) == {node for node in whole if whole.degree(node)}


def test_a_kind_alone_ties_by_that_kind(curated_arrays: Arrays) -> None:
    network = organisation_network(curated_arrays, kinds={"agreement"})
    pairs = {
        pair
        for (kind, _), organisations in members().items()
        if kind == "agreement"
        for pair in combinations(sorted(organisations), 2)
    }
    assert {tuple(sorted(edge)) for edge in network.edges} == pairs
    assert not any(tie["projects"] for *_, tie in network.edges(data=True))


def test_a_funder_does_not_take_part(network: nx.Graph[str]) -> None:
    funders = {
        (row["programme_id"], ORGANISATION + row["organisation_id"])
        for row in rows("participations")
        if row["role"] == "funder"
    }
    taking_part = {key[1]: found for key, found in members().items() if key[0] == "project"}
    only_funders = {pair for pair in funders if pair[1] not in taking_part.get(pair[0], set())}
    assert only_funders
    for project, organisation in only_funders & {(p, o) for p, o in funders if o in network}:
        iri = f"https://w3id.org/techland/activity/{project}"
        ties = network.edges(organisation, data=True)
        assert not any(iri in tie["activities"] for *_, tie in ties)
