"""The graph and the network as files."""

from __future__ import annotations

import csv
import io

import networkx as nx
import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from techland.graph.snapshot import Snapshot
from tests.server.conftest import TestClient


@pytest.mark.parametrize(
    ("suffix", "media_type", "kind"),
    [
        ("ttl", "text/turtle", RdfFormat.TURTLE),
        ("nt", "application/n-triples", RdfFormat.N_TRIPLES),
        ("jsonld", "application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_the_merged_graph_comes_whole(
    client: TestClient, curated_store: Store, suffix: str, media_type: str, kind: RdfFormat
) -> None:
    answer = client.get(f"/download/techland.{suffix}")
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert f'filename="techland.{suffix}"' in answer.headers["content-disposition"]
    found = {str(quad.triple) for quad in parse(answer.content, kind)}
    default = curated_store.quads_for_pattern(None, None, None, DefaultGraph())
    assert found == {str(quad.triple) for quad in default}


def test_n_quads_are_the_snapshot(client: TestClient, curated_snapshot: Snapshot) -> None:
    answer = client.get("/download/techland.nq")
    assert answer.content == curated_snapshot.quads_path.read_bytes()


def test_csv_holds_every_statement(client: TestClient, curated_store: Store) -> None:
    answer = client.get("/download/techland.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    default = curated_store.quads_for_pattern(None, None, None, DefaultGraph())
    assert len(rows) == sum(1 for _ in default)


def test_the_network_comes_for_other_programs(client: TestClient) -> None:
    gexf = nx.read_gexf(io.BytesIO(client.get("/download/techland.gexf").content))
    graphml = nx.read_graphml(io.BytesIO(client.get("/download/techland.graphml").content))
    assert len(gexf) == len(graphml) > 100
    assert gexf.size() == graphml.size() > 500
    isolated = client.get("/download/techland.gexf", params={"isolated": "1"})
    assert len(nx.read_gexf(io.BytesIO(isolated.content))) == 222


def test_the_map_comes_as_a_file(client: TestClient) -> None:
    answer = client.get("/download/techland-map.html?lang=nl")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert '<html lang="nl">' in answer.text
