"""Every word by which a network is chosen, through Python, the command line and the server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.knowledge_graph import KnowledgeGraph
from techland.network.choice import FILTERS, LEVELS, TIES, WEIGHTS
from techland.network.files import measured_bytes, network_bytes
from techland.network.network import Network
from tests.techland.doors import command

WORDS: list[dict[str, Any]] = [
    {"tie": "projects", "weight": "money", "level": "nuts3"},
    {"tie": "undertakings", "weight": "days", "level": "place", "isolated": True},
    {"tie": "agreements", "weight": "newman", "level": "country"},
    {"tie": "events", "weight": "count", "level": "organisation", "since": "2020"},
    {"tie": "memberships", "level": "nuts2", "until": "2023-06", "isolated": True},
    {"tie": "signatories", "level": "nuts1", "since": "2019-01-01", "until": "2024"},
    {"tie": "themes", "isolated": True},
    {"tie": "projects", "level": "theme"},
    {"theme": ["hydrogen", "heat-transition"], "certainty": ["stated"]},
    {"country": ["NL", "DE"], "type": ["university"], "kind": ["project", "agreement"]},
    {"region": ["NL21", "DEA3"], "role": ["lead-partner", "partner"]},
    {"dataset": ["facts"], "tie": "projects"},
]


def arguments(words: dict[str, Any]) -> list[str]:
    """Return words as options of the command line."""
    found: list[str] = []
    for name, value in words.items():
        for one in value if isinstance(value, list) else [value]:
            found += [f"--{name}"] if one is True else [f"--{name}", str(one)]
    return found


def parameters(words: dict[str, Any]) -> dict[str, Any]:
    """Return words as parameters of an address."""
    return {name: "1" if value is True else value for name, value in words.items()}


@pytest.mark.parametrize("words", WORDS, ids=",".join)
def test_every_door_understands_every_word(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    tmp_path: Path,
    words: dict[str, Any],
) -> None:
    expected = network_bytes(kg.network(**words), "json")
    assert json.loads(expected)["nodes"], "a choice that keeps nothing would show nothing"
    out = tmp_path / "network.json"
    assert command(curated_home, "network", *arguments(words), "--out", out) == 0
    answer = client.get("/api/network", params=parameters(words))
    assert out.read_bytes() == expected == answer.content


def test_the_words_above_are_all_words(kg: KnowledgeGraph) -> None:
    told = {name for words in WORDS for name in words}
    source, programme = kg.arrays.sources["iri"][0], "programme"
    assert FILTERS.keys() - told == {"source", programme}, source
    for name, known in (("tie", TIES), ("weight", WEIGHTS), ("level", LEVELS)):
        assert {words.get(name) for words in WORDS} >= known.keys(), name


def test_programme_and_source_are_understood_too(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, tmp_path: Path
) -> None:
    programme = kg.arrays.activities["programme"].drop_nulls().mode().sort()[0]
    first = kg.arrays.parts.explode("sources")["sources"].drop_nulls().mode().sort()[0]
    source = kg.arrays.sources["url"][first]
    words = {"programme": [programme], "source": [source]}
    for name, value in words.items():
        asked = {name: value, "tie": "projects", "isolated": True}
        expected = network_bytes(kg.network(**asked), "json")  # type: ignore[arg-type]  # words of a test
        out = tmp_path / f"{name}.json"
        assert command(curated_home, "network", *arguments(asked), "--out", out) == 0
        assert out.read_bytes() == expected
        assert client.get("/api/network", params=parameters(asked)).content == expected
        assert json.loads(expected)["nodes"]


OUTWARD = "SELECT ?source ?target WHERE { SERVICE <http://x/> { ?source ?p ?target } }"
SELECT = """
SELECT ?source ?target (COUNT(*) AS ?weight) WHERE {
  ?source <https://w3id.org/techland/ontology#participatesIn> ?shared .
  ?target <https://w3id.org/techland/ontology#participatesIn> ?shared .
  FILTER(STR(?source) < STR(?target))
} GROUP BY ?source ?target
"""
CONSTRUCT = """
PREFIX tl: <https://w3id.org/techland/ontology#>
CONSTRUCT { ?document tl:signatory ?body } WHERE { ?document tl:signatory ?body }
"""


@pytest.mark.parametrize(("query", "directed"), [(SELECT, False), (CONSTRUCT, True)])
def test_every_door_makes_a_network_of_a_query(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    tmp_path: Path,
    query: str,
    directed: bool,
) -> None:
    network = kg.network_of(query, directed=directed)
    assert network.edges.height > 90
    out, asked = (
        tmp_path / "network.json",
        {"query": query} | ({"directed": "1"} if directed else {}),
    )
    flag = ["--directed"] * directed
    assert command(curated_home, "network", "-q", query, *flag, "--out", out) == 0
    expected = network_bytes(network, "json")
    assert out.read_bytes() == expected == client.get("/api/network", params=asked).content
    measured = measured_bytes(network, network.measure("degree"), "csv")
    answer = client.get("/api/network/degree", params=asked | {"format": "csv"})
    assert answer.content == measured


@pytest.mark.parametrize(
    ("words", "status", "hint"),
    [
        ({"query": "SELECT ?a ?b WHERE { ?a ?p ?b }"}, 400, "?source"),
        ({"query": "SELECT ?source WHERE {"}, 400, "syntax"),
        ({"query": SELECT, "theme": "hydrogen"}, 400, "directed"),
        ({"query": OUTWARD}, 400, "SERVICE"),
    ],
)
def test_a_query_that_makes_no_network_is_refused(
    client: TestClient, words: dict[str, str], status: int, hint: str
) -> None:
    answer = client.get("/api/network", params=words)
    assert (answer.status_code, hint in answer.text) == (status, True), answer.text


def test_a_clique_is_warned_of_at_every_door(
    kg: KnowledgeGraph, client: TestClient, curated_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {"tie": "projects", "theme": "hydrogen"}
    network: Network = kg.network(**words)  # type: ignore[arg-type]  # words of a test
    (warning,) = [note for note in network.notes if "alone ties" in note]
    assert command(curated_home, "network", *arguments(words)) == 0
    assert warning in capsys.readouterr().err
    assert warning in client.get("/api/network", params=words).json()["notes"]


def test_every_tie_names_its_activities_and_sources(kg: KnowledgeGraph, client: TestClient) -> None:
    told = client.get("/api/network?tie=projects").json()["ties"]
    assert len(told) == kg.network(tie="projects").edges.height
    assert all(tie["activities"] and tie["sources"] for tie in told)
    assert all(len(tie["activities"]) == tie["shared"] for tie in told)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["-q", SELECT, "--theme", "hydrogen"], "--theme chooses from the graph"),
        (["-q", SELECT, "--isolated"], "--isolated chooses from the graph"),
        (["--directed"], "--query"),
        (["--seed", "3"], "--measure"),
    ],
)
def test_words_that_nothing_reads_are_refused(
    curated_home: Home, capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    assert command(curated_home, "network", *words) == 2
    assert hint in capsys.readouterr().err


def test_settings_stand_beside_a_csv_file(
    client: TestClient, curated_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    told = "groups=country, weighted=False, draws=9, seed=4"
    words = ["-m", "ei-index", "--draws", "9", "--seed", "4"]
    assert command(curated_home, "network", *words) == 0
    assert f"settings: {told}" in capsys.readouterr().err
    answer = client.get("/api/network/ei-index?draws=9&seed=4&format=csv")
    assert answer.headers["Techland-Settings"] == told
