"""The graph and the network as files."""

from __future__ import annotations

import csv
import io
import re

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


def test_the_start_page_tells_the_exact_size_of_every_file(client: TestClient) -> None:
    sizes = client.app.state.sizes  # type: ignore[attr-defined]  # a Starlette application
    sizes.measure()
    assert sizes.wait(240)
    page = client.get("/", headers={"Accept": "text/html"}).text
    table = page.partition('<table class="counts exports">')[2].partition("</table>")[0]
    files = dict.fromkeys(re.findall(r'href="/download/(techland\.[\w.]+)"', table))
    assert len(files) >= 26
    for name in files:
        answer = client.get(f"/download/{name}", headers={"Accept-Encoding": "identity"})
        told = f"{len(answer.content):,} bytes"
        assert told in table, (name, told)


def test_a_size_that_is_not_known_is_told_so(client: TestClient) -> None:
    sizes = client.app.state.sizes  # type: ignore[attr-defined]  # a Starlette application
    assert sizes.wait(240)
    known = dict(sizes._sizes)
    sizes._sizes.clear()
    try:
        assert "size not known yet" in client.get("/", headers={"Accept": "text/html"}).text
    finally:
        sizes._sizes.update(known)


@pytest.mark.parametrize("name", ["techland.bib", "techland.ris", "CITATION.cff"])
def test_the_citation_comes_for_reference_managers(
    client: TestClient, curated_snapshot: Snapshot, name: str
) -> None:
    answer = client.get(f"/cite/{name}")
    assert answer.status_code == 200
    assert curated_snapshot.version in answer.text
    assert client.get("/cite/techland.doc").status_code == 404
