"""The description of the dataset at its address, and the deposit as one archive."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Namespace

from techland.graph.description.dataset_iris import dataset_version
from techland.graph.snapshot import Snapshot
from techland.server.pages import deposit as page
from tests.server.conftest import TestClient

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SHAPES = Path(__file__).parents[1] / "graph" / "deposit" / "dcat_ap.ttl"
FORMS = [
    ("text/turtle", RdfFormat.TURTLE),
    ("application/ld+json", RdfFormat.JSON_LD),
    ("application/n-triples", RdfFormat.N_TRIPLES),
    ("application/rdf+xml", RdfFormat.RDF_XML),
]


@pytest.mark.parametrize(("media_type", "kind"), FORMS)
def test_every_form_of_the_description_tells_the_same(
    client: TestClient, media_type: str, kind: RdfFormat
) -> None:
    answer = client.get("/dataset", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]
    found = {str(quad) for quad in parse(answer.content, kind)}
    turtle = client.get(f"/dataset?format={RdfFormat.TURTLE.file_extension}")
    assert found == {str(quad) for quad in parse(turtle.content, RdfFormat.TURTLE)}


def test_the_description_passes_dcat_ap_and_its_downloads_are_there(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/dataset").text, format="turtle")
    conforms, _, told = validate(graph, shacl_graph=Graph().parse(SHAPES))
    assert conforms, told
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    endpoint = str(graph.value(service, DCAT.endpointURL))
    assert client.get(endpoint, params={"query": "ASK {}"}).status_code == 200
    files = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(files) == 8
    for file in files:
        answer = client.get(str(graph.value(file, DCAT.downloadURL)))
        assert answer.status_code == 200
        media_type = answer.headers["content-type"].partition(";")[0]
        assert str(graph.value(file, DCAT.mediaType)).endswith(media_type)
        assert graph.value(file, DCTERMS.license)


def test_a_version_is_described_at_its_address(
    client: TestClient, curated_snapshot: Snapshot
) -> None:
    path = f"/dataset/{curated_snapshot.version}"
    assert dataset_version(curated_snapshot.version).endswith(path)
    assert client.get(path).content == client.get("/dataset").content
    assert client.get("/dataset/" + "0" * 64).status_code == 410


@pytest.mark.soak
def test_the_archive_is_the_folder(client: TestClient, deposit: Path) -> None:
    answer = client.get("/download/techland-deposit.zip")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    files = (path for path in deposit.rglob("*") if path.is_file())
    assert held == {path.relative_to(deposit).as_posix(): path.read_bytes() for path in files}


def test_a_snapshot_too_large_to_wait_for_is_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LARGEST", 1)
    answer = client.get("/download/techland-deposit.zip")
    assert answer.status_code == 501
    assert "techland export --all" in answer.text
