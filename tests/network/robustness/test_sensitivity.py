"""The numbers under other choices equal ones counted from the fact tables without RDF or arrays."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from techland.graph.snapshot import Snapshot
from techland.network.arrays.making import make_arrays
from techland.network.choice import Choice, chosen
from techland.network.robustness.other_choices import other_choices
from techland.network.robustness.rule import inclusion_rule
from techland.network.robustness.sensitivity import (
    Sensitivity,
    combined,
    index_with,
    sensitivity,
)

FACTS = Path(__file__).parents[3] / "facts"
FUNDING = {"funder", "managing-authority"}
WORKING = {"lead-partner", "partner", "coordinator", "participant", "founder", "signatory"}
# Activity to its kind and its parts: organisation and role.
Told = dict[str, tuple[str, set[tuple[str, str]]]]


def rows(table: str) -> list[dict[str, str]]:
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told_parts() -> Told:
    """Return the agreements and projects with every part in them."""
    parts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows("participations"):
        parts[row["programme_id"]].add((row["organisation_id"], row["role"]))
    for row in rows("agreement_parties"):
        parts[row["agreement_id"]].add((row["organisation_id"], row["role"]))
    found: Told = {
        row["id"]: ("project", parts[row["id"]])
        for row in rows("programmes")
        if row["kind"] == "project"
    }
    return found | {row["id"]: ("agreement", parts[row["id"]]) for row in rows("agreements")}


BODIES = {row["id"]: row for row in rows("organisations")}
COUNTRY = {name: row["country"] for name, row in BODIES.items()}
BINATIONAL = {
    name for name, row in BODIES.items() if {"NL", "DE"} <= set(row["sides"].split(" | "))
}


def taking(told: Told, keep: Callable[[str], bool]) -> dict[str, tuple[str, set[str]]]:
    """Return who takes part in each activity, by the roles that are kept."""
    return {
        name: (kind, {body for body, role in parts if keep(role)})
        for name, (kind, parts) in told.items()
    }


def usual(role: str) -> bool:
    return role not in FUNDING


def index_of(groups: list[set[str]], *, without: frozenset[str] = frozenset()) -> float:
    """Return the E-I index by seat country of the ties that these groups make."""
    ties = {
        pair
        for group in groups
        for pair in combinations(sorted(group - without), 2)
        if COUNTRY[pair[0]] and COUNTRY[pair[1]]
    }
    external = sum(COUNTRY[one] != COUNTRY[other] for one, other in ties)
    return (2 * external - len(ties)) / len(ties)


def expected_indices() -> dict[str, float]:
    told = told_parts()
    held = taking(told, usual)
    groups = [group for _, group in held.values()]
    projects = {name: group for name, (kind, group) in held.items() if kind == "project"}
    largest = min(projects, key=lambda name: (-len(projects[name]), name))
    both = [
        group for group in groups if len({COUNTRY[body] for body in group if COUNTRY[body]}) > 1
    ]
    kinds = {kind: [g for k, g in held.values() if k == kind] for kind in ("project", "agreement")}
    return {
        "as chosen": index_of(groups),
        "every role": index_of([g for _, g in taking(told, lambda _: True).values()]),
        "working roles": index_of([g for _, g in taking(told, WORKING.__contains__).values()]),
        "projects only": index_of(kinds["project"]),
        "agreements only": index_of(kinds["agreement"]),
        "known on both sides": index_of(both),
        "without binational bodies": index_of(groups, without=frozenset(BINATIONAL)),
        "without the largest project": index_of(
            [group for name, (_, group) in held.items() if name != largest]
        ),
    }


@pytest.fixture(scope="module")
def found(curated_snapshot: Snapshot) -> Sensitivity:
    return sensitivity(make_arrays(curated_snapshot.quads_path), Choice(), "v")


@pytest.mark.parametrize("choice", expected_indices())
def test_the_index_is_that_of_the_tables(found: Sensitivity, choice: str) -> None:
    assert found.value(choice, "ei_index") == pytest.approx(expected_indices()[choice])


def test_a_reader_sees_how_far_the_index_runs(found: Sensitivity) -> None:
    singles = found.table.head(8)
    assert singles["ei_index"].min() == pytest.approx(0.0245, abs=5e-5)
    assert singles["ei_index"].max() == pytest.approx(0.0608, abs=5e-5)
    assert found.combinations == 3 * 3 * 2 * 2 * 2
    low, high = found.table.tail(2).to_dicts()
    assert low["choice"].startswith("lowest of all")
    assert low["ei_index"] <= singles["ei_index"].min()
    assert high["ei_index"] >= singles["ei_index"].max()
    assert low["told"] == "working roles; agreements only; without binational bodies"
    kept = taking(told_parts(), WORKING.__contains__)
    groups = [group for kind, group in kept.values() if kind == "agreement"]
    assert low["ei_index"] == pytest.approx(index_of(groups, without=frozenset(BINATIONAL)))


def test_binational_bodies_as_a_group_of_their_own(found: Sensitivity) -> None:
    side = {
        name: "both" if name in BINATIONAL else row["sides"] or row["country"]
        for name, row in BODIES.items()
    }
    side = {
        name: value if value in {"NL", "DE", "both"} else "other" for name, value in side.items()
    }
    ties = {
        pair
        for _, group in taking(told_parts(), usual).values()
        for pair in combinations(sorted(group), 2)
    }
    external = sum(side[one] != side[other] for one, other in ties)
    index = (2 * external - len(ties)) / len(ties)
    assert found.value("binational a group", "ei_index") == pytest.approx(index)


def test_choices_that_make_no_sense_are_not_offered(curated_snapshot: Snapshot) -> None:
    arrays = make_arrays(curated_snapshot.quads_path)
    names = sensitivity(arrays, chosen(tie="signatories"), "v").table["choice"].to_list()
    assert "every role" not in names
    assert "projects only" not in names
    assert "without the largest project" not in names
    assert "known on both sides" in names


def test_the_rule_says_what_counts() -> None:
    told = " ".join(inclusion_rule(chosen(tie="projects", theme="hydrogen", since=2019), "group"))
    for words in ("shared projects", "theme: hydrogen", "2019-01-01", "binational", "funder or"):
        assert words in told
    told = " ".join(inclusion_rule(chosen(role=["partner"], isolated=True)))
    assert "Only these roles count: partner." in told
    assert "are kept" in told


def test_the_page_tells_how_far_the_index_runs(
    found: Sensitivity, curated_snapshot: Snapshot
) -> None:
    page = (FACTS.parent / "docs" / "studies.md").read_text(encoding="utf-8")
    arrays = make_arrays(curated_snapshot.quads_path)
    kept = {name: held for name, held in other_choices(Choice()).items() if name != "kinds"}
    indices = [index_with(arrays, Choice(), changes) for changes in combined(list(kept.values()))]
    ends = [min(indices), max(indices)]
    told = [f"{value:.3f}" for value in ends]
    assert f"combinations run from {told[0]} to {told[1]}" in page
    low, high = (row["ei_index"] for row in found.table.tail(2).to_dicts())
    assert f"over all 72 from {low:.3f} to {high:.3f}" in page
    expected = found.table["ei_expected"].head(8)
    both = [*expected, *found.table["ei_expected"].tail(2)]
    assert f"from {min(both):.3f} to {max(both):.3f}, so that no sign" in page
