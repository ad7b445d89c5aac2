"""The Graph Store Protocol over a published snapshot: reading whole graphs, refusing to write."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, parse

from techland.graph.iris import named_graph
from tests.server.conftest import BROWSER, TestClient
from tests.server.pages import Page

G = "https://w3id.org/techland/graph/"
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


def triples(quads: Any) -> set[Triple]:
    return {quad.triple for quad in quads}


@pytest.fixture(scope="module")
def identity(curated_store: Store) -> set[Triple]:
    found = curated_store.quads_for_pattern(None, None, None, named_graph("identity"))
    held = triples(found)
    assert held
    return held


def read(answer: Any) -> set[Triple]:
    assert answer.status_code == 200, answer.text
    media_type = answer.headers["content-type"].partition(";")[0]
    quads: list[Quad] = list(parse(io.BytesIO(answer.content), FORMATS[media_type]))
    assert {quad.graph_name for quad in quads} == {DefaultGraph()}, "a graph, without its name"
    return triples(quads)


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize(
    "address",
    [
        "/graphs/identity",
        f"/graphs?graph={quote(G, safe='')}identity",
        f"/graphs?graph={G}identity",
    ],
)
def test_a_graph_comes_whole_in_every_serialisation(
    client: TestClient, media_type: str, address: str, identity: set[Triple]
) -> None:
    plain = {"Accept": media_type, "Accept-Encoding": "identity"}
    answer = client.get(address, headers=plain)
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert read(answer) == identity
    assert read(client.get(address, headers={"Accept": media_type})) == identity
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize("address", ["/graphs?default", "/graphs?default=", "/graphs/?default"])
def test_the_default_graph_comes_whole(
    client: TestClient, address: str, curated_store: Store
) -> None:
    answer = client.get(address, headers={"Accept": "application/n-triples"})
    held = triples(curated_store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert read(answer) == held


def test_every_named_graph_of_the_description_can_be_read(
    client: TestClient, curated_store: Store
) -> None:
    for graph in curated_store.named_graphs():
        answer = client.get("/graphs", params={"graph": graph.value, "format": "nt"})
        held = triples(curated_store.quads_for_pattern(None, None, None, graph))
        assert read(answer) == held


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (("GET", "/graphs"), 400),
        (("GET", "/graphs?default&default"), 400),
        (("GET", f"/graphs?default&graph={G}facts"), 400),
        (("GET", f"/graphs?graph={G}facts&graph={G}claims"), 400),
        (("GET", f"/graphs/facts?graph={G}facts"), 400),
        (("GET", "/graphs?graph=facts"), 400),
        (("GET", "/graphs?graph="), 400),
        (("GET", "/graphs?graph=%ff"), 400),
        (("GET", "/graphs/nothing"), 404),
        (("GET", "/graphs/default"), 404),
        (("HEAD", "/graphs/nothing"), 404),
        (("GET", "/graphs?graph=https://example.org/"), 404),
        (("GET", "/graphs/identity?format=word"), 406),
        (("GET", f"/graphs/{'x' * 40_000}"), 414),
        (("PUT", "/graphs/identity"), 405),
        (("POST", "/graphs"), 405),
        (("DELETE", "/graphs?default"), 405),
        (("PATCH", "/graphs/identity"), 405),
    ],
)
def test_what_cannot_be_is_a_problem(
    client: TestClient, sent: tuple[str, str], status: int
) -> None:
    answer = client.request(*sent)
    assert answer.status_code == status
    if sent[0] != "HEAD":
        assert answer.json()["status"] == status
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
        assert "read-only" in answer.json()["hint"]


def test_an_unacceptable_serialisation_is_406(client: TestClient) -> None:
    answer = client.get("/graphs/identity", headers={"Accept": "image/png, text/csv"})
    assert answer.status_code == 406
    assert set(answer.json()["offered"]) == set(FORMATS)


def test_an_unknown_graph_names_those_there_are(client: TestClient) -> None:
    told = client.get("/graphs/fact").json()
    assert "facts" in told["known"]
    assert "'facts'" in told["hint"]


def test_a_person_gets_turtle_and_pages_of_faults(client: TestClient) -> None:
    found = client.get("/graphs/identity", headers={"Accept": BROWSER})
    assert found.headers["content-type"] == "text/turtle; charset=utf-8"
    fault = client.get("/graphs/nothing", headers={"Accept": BROWSER})
    assert fault.status_code == 404
    assert "no graph named 'nothing'" in Page(fault.text).text
