"""A value that breaks a shape stops the build with its place in the tables and what to do."""

from __future__ import annotations

import pytest

from techland.graph.build import build
from techland.graph.errors import ShapesViolated
from techland.graph.home import Home
from tests.graph.fact_folder import FactFolder, contents


def refused(home: Home, facts: FactFolder) -> str:
    before = contents(home.root)
    with pytest.raises(ShapesViolated) as caught:
        build(home, facts.path)
    assert contents(home.root) == before
    assert str(caught.value).startswith("1 shape violation; nothing was built\n")
    return caught.value.lines[0]


def test_an_eu_share_above_the_cost(home: Home, facts: FactFolder) -> None:
    number = 2 + next(i for i, r in enumerate(facts.rows("programmes")) if r["kind"] == "project")
    facts.put("programmes", number, eu_contribution_eur="2000000")
    line = refused(home, facts)
    assert line.startswith(f"programmes.csv, row {number}, column eu_contribution_eur: ")
    assert "https://w3id.org/techland/activity/" in line
    assert "EU" in line


def test_a_value_that_no_source_tells(home: Home, facts: FactFolder) -> None:
    """Both documents that the disagreement names tell another budget than the cell."""
    facts.put("programmes", 3, budget_eur="1000000")
    line = refused(home, facts)
    assert line.startswith("programmes.csv, row 3, column budget_eur: ")
    assert "No source tells this." in line


def test_coordinates_outside_the_country(home: Home, facts: FactFolder) -> None:
    rows = facts.rows("organisations")
    number = 2 + next(i for i, r in enumerate(rows) if r["country"] == "NL" and r["place"])
    facts.put("organisations", number, place="Nowhere", lat="6.89", lon="52.22", nuts3="")
    line = refused(home, facts)
    assert line.startswith(f"organisations.csv, row {number}, column place: ")


def test_two_ids_for_one_organisation(home: Home, facts: FactFolder) -> None:
    rows = facts.rows("organisations")
    facts.put("organisations", 3, name_en=rows[0]["name_en"].upper())
    before = contents(home.root)
    with pytest.raises(ShapesViolated) as caught:
        build(home, facts.path)
    assert contents(home.root) == before
    assert len(caught.value.lines) == 2, "each of the two is told"
    assert all("organisations.csv, row " in line for line in caught.value.lines)
