"""The arrays hold what the graph holds: read another way, by SPARQL, and from the tables."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.making import PREDICATES, make_arrays
from techland.network.arrays.sidecar import arrays_of, cache_folder
from techland.network.arrays.statements import read_statements
from techland.network.organisations import organisation_network
from techland.ontology.terms import SKOS
from tests.network.by_sparql import ask, network_by_sparql

FACTS = Path(__file__).parents[3] / "facts"


@pytest.fixture(scope="module")
def arrays(curated_snapshot: Snapshot) -> Arrays:
    return make_arrays(curated_snapshot.quads_path)


def rows(table: str) -> list[dict[str, str]]:
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_the_engine(path: Path, predicates: frozenset[str]) -> set[tuple[str | None, ...]]:
    found = set()
    for quad in parse(path=str(path), format=RdfFormat.N_QUADS):
        assert isinstance(quad, Quad)
        if quad.predicate.value in predicates:
            value = quad.object
            language = value.language if isinstance(value, Literal) else None
            graph = None if quad.graph_name == DefaultGraph() else str(quad.graph_name)[1:-1]
            subject = str(quad.subject)[1:-1]
            assert isinstance(value, Literal | NamedNode)
            found.add((subject, quad.predicate.value, value.value, language, graph))
    return found


def test_statements_are_those_that_the_engine_reads(curated_snapshot: Snapshot) -> None:
    table = read_statements(curated_snapshot.quads_path, PREDICATES)
    found = set(table.select(pl.all().cast(pl.String)).rows())
    assert len(found) == table.height
    assert found == by_the_engine(curated_snapshot.quads_path, PREDICATES)


def test_literals_of_every_kind_are_read(tmp_path: Path) -> None:
    graph = NamedNode("https://w3id.org/techland/graph/facts")
    label, thing = NamedNode(SKOS.prefLabel), NamedNode("https://example.org/a")
    texts = [
        Literal('say "a" \\ n \\n\n\r\ttab', language="nl"),
        Literal("<https://example.org/g> ."),
        Literal('" <https://example.org/g> .', language="en-x-odd"),
        Literal("", language="de"),
        Literal("2021", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear")),
        Literal("مؤسسة \u202e ü", language="ar"),
    ]
    quads = [Quad(thing, label, text) for text in texts]
    quads += [Quad(thing, label, text, graph) for text in texts]
    path = tmp_path / "data.nq"
    path.write_text("".join(sorted(f"{quad} .\n" for quad in quads)), encoding="utf-8")
    table = read_statements(path, {SKOS.prefLabel})
    assert set(table.select(pl.all().cast(pl.String)).rows()) == by_the_engine(
        path, frozenset({SKOS.prefLabel})
    )


def test_organisations_are_those_of_the_network(arrays: Arrays, curated_store: Store) -> None:
    expected = network_by_sparql(ask(curated_store), isolated=True)
    assert arrays.organisations["iri"].to_list() == sorted(expected)
    for row in arrays.organisations.iter_rows(named=True):
        data = expected.nodes[row["iri"]]
        sides = tuple(row["sides"] or ())
        assert sides == tuple(sorted(data["sides"]))
        same = ("label", "label_nl", "label_de", "label_en", "country", "group", "type")
        for column in (*same, "place", "nuts3", "latitude", "longitude"):
            assert row[column] == data[column], (row["iri"], column)


def test_every_row_of_the_tables_is_a_part(arrays: Arrays) -> None:
    tables = ("participations", "event_roles", "agreement_parties")
    assert arrays.parts.height == sum(len(rows(table)) for table in tables)
    told = Counter(row["role"] for table in tables for row in rows(table))
    assert dict(arrays.parts["role"].value_counts().iter_rows()) == told
    assert arrays.parts["dataset"].unique().to_list() == ["facts"]


def test_every_activity_has_its_kind_themes_and_money(arrays: Arrays) -> None:
    kinds = Counter(row["kind"] for row in rows("programmes"))
    kinds |= {"agreement": len(rows("agreements")), "event": len(rows("events"))}
    assert dict(arrays.activities["kind"].value_counts().iter_rows()) == kinds
    assert arrays.activity_themes.height == len(rows("programme_themes"))
    broader = {row["id"]: row["broader"] for row in rows("themes")}
    iris = arrays.themes["iri"]
    for iri, above in arrays.themes.select("iri", "broader").iter_rows():
        expected = broader[iri.rpartition("/")[2]]
        assert (iris[above].rpartition("/")[2] if above is not None else "") == expected
    mind = arrays.activities.filter(pl.col("iri").str.ends_with("/mind")).row(0, named=True)
    assert (mind["cost"], mind["eu_contribution"]) == (5789313.02, 3500000)


def test_arrays_are_kept_beside_the_snapshot_and_made_anew_where_damaged(
    curated_home: Home, tmp_path: Path
) -> None:
    import shutil

    from techland.graph.snapshot import active_snapshot

    copy = Home(tmp_path / "home")
    shutil.copytree(curated_home.root, copy.root)
    snapshot = active_snapshot(copy)
    shutil.rmtree(snapshot.directory / "cache", ignore_errors=True)
    first = arrays_of(snapshot)
    assert (cache_folder(snapshot) / "parts.parquet").is_file()
    again = arrays_of(snapshot)
    (cache_folder(snapshot) / "parts.parquet").write_bytes(b"no table")
    mended = arrays_of(snapshot)
    for held in (again, mended):
        for (name, table), (_, expected) in zip(held.tables(), first.tables(), strict=True):
            assert table.equals(expected), name
    assert (cache_folder(snapshot) / "parts.parquet").stat().st_size > len(b"no table")
    snapshot.verify()


def test_a_network_of_arrays_is_that_of_sparql(
    arrays: Arrays, curated_store: Store, curated_snapshot: Snapshot
) -> None:
    """Two ways to the same network: SPARQL and loops, arrays and sparse matrices."""
    from techland.network.building import build_network
    from techland.network.choice import chosen

    expected = network_by_sparql(ask(curated_store))
    found = build_network(arrays, chosen(), curated_snapshot.version).to_networkx()
    assert set(found) == set(expected)
    assert nx.utils.edges_equal(found.edges, expected.edges)
    for one, other, tie in found.edges(data=True):
        known = expected.edges[one, other]
        assert tie["weight"] == tie["shared"] == known["weight"]
        assert tuple(tie["activities"]) == known["activities"]
        for name in ("disputed", "certainty", "dated"):
            assert tie[name] == known[name]
        assert tuple(tie["sources"]) == known["sources"]
        days = [day and day.isoformat() for day in (tie["first"], tie["last"])]
        assert days == [known["first"], known["last"]]


def test_the_network_of_files_is_that_of_sparql(arrays: Arrays, curated_store: Store) -> None:
    expected = network_by_sparql(ask(curated_store), isolated=True)
    found = organisation_network(arrays, isolated=True)
    assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
    assert nx.utils.edges_equal(found.edges(data=True), expected.edges(data=True))
    for name, value in expected.graph.items():
        assert found.graph[name] == value, name
