"""The network through Python, the command line and the server: one file, isolated or not."""

from __future__ import annotations

import base64
import json
import re
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

from techland.graph.errors import UnknownLanguage
from techland.graph.home import Home
from techland.graph.network_errors import NoNetworkFormat
from techland.knowledge_graph import KnowledgeGraph
from techland.ontology.terms import BASE
from tests.techland.doors import command

ENSCHEDE = "https://w3id.org/techland/organisation/gemeente-enschede"


@pytest.mark.parametrize("isolated", [False, True])
@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_every_door_gives_the_same_file(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    tmp_path: Path,
    name: str,
    isolated: bool,
) -> None:
    language = "nl" if name == "gexf" else "de"
    by_python = kg.export(tmp_path / f"python.{name}", isolated=isolated, language=language)
    by_command = tmp_path / f"command.{name}"
    asked = ["--isolated"] * isolated
    assert command(curated_home, "export", "-o", by_command, "--language", language, *asked) == 0
    parameters = {"lang": language} | ({"isolated": "1"} if isolated else {})
    by_server = client.get(f"/download/techland.{name}", params=parameters).content
    streamed = BytesIO()
    kg.write(streamed, name, isolated=isolated, language=language)
    assert by_python.read_bytes() == by_command.read_bytes() == by_server == streamed.getvalue()
    network = kg.network(isolated=isolated, language=language).to_networkx()
    read = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}[name](by_python)
    assert set(read) == set(network)
    assert bool(list(nx.isolates(network))) == isolated
    assert read.nodes[ENSCHEDE]["label"] == network.nodes[ENSCHEDE]["label"]


def test_what_only_a_network_has_is_refused_elsewhere(
    kg: KnowledgeGraph, curated_home: Home, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "graph.ttl"
    with pytest.raises(NoNetworkFormat, match="isolated"):
        kg.export(target, isolated=True)
    with pytest.raises(NoNetworkFormat, match="language"):
        kg.write(BytesIO(), "nquads", language="nl")
    for option in (["--isolated"], ["--language", "nl"]):
        assert command(curated_home, "export", "--out", target, *option) == 2
        out, err = capfd.readouterr()
        assert "gexf, graphml" in err
        assert not out
    assert not list(tmp_path.iterdir())


def test_an_unknown_language_is_refused(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownLanguage):
        kg.network(language="fr")
    with pytest.raises(UnknownLanguage):
        kg.export(tmp_path / "network.gexf", language="fr")
    assert not list(tmp_path.iterdir())


def drawn(path: Path) -> bytes:
    """Return the columns of nodes and ties that a map's file draws."""
    text = path.read_text(encoding="utf-8")
    found = re.search(r'id="netmap-data"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found
    return base64.b64decode(json.loads(found[1])["columns"])


def test_the_map_draws_isolated_organisations_on_request(
    kg: KnowledgeGraph, curated_home: Home, tmp_path: Path
) -> None:
    whole, tied = tmp_path / "whole.html", tmp_path / "tied.html"
    assert command(curated_home, "map", "--out", whole, "--isolated") == 0
    assert command(curated_home, "map", "--out", tied) == 0
    assert kg.map(tmp_path / "python.html", isolated=True).read_bytes() == whole.read_bytes()
    alone = set(nx.isolates(kg.network(isolated=True).to_networkx()))
    assert alone
    assert all(iri.removeprefix(BASE).encode() in drawn(whole) for iri in alone)
    assert not any(iri.removeprefix(BASE).encode() + b'"' in drawn(tied) for iri in alone)
