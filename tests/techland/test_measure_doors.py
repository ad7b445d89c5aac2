"""Networks and measures through Python, the command line and the server: the same bytes."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.graph.measure_errors import UnknownMeasure
from techland.knowledge_graph import KnowledgeGraph
from techland.network.choice import chosen
from techland.network.counting import COUNTS, counted_bytes
from techland.network.files import NETWORK_FILES, measured_bytes, network_bytes
from techland.network.measures.catalogue import MEASURES
from tests.techland.doors import command

DOCS = Path(__file__).parents[2] / "docs" / "measures.md"


@pytest.mark.parametrize("name", [entry.name for entry in NETWORK_FILES])
def test_every_door_gives_the_same_network(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path, name: str
) -> None:
    network = kg.network(tie="projects", theme="hydrogen", since=2019, language="nl")
    expected = network_bytes(network, name)
    out = tmp_path / "network"
    words = ["--tie", "projects", "--theme", "hydrogen", "--since", "2019", "--language", "nl"]
    assert command(curated_home, "network", *words, "--format", name, "--out", out) == 0
    assert out.read_bytes() == expected
    asked = {"tie": "projects", "theme": "hydrogen", "since": "2019", "language": "nl"}
    assert client.get("/api/network", params=asked | {"format": name}).content == expected


@pytest.mark.parametrize("count", COUNTS)
def test_every_door_gives_the_same_count(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path, count: str
) -> None:
    choice = chosen(tie="undertakings", country=["NL", "DE"])
    expected = counted_bytes(kg.arrays, count, choice, kg.version, "csv")
    words = ["--count", count, "--tie", "undertakings", "--country", "NL", "--country", "DE"]
    out = tmp_path / "found.csv"
    assert command(curated_home, "network", *words, "-o", out) == 0
    assert out.read_bytes() == expected
    asked = {"tie": "undertakings", "country": ["NL", "DE"]}
    answer = client.get(f"/api/network/{count}", params=asked | {"format": "csv"})
    assert answer.content == expected
    found = client.get(f"/api/network/{count}", params=asked).json()
    table = kg.count(count, tie="undertakings", country=["NL", "DE"])
    assert found["rows"] == table.to_dicts()
    assert pl.read_csv(BytesIO(expected)).rows() == table.rows()
    assert client.get(f"/api/network/{count}?level=country").status_code == 400


@pytest.mark.parametrize("measure", MEASURES)
def test_every_door_gives_the_same_measure(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path, measure: str
) -> None:
    network = kg.network(tie="projects")
    expected = measured_bytes(network, network.measure(measure), "csv")
    out = tmp_path / "found.csv"
    assert command(curated_home, "network", "--tie", "projects", "-m", measure, "-o", out) == 0
    assert out.read_bytes() == expected
    answer = client.get(f"/api/network/{measure}?tie=projects&format=csv")
    assert answer.content == expected


def test_files_hold_what_the_network_holds(kg: KnowledgeGraph, tmp_path: Path) -> None:
    network = kg.network(tie="agreements", isolated=True)
    for suffix, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        found = read(network.write(tmp_path / f"network.{suffix}"))
        assert set(found) == set(network.nodes["iri"])
        ties = {frozenset(pair): w for *pair, w in found.edges(data="weight")}
        told = network.ties.select("one", "other", "weight").iter_rows()
        assert ties == {frozenset((one, other)): weight for one, other, weight in told}
    pajek = nx.read_pajek(network.write(tmp_path / "network.net"))
    assert pajek.number_of_edges() == network.edges.height
    table = pl.read_parquet(network.write(tmp_path / "network.parquet"))
    assert table.equals(network.details)
    csv = pl.read_csv(network.write(tmp_path / "network.csv"))
    assert csv["one"].to_list() == network.details["one"].to_list()
    nodes = pl.read_csv(network.write(tmp_path / "nodes.csv", nodes=True))
    assert nodes["iri"].to_list() == network.nodes["iri"].to_list()
    told = json.loads(network_bytes(network, "json"))
    assert (len(told["nodes"]), len(told["ties"])) == (network.nodes.height, network.edges.height)


def test_igraph_and_pandas_get_the_same(kg: KnowledgeGraph) -> None:
    network = kg.network()
    graph = network.to_igraph()
    assert graph.vs["name"] == network.nodes["iri"].to_list()
    assert graph.ecount() == network.edges.height
    nodes, ties = network.to_pandas()
    assert (len(nodes), len(ties)) == (network.nodes.height, network.edges.height)


@pytest.mark.parametrize(
    ("words", "status", "hint"),
    [
        ("tie=project", 400, "projects"),
        ("colour=red", 400, "parameter"),
        ("theme=hydrogn", 400, "hydrogen"),
        ("since=2020&until=2019", 400, "days are written"),
        ("language=fr", 400, "known"),
        ("format=docx", 406, "gexf"),
    ],
)
def test_wrong_words_get_one_clear_error(
    client: TestClient, words: str, status: int, hint: str
) -> None:
    answer = client.get(f"/api/network?{words}")
    assert answer.status_code == status
    assert hint in answer.text


def test_wrong_measures_and_options_are_told_alike(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(UnknownMeasure, match="ei-index"):
        kg.network().measure("ei-indx")
    assert command(curated_home, "network", "-m", "ei-indx") == 1
    told = capsys.readouterr().err
    answer = client.get("/api/network/ei-indx")
    assert answer.status_code == 404
    assert answer.json()["detail"] in told
    assert client.get("/api/network/degree?draws=3").status_code == 400
    assert client.get("/api/network/ei-index?draws=many").status_code == 400
    assert client.get("/api/network/ei-index?by=colour").status_code == 400


def test_a_query_makes_a_network(kg: KnowledgeGraph, curated_home: Home, tmp_path: Path) -> None:
    tl = "https://w3id.org/techland/ontology#"
    text = f"CONSTRUCT {{ ?a <{tl}signatory> ?b }} WHERE {{ ?a <{tl}signatory> ?b }}"
    network = kg.network_of(text, directed=True)
    assert network.directed
    assert network.edges.height > 90
    read = nx.read_graphml(BytesIO(network_bytes(network, "graphml")))
    assert read.is_directed()
    out = tmp_path / "signed.csv"
    assert command(curated_home, "network", "-q", text, "--directed", "-o", out) == 0
    assert out.read_bytes() == network_bytes(network, "csv")


def test_the_page_explains_every_measure() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in MEASURES if f"**{name}**" not in text] == []
    for measure in MEASURES.values():
        assert measure.summary.endswith(".")
