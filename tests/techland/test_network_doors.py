"""The network through Python, the command line and the server: one file, isolated or not."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

from techland.cli import main
from techland.graph.errors import UnknownLanguage
from techland.graph.home import Home
from techland.graph.network_errors import NoNetworkFormat
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import KnowledgeGraph, open_graph
from techland.ontology.terms import BASE
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app

ENSCHEDE = "https://w3id.org/techland/organisation/gemeente-enschede"


@pytest.fixture(scope="module")
def kg(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with open_graph(curated_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(curated_snapshot: Snapshot) -> Iterator[TestClient]:
    app = create_app(curated_snapshot, QueryProcesses(curated_snapshot.quads_path))
    with TestClient(app, base_url="http://localhost") as opened:
        yield opened


def command(home: Home, *arguments: str | Path) -> int | str | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHLAND_HOME", str(home.root))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
    return ended.value.code


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


def test_the_map_draws_isolated_organisations_on_request(
    kg: KnowledgeGraph, curated_home: Home, tmp_path: Path
) -> None:
    whole, tied = tmp_path / "whole.html", tmp_path / "tied.html"
    assert command(curated_home, "map", "--out", whole, "--isolated") == 0
    assert command(curated_home, "map", "--out", tied) == 0
    assert kg.map(tmp_path / "python.html", isolated=True).read_bytes() == whole.read_bytes()
    alone = set(nx.isolates(kg.network(isolated=True).to_networkx()))
    assert alone
    assert all(iri.removeprefix(BASE) in whole.read_text(encoding="utf-8") for iri in alone)
    assert not all(iri.removeprefix(BASE) in tied.read_text(encoding="utf-8") for iri in alone)
