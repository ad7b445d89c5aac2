"""The graph and the network as files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import pytest
import yaml
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse
from starlette.applications import Starlette

from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import InProcess
from techland.server.export_sizes import ExportSizes
from techland.server.pages.export_table import export_rows
from techland.server.publication import Publication
from techland.viz.reader import Reader
from tests.server.conftest import TestClient
from tests.server.pages import Page


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


@pytest.mark.parametrize("entity", ["a/<b>", "a/b\x00", "https://w3id.org/a>b", "http://", "/"])
def test_what_is_no_iri_names_no_thing(client: TestClient, entity: str) -> None:
    answer = client.get("/download/techland.csv", params={"entity": entity})
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/unknown-entity")


def test_the_network_comes_for_other_programs(client: TestClient) -> None:
    gexf = nx.read_gexf(io.BytesIO(client.get("/download/techland.gexf").content))
    graphml = nx.read_graphml(io.BytesIO(client.get("/download/techland.graphml").content))
    assert len(gexf) == len(graphml) > 100
    assert gexf.size() == graphml.size() > 500
    isolated = client.get("/download/techland.gexf", params={"isolated": "1"})
    assert len(nx.read_gexf(io.BytesIO(isolated.content))) == 222


def test_the_map_comes_as_a_file(client: TestClient) -> None:
    answer = client.get("/download/map.html?lang=nl")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert '<html lang="nl">' in answer.text


@pytest.mark.soak
def test_every_size_on_the_start_page_is_that_of_the_file_sent(
    application: Starlette, reader: TestClient, client: TestClient
) -> None:
    sizes = application.state.sizes
    sizes.measure()
    assert sizes.wait(200)
    rows = export_rows(application.state.publication, sizes, Reader("en"))
    text = Page(reader.get("/?lang=en").text).text
    assert "not known yet" not in text
    offers = [offer for row in rows for offer in (row.plain, *row.packed)]
    assert len(offers) == 28
    for offer in offers:
        answer = client.get(f"/download/techland.{offer.suffix}")
        assert len(answer.content) == offer.size, offer.suffix
        assert f"{offer.size:,} bytes" in text


def test_a_size_that_is_not_known_is_said_to_be(curated_snapshot: Snapshot) -> None:
    publication = Publication(curated_snapshot, InProcess(curated_snapshot.quads_path))
    sizes = ExportSizes(publication)
    sizes._sizes.clear()  # as on the first day of a version
    rows = export_rows(publication, sizes, Reader("en"))
    assert {row.plain.size for row in rows} == {None}
    sizes.note("ttl", 7)
    assert sizes.of("ttl") == 7


def test_counts_on_the_start_page_are_those_of_the_files(
    application: Starlette, client: TestClient, curated_store: Store
) -> None:
    rows = export_rows(application.state.publication, application.state.sizes, Reader("en"))
    counts = {row.plain.suffix: dict(row.counts) for row in rows}
    assert counts["nq"]["quads"] == len(curated_store)
    lines = client.get("/download/techland.nt").content.count(b"\n")
    assert counts["nt"]["triples"] == counts["csv"]["rows"] == lines
    gexf = nx.read_gexf(io.BytesIO(client.get("/download/techland.gexf").content))
    assert counts["gexf"] == {"nodes": len(gexf), "ties": gexf.size()}


def test_the_citation_comes_for_reference_managers(
    client: TestClient, reader: TestClient, curated_snapshot: Snapshot, deposit: Path
) -> None:
    version = curated_snapshot.version
    links = Page(reader.get("/").text).attributes("a", "href")
    for name in ("techland.bib", "techland.ris", "CITATION.cff"):
        assert f"/cite/{name}" in links
        answer = client.get(f"/cite/{name}")
        assert version in answer.text
        assert name in answer.headers["content-disposition"]
    cff = yaml.safe_load(client.get("/cite/CITATION.cff").text)
    assert {"cff-version", "message", "title", "authors"} <= cff.keys()
    assert client.get("/cite/CITATION.cff").content == (deposit / "CITATION.cff").read_bytes()
    assert (cff["version"], cff["license"]) == (version, "CC-BY-4.0")
    ris = client.get("/cite/techland.ris").text.split("\r\n")
    assert ris[0] == "TY  - DATA"
    assert ris[-2:] == ["ER  - ", ""]
    assert client.get("/cite/other").status_code == 404
    assert version in reader.get("/").text
