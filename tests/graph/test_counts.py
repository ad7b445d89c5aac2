"""Every row of every table is in the graph: counted another way, and cell by cell."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from frictionless import Package
from pyoxigraph import Store

from techland.graph.claims import Cell
from techland.graph.dataset import Dataset, make_dataset
from techland.graph.ingest.fact_tables import FactTables, read_fact_tables
from techland.graph.snapshot import Snapshot
from techland.ontology.prefix_table import PREFIXES
from tests.graph.fact_folder import SMALL, FactFolder

FACTS = Path(__file__).parents[2] / "facts"
# Rows a table, and the pattern of what they become.
TABLES = {
    "organisations": (222, "?x a org:FormalOrganization"),
    "agreements": (23, "?x a tl:Agreement"),
    "agreement_parties": (111, "?x a tl:Party"),
    "programmes": (93, "?x a tl:Activity"),
    "participations": (316, "?x a tl:Participation ; tl:activity ?whole"),
    "programme_themes": (127, "?x a tl:Activity ; tl:theme ?y"),
    "organisation_themes": (88, "?x a org:FormalOrganization ; tl:theme ?y"),
    "themes": (39, "?x a skos:Concept ; skos:inScheme scheme:theme"),
    "events": (49, "?x a schema:Event"),
    "event_roles": (197, "?x a tl:Participation ; tl:event ?whole"),
    "outcomes": (61, "?x a tl:Outcome"),
    "conflicts": (83, "?x a tl:Dispute"),
    "approvals": (35, "?x a tl:Approval"),
    "needs": (30, "?x a tl:Need"),
    "sources": (249, "?x a tl:Source"),
}
# Columns that name or link a row; every other filled cell makes a claim.
NO_CLAIM = {
    "organisations": {"id", "source_url", "certainty", "place_basis"},
    "agreements": {"id", "source_url", "certainty"},
    "agreement_parties": {"agreement_id", "source_url", "certainty"},
    "programmes": {"id", "source_url", "certainty"},
    "participations": {"programme_id", "source_url", "certainty"},
    "programme_themes": {"id", "source_url", "certainty"},
    "organisation_themes": {"id", "source_url", "certainty"},
    "themes": {"id", "source_url"},
    "events": {"id", "source_url", "certainty"},
    "event_roles": {"event_id", "source_url", "certainty"},
    "outcomes": {"programme_id", "measure", "source_url"},
    "approvals": {"programme_id", "source_url", "certainty"},
    "needs": {"id", "source_url", "certainty"},
}


def count(store: Store, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {pattern} }} }}"
    (solution,) = store.query(query, prefixes=PREFIXES)
    return int(solution["n"].value)


@pytest.fixture(scope="module")
def tables() -> FactTables:
    return read_fact_tables(FACTS)


@pytest.fixture(scope="module")
def dataset(tables: FactTables) -> Dataset:
    return make_dataset(tables)


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_the_manifest_equal_the_rows_counted_two_other_ways(
    curated_snapshot: Snapshot, table: str
) -> None:
    data = (FACTS / f"{table}.csv").read_bytes()
    lines = len(data.removesuffix(b"\n").split(b"\n")) - 1
    rows = pl.read_csv(data, infer_schema=False).height
    expected, _ = TABLES[table]
    assert (lines, rows, curated_snapshot.manifest["rows"][table]) == (expected,) * 3


@pytest.mark.parametrize("table", TABLES)
def test_rows_equal_what_sparql_counts(curated_store: Store, table: str) -> None:
    expected, pattern = TABLES[table]
    assert count(curated_store, pattern) == expected


def test_no_table_goes_uncounted(curated_snapshot: Snapshot) -> None:
    assert (
        curated_snapshot.manifest["rows"].keys() - {"doubtful", "identity", "theme_matches"}
        == TABLES.keys()
    )
    assert curated_snapshot.report["refused_rows"] == []


def test_the_manifest_counts_the_classes_as_sparql_does(
    curated_snapshot: Snapshot, curated_store: Store
) -> None:
    query = "SELECT ?class (COUNT(?x) AS ?n) { ?x a ?class } GROUP BY ?class"
    counted = {s["class"].value: int(s["n"].value) for s in curated_store.query(query)}
    assert curated_snapshot.manifest["classes"] == counted


def test_the_manifest_counts_the_graphs_as_sparql_does(
    curated_snapshot: Snapshot, curated_store: Store
) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    named = {s["g"].value.rpartition("/")[2]: int(s["n"].value) for s in curated_store.query(query)}
    (whole,) = curated_store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert curated_snapshot.manifest["graphs"] == named | {"default": int(whole["n"].value)}


@pytest.mark.parametrize("table", NO_CLAIM)
def test_every_filled_cell_makes_a_claim(table: str, dataset: Dataset) -> None:
    """Cells are read here with the standard library, not with the project's reader."""
    told: set[Cell] = {cell for claim in dataset.claims for cell in claim.cells}
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = {cell.key for cell in told if cell.table == table}
    size = len(next(iter(keys)))
    filled = {
        Cell(table, tuple(row.values())[:size], column)
        for row in rows
        for column, value in row.items()
        if value and column not in NO_CLAIM[table]
    }
    assert filled == {cell for cell in told if cell.table == table}


def test_every_row_is_named_by_a_claim_of_the_graph(
    curated_store: Store, tables: FactTables
) -> None:
    query = "SELECT ?table ?row { ?claim tl:fromTable ?table ; tl:fromRow ?row }"
    named = {
        (s["table"].value, s["row"].value) for s in curated_store.query(query, prefixes=PREFIXES)
    }
    rows = {(table, row.key_text) for table in NO_CLAIM for row in tables[table]}
    assert rows <= named


def test_every_document_is_in_with_what_the_table_says(
    curated_store: Store, tables: FactTables
) -> None:
    query = (
        "SELECT ?url ?title ?name ?day { ?x a tl:Source ; schema:url ?url ; dct:title ?title ;"
        " tl:publisherName ?name ; tl:readOn ?day }"
    )
    told = {tuple(t.value for t in s) for s in curated_store.query(query, prefixes=PREFIXES)}
    columns = ("url", "title", "publisher", "accessed_on")
    assert told == {tuple(row[c] for c in columns) for row in tables["sources"]}


def test_the_data_package_describes_the_tables() -> None:
    """Frictionless validates the CSV files against their description on its own."""
    report = Package(str(FACTS / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    assert {task.name for task in report.tasks} == {
        *TABLES,
        "doubtful",
        "identity",
        "theme_matches",
    }


@pytest.mark.parametrize(
    ("table", "cells", "kind"),
    [
        ("agreements", {"kind": "pact"}, "constraint-error"),
        ("agreements", {"signed_on": "18.5.2021"}, "constraint-error"),
        ("agreement_parties", {"organisation_id": "nobody"}, "foreign-key"),
        ("programmes", {"part_of": "nothing"}, "foreign-key"),
        ("outcomes", {"value": "1,5"}, "type-error"),
        ("outcomes", {"measure": "companies involved"}, "constraint-error"),
    ],
)
def test_the_data_package_refuses_what_the_build_refuses(
    facts: FactFolder, table: str, cells: dict[str, str], kind: str
) -> None:
    (facts.path / "datapackage.json").write_bytes((FACTS / "datapackage.json").read_bytes())
    facts.put(table, 3, **cells)
    report = Package(str(facts.path / "datapackage.json")).validate()
    assert [task.name for task in report.tasks if not task.valid] == [table]
    assert report.flatten(["rowNumber", "type"]) == [[3, kind]]


def test_the_small_facts_fit_the_data_package(facts: FactFolder) -> None:
    (facts.path / "datapackage.json").write_bytes((FACTS / "datapackage.json").read_bytes())
    assert Package(str(facts.path / "datapackage.json")).validate().valid
    assert {path.stem for path in SMALL.glob("*.csv")} == {
        resource["name"]
        for resource in json.loads((FACTS / "datapackage.json").read_bytes())["resources"]
    }


def test_claims_of_a_doubtful_cell_say_why(dataset: Dataset, tables: FactTables) -> None:
    noted = {note for claim in dataset.claims for note in claim.notes}
    assert noted == {row["note_en"] for row in tables["doubtful"]}
