"""Python, command line and HTTP give the same bytes of every part in every format, or one error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from techland.cli import main
from techland.graph.errors import TechlandError
from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import KnowledgeGraph, open_graph
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app

RDF = ("ttl", "trig", "nt", "nq", "jsonld", "rdf")
TABLES = ("csv", "tsv", "parquet", "xlsx")
SELECT = "SELECT ?s ?name { ?s a tl:Agreement ; rdfs:label ?name } ORDER BY ?s ?name"
CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?name } WHERE { ?s a tl:Agreement ; rdfs:label ?name }"
CASES = [
    *(({}, suffix) for suffix in (*RDF, *TABLES, "nq.gz", "ttl.zst")),
    *(({"graph": "facts"}, suffix) for suffix in (*RDF, *TABLES)),
    *(({"graph": "all"}, suffix) for suffix in ("trig", "nq", "jsonld", "csv")),
    *(({"graph": "claims", "rdf12": True}, suffix) for suffix in ("ttl", "trig", "nt", "nq")),
    *(({"entity": "oost-nl"}, suffix) for suffix in (*RDF, "csv", "xlsx")),
    *(({"query": CONSTRUCT}, suffix) for suffix in (*RDF, *TABLES)),
    *(({"query": SELECT}, suffix) for suffix in (*TABLES, "json", "xml")),
]
# The whole graph as rows; a smaller one as rows stays with the quick tests.
SLOW = [({}, "xlsx"), ({}, "parquet"), ({}, "tsv"), ({"graph": "all"}, "csv")]
# What is asked for, the status over HTTP, and the exit status of the command.
WRONG = [
    ({"graph": "fact"}, "ttl", 404, 1),
    ({"graph": "all"}, "ttl", 422, 2),
    ({"graph": "https://example.org/facts"}, "ttl", 404, 1),
    ({"graph": "claims", "rdf12": True}, "rdf", 422, 2),
    ({"graph": "facts", "query": SELECT}, "csv", 422, 2),
    ({"query": SELECT}, "ttl", 406, 4),
    ({"entity": "nothing-has-this-id"}, "ttl", 404, 1),
]


@pytest.fixture(scope="module")
def kg(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with open_graph(curated_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(curated_snapshot: Snapshot) -> Iterator[TestClient]:
    app = create_app(curated_snapshot, QueryProcesses(curated_snapshot.quads_path))
    with TestClient(app, base_url="http://localhost") as opened:
        yield opened


def command(home: Home, part: dict[str, str | bool], target: Path) -> int:
    arguments = ["export", "--out", str(target)]
    for name, value in part.items():
        arguments += [f"--{name}"] if value is True else [f"--{name}", str(value)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHLAND_HOME", str(home.root))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    return int(ended.value.code or 0)


def parameters(part: dict[str, str | bool]) -> dict[str, str]:
    return {name: "1" if value is True else str(value) for name, value in part.items()}


@pytest.mark.parametrize(
    ("part", "suffix"),
    [pytest.param(*x, marks=pytest.mark.soak) if x in SLOW else x for x in CASES],
    ids=str,
)
def test_the_doors_give_the_same_bytes(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    tmp_path: Path,
    part: dict[str, str | bool],
    suffix: str,
) -> None:
    python = kg.export(tmp_path / f"python.{suffix}", **part).read_bytes()
    target = tmp_path / f"command.{suffix}"
    assert command(curated_home, part, target) == 0
    assert target.read_bytes() == python
    answer = client.get(f"/download/techland.{suffix}", params=parameters(part))
    assert answer.status_code == 200
    assert answer.content == python


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_the_doors_tell_the_same_error(
    kg: KnowledgeGraph,
    client: TestClient,
    curated_home: Home,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    wrong: tuple[dict[str, str | bool], str, int, int],
) -> None:
    part, suffix, status, code = wrong
    target = tmp_path / f"file.{suffix}"
    with pytest.raises(TechlandError) as caught:
        kg.export(target, **part)
    assert command(curated_home, part, target) == code
    assert caught.value.message in capsys.readouterr().err
    answer = client.get(f"/download/techland.{suffix}", params=parameters(part))
    assert answer.status_code == status
    assert answer.json()["detail"] == caught.value.message
    assert list(tmp_path.iterdir()) == []
