"""One core behind three doors: every query of the catalogue answers the same in each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from techland.cli import main
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import KnowledgeGraph, open_graph
from techland.queries.catalogue import catalogue
from techland.queries.evaluation import QueryProcesses
from techland.queries.solutions import Solutions
from techland.server.app import create_app

ORIGIN = "http://localhost"
Bindings = list[dict[str, Any]]

# The facts graph and the default graph both hold this triple.
IN_TWO_GRAPHS = """
PREFIX agreement: <https://w3id.org/techland/agreement/>
PREFIX tl: <https://w3id.org/techland/ontology#>
SELECT (COUNT(*) AS ?found) { agreement:mou-2021 tl:agreementKind ?kind . ?kind a ?class }
"""

# Both graphs hold each of these triples.
MERGED = """
PREFIX graph: <https://w3id.org/techland/graph/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT (COUNT(*) AS ?found) FROM graph:facts FROM graph:identity { ?one owl:sameAs ?other }
"""


@pytest.fixture(scope="module")
def kg(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with open_graph(curated_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(curated_snapshot: Snapshot) -> Iterator[TestClient]:
    app = create_app(curated_snapshot, QueryProcesses(curated_snapshot.quads_path))
    with TestClient(app, base_url=ORIGIN) as opened:
        yield opened


def by_python(kg: KnowledgeGraph, query: str) -> Bindings:
    answer = kg.query(query)
    assert isinstance(answer, Solutions)
    return [
        {name: _as_json(row[name]) for name in answer.variables if row[name] is not None}
        for row in answer
    ]


def _as_json(term: Any) -> dict[str, str]:
    if not hasattr(term, "datatype"):
        return {"type": "uri", "value": term.value}
    told = {"type": "literal", "value": term.value}
    if term.language:
        return told | {"xml:lang": term.language}
    if term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        told["datatype"] = term.datatype.value
    return told


def command(home: Home, *arguments: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHLAND_HOME", str(home.root))
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
    assert ended.value.code == 0


def by_command(home: Home, query: str, capfd: pytest.CaptureFixture[str]) -> Bindings:
    arguments = ["-e", query] if "{" in query else [query]
    command(home, "query", *arguments, "--format", "json")
    out, _ = capfd.readouterr()
    return json.loads(out)["results"]["bindings"]


def by_http(client: TestClient, query: str) -> Bindings:
    text = query if "{" in query else catalogue()[query].text
    accept = {"accept": "application/sparql-results+json"}
    answer = client.get("/sparql", params={"query": text}, headers=accept)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]["bindings"]


@pytest.mark.parametrize("name", list(catalogue()))
def test_catalogue_answers_the_same_through_every_door(
    name: str,
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    capfd: pytest.CaptureFixture[str],
) -> None:
    python = by_python(kg, name)
    # What asks imported data has an answer once something was imported.
    assert python or name.startswith("imported-"), "a query of the catalogue has an answer"
    assert by_command(curated_home, name, capfd) == python
    assert by_http(client, name) == python


def test_one_triple_in_two_graphs_counts_once_through_every_door(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    capfd: pytest.CaptureFixture[str],
) -> None:
    lines = kg.snapshot.quads_path.read_text(encoding="utf-8").splitlines()
    kind = "<https://w3id.org/techland/ontology#agreementKind>"
    mine = [
        x for x in lines if x.startswith("<https://w3id.org/techland/agreement/mou-2021> " + kind)
    ]
    assert len(mine) == 2, "the same triple stands in the default graph and in the facts graph"
    for answer in (
        by_python(kg, IN_TWO_GRAPHS),
        by_command(curated_home, IN_TWO_GRAPHS, capfd),
        by_http(client, IN_TWO_GRAPHS),
    ):
        assert [row["found"]["value"] for row in answer] == ["1"]


def test_two_graphs_of_from_are_merged_through_every_door(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    capfd: pytest.CaptureFixture[str],
) -> None:
    lines = kg.snapshot.quads_path.read_text(encoding="utf-8").splitlines()
    same = [line.rsplit(" ", 2)[:2] for line in lines if "owl#sameAs> " in line]
    held = {g: [t for t, name in same if name.endswith(f"/{g}>")] for g in ("facts", "identity")}
    assert held["identity"], "there are triples in the graph of identities"
    assert held["facts"] == held["identity"], "and each stands in the facts graph, too"
    for answer in (
        by_python(kg, MERGED),
        by_command(curated_home, MERGED, capfd),
        by_http(client, MERGED),
    ):
        assert [row["found"]["value"] for row in answer] == [str(len(held["facts"]))]


def test_export_is_the_same_through_every_door(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    tmp_path: Path,
) -> None:
    for suffix in ("ttl", "nt", "jsonld", "nq", "csv"):
        python = kg.export(tmp_path / f"python.{suffix}").read_bytes()
        target = tmp_path / f"command.{suffix}"
        command(curated_home, "export", "--out", str(target))
        assert target.read_bytes() == python
        assert client.get(f"/download/techland.{suffix}").content == python
