"""A theme filter finds projects of all datasets, through every door, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import techland as tl
from techland.graph.build import build
from techland.graph.errors import BadRows
from techland.graph.home import Home
from techland.graph.identity.theme_matches import PROPERTIES, read_theme_matches
from techland.graph.ingest.fact_tables import read_fact_tables
from techland.graph.ingest.frames.programme_rows import slug_key
from techland.network.choice import Choice
from techland.network.selecting import select_activities
from tests.graph.fact_folder import SMALL, FactFolder
from tests.graph.identity.test_canonical_view import HUB
from tests.graph.ingest.small_files import PARTNER, keep_file

BASE = "https://w3id.org/techland/"
RENEWABLE = f"<{BASE}theme/keep-eu/renewable-energy>"
# MORE is told of energy by its publisher alone, EuroHub by both; nothing of ours is tourism.
TOLD = {"EuroHub": "Renewable energy", "MORE": "Renewable energy", "SEE": "Tourism"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tl.KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("themes")
    projects = [{**HUB, "Acronym": acronym, "Thematic1": theme} for acronym, theme in TOLD.items()]
    partners = [
        {**PARTNER, "Programme": "Fonds V", "Acronym": acronym, "Project Partner": name}
        for acronym in TOLD
        for name in ("Alpha Beta", "Gamma Delta")
    ]
    file = keep_file(folder / "keep.xlsx", projects=projects, partners=partners)
    home = Home(folder / "home")
    tl.import_files(file, home=home, options=tl.ImportOptions(facts=SMALL))
    with tl.open(home, in_process=True) as kg:
        yield kg


def test_a_filter_by_our_theme_finds_each_project_once(graph: tl.KnowledgeGraph) -> None:
    counted = {row["theme"].value: row["activities"].value for row in graph.query("themes")}
    # EuroHub, told twice, and the cluster of the facts; MORE; not SEE.
    assert counted[f"{BASE}theme/energy"] == "3"
    assert counted[f"{BASE}theme/hydrogen"] == "1"
    found = graph.search("", kind="project", theme="energy")
    assert found.total == 2
    within = sorted(hit.iri.removeprefix(BASE).rpartition("/")[0] for hit in found.hits)
    assert within == ["activity", "activity/keep-eu"]
    choice = Choice(tie="projects", filters={"theme": frozenset({"energy"})})
    assert select_activities(graph.arrays, choice)[0].height == 2


def test_matches_are_of_concepts_with_names_and_reasons(graph: tl.KnowledgeGraph) -> None:
    told = graph.query(
        "SELECT ?p ?o { " + RENEWABLE + " ?p ?o . FILTER (CONTAINS(STR(?p), 'Match')) }"
    )
    assert [(row["p"].value, row["o"].value) for row in told] == [
        (PROPERTIES["broad"], f"{BASE}theme/energy")
    ]
    names = graph.query(f"SELECT ?n {{ {RENEWABLE} skos:prefLabel ?n }}")
    assert {(row["n"].value, row["n"].language) for row in names} == {
        ("Renewable energy", "en"),
        ("erneuerbare Energie", "de"),
        ("hernieuwbare energie", "nl"),
    }
    reasons = graph.query(
        f"SELECT ?r {{ ?l tl:linkedThing {RENEWABLE} ; tl:identityReason ?r ; tl:decidedBy ?b }}"
    )
    assert [row["r"].value for row in reasons] == ["a part of energy"]
    others = graph.query(
        "SELECT ?s { ?s skos:exactMatch|skos:closeMatch|skos:broadMatch ?o"
        " FILTER NOT EXISTS { ?s a skos:Concept } }"
    )
    assert not list(others)


def test_a_match_that_contradicts_itself_is_refused_with_its_row(tmp_path: Path) -> None:
    facts = FactFolder(tmp_path / "facts")
    rows = facts.rows("theme_matches")
    rows[0]["match"] = "none"
    facts.write("theme_matches", rows)
    with pytest.raises(BadRows, match=r"theme_matches.csv, row 2"):
        build(Home(tmp_path / "home"), facts.path)


def test_the_shipped_table_knows_every_theme_of_keep_eu_and_three_names_of_each(
    shared_folder: Path,
) -> None:
    import polars as pl

    rows = read_fact_tables()["theme_matches"]
    told = pl.read_csv(shared_folder / "data/keep_eu/keep_eu_themes.csv")["theme"]
    keys = {row["concept"]: row["label_en"] for row in rows if row["scheme"] == "keep-eu"}
    assert keys == dict(zip(slug_key(told), told, strict=True))
    assert all(row["label_nl"] and row["label_de"] for row in rows)
    assert len(read_theme_matches(rows)) == len(rows)
