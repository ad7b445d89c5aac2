"""Every page of a server before an engine is the page of a server with the snapshot itself."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from starlette.routing import Match, Route
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.snapshot import Snapshot
from techland.indexing import index_endpoint
from techland.ontology.terms import BASE
from techland.queries.evaluation import QueryProcesses
from techland.remote import open_engine
from techland.server.app import create_app, routes
from tests.remote.virtuoso import Virtuoso, free_port

# Read from the engine alone.
PAGES = """
/queries /queries/signatories /queries/agreements /disputes /ontology /agreement/mou-2021
/theme/hydrogen /event/dse-2024 /activity/mind /correction?thing=https://w3id.org/techland/agreement/mou-2021
/correction.txt?thing=https://w3id.org/techland/agreement/mou-2021
/.well-known/sparql-examples /api/signatories
/api/launch?event=rocket-end /problem/endpoint-busy /cite/techland.bib /cite/CITATION.cff
/reconcile /sources
/api /query
/sparql?query=ASK%20%7B%20%3Fs%20a%20tl%3AAgreement%20%7D
/.well-known/sparql-examples/signatories
/disputes/disagreements.csv /disputes/one-publisher.csv /disputes/confirmations.csv
/api/openapi.json /api/editor/citation?query=signatories
/reconcile/suggest/type?prefix=org /reconcile/properties?type=organisation
/reconcile/suggest/property?prefix=co
/static/map/ground.json /reconcile/view?id=organisation/oost-nl
/reconcile/preview?id=organisation/oost-nl
"""
# Made from the sidecar too.
WITH_SIDECAR = """
/ /map /map?theme=hydrogen /search?q=twente /api/search?q=twente /organisation/oost-nl
/organisation/oost-nl.ttl /api/map /api/network /api/network/ei-index /api/network/betweenness
/api/network/report /api/network/time /download/techland.gexf /download/techland.graphml
/download/map.svg /download/map.html /download/map.gexf /theme/batteries /place/enschede
/api/network/bundle /api/network/sensitivity /api/map/backbone /api/complete?q=twen
/api/map/node?id=organisation/oost-nl /api/map/measure/betweenness
/api/map/tie?id=organisation/oost-nl~organisation/university-of-twente
/reconcile/suggest/entity?prefix=twen
"""
# Made of all statements.
OF_STATEMENTS = """
/download/techland.ttl /download/techland.nq /graphs/facts /graphs?default
/.well-known/void /dataset
/api/editor/words /diff?from=active&to=active /diff.md?from=active&to=active
"""
# Sent, and what is sent.
POSTED = {
    "/api/editor/check": b"SELECT ?s { ?s a tl:Agreement ",
    "/api/editor/names": json.dumps(
        [f"{BASE}{path}" for path in ("agreement/mou-2021", "place/enschede", "theme/no-such")]
    ).encode(),
}
# Of what this machine keeps, and compared elsewhere: a deposit in test_functions.py.
OTHERS = ("/dataset/{version}", "/download/techland-deposit.zip")


def client_of(snapshot: Snapshot, evaluator: object) -> TestClient:
    app = create_app(snapshot, evaluator)
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


@pytest.fixture(scope="module")
def embedded(curated_snapshot: Snapshot) -> Iterator[TestClient]:
    with (
        QueryProcesses(curated_snapshot.quads_path) as processes,
        client_of(curated_snapshot, processes) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def bare(virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server before the engine, on a machine where nothing was indexed."""
    with client_of(*open_engine(virtuoso.address, Home(tmp_path_factory.mktemp("bare")))) as client:
        yield client


@pytest.fixture(scope="module")
def indexed(virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same after `techland index`."""
    home = Home(tmp_path_factory.mktemp("indexed"))
    index_endpoint(virtuoso.address, home, whole=True)
    with client_of(*open_engine(virtuoso.address, home)) as client:
        yield client
    shutil.rmtree(home.root)


def shown(client: TestClient, path: str) -> tuple[int, str | bytes]:
    """Return the status and the content of a page, without what is new in each answer."""
    answer = client.get(path, headers={"Accept": "text/html, */*"})
    if "zip" in answer.headers.get("content-type", ""):
        return answer.status_code, answer.headers["content-type"]
    return answer.status_code, re.sub(r"\d\d:\d\d:\d\d|\"nonce\": \"[^\"]*\"", "", answer.text)


def route_of(address: str, method: str, known: list[Route]) -> str:
    scope = {"type": "http", "path": urlsplit(address).path, "method": method, "headers": []}
    return next(route.path for route in known if route.matches(scope)[0] is Match.FULL)


def test_no_route_is_left_out() -> None:
    """Each has an address above; those of reconciliation have others for each language."""
    known = [one for one in routes() if isinstance(one, Route)]
    shown = set()
    for address in (PAGES + WITH_SIDECAR + OF_STATEMENTS).split():
        shown.add(route_of(address, "GET", known))
    shown |= {route_of(path, "POST", known) for path in POSTED}
    left = {one.path for one in known} - shown - set(OTHERS)
    assert not {path for path in left if not re.match(r"/reconcile/(nl|de|en)\b", path)}
    assert shown.isdisjoint(OTHERS)


@pytest.mark.soak
@pytest.mark.parametrize("path", PAGES.split())
def test_a_page_of_statements(path: str, embedded: TestClient, bare: TestClient) -> None:
    expected = shown(embedded, path)
    assert expected[0] < HTTPStatus.BAD_REQUEST, "no errors are compared here"
    assert shown(bare, path) == expected


@pytest.mark.parametrize("path", POSTED)
def test_what_is_sent_is_answered_alike(path: str, embedded: TestClient, bare: TestClient) -> None:
    told = [client.post(path, content=POSTED[path]) for client in (bare, embedded)]
    assert told[0].status_code == 200
    assert told[0].json() == told[1].json()


@pytest.mark.soak
@pytest.mark.parametrize("path", WITH_SIDECAR.split())
def test_a_page_of_the_sidecar(path: str, embedded: TestClient, indexed: TestClient) -> None:
    expected = shown(embedded, path)
    assert expected[0] < HTTPStatus.BAD_REQUEST, "no errors are compared here"
    assert shown(indexed, path) == expected


@pytest.mark.parametrize("path", ["/map", "/search?q=twente", "/api/network"])
def test_without_the_sidecar_the_page_says_which_command_to_run(
    path: str, bare: TestClient, virtuoso: Virtuoso
) -> None:
    command = f"techland index --endpoint {virtuoso.address}"
    answer = bare.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert command in answer.text
    assert command in bare.get(path, headers={"Accept": "application/json"}).json()["hint"]


def test_a_page_of_the_engine_needs_no_sidecar(embedded: TestClient, bare: TestClient) -> None:
    assert shown(bare, "/agreement/mou-2021") == shown(embedded, "/agreement/mou-2021")


@pytest.mark.soak
@pytest.mark.parametrize("path", OF_STATEMENTS.split())
def test_a_page_of_whole_graphs(path: str, embedded: TestClient, indexed: TestClient) -> None:
    expected = shown(embedded, path)
    assert expected[0] < HTTPStatus.BAD_REQUEST, "no errors are compared here"
    assert shown(indexed, path) == expected


@pytest.mark.parametrize("path", OF_STATEMENTS.split())
def test_whole_graphs_are_not_made_of_parts(
    path: str, bare: TestClient, virtuoso: Virtuoso
) -> None:
    answer = bare.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert f"techland index --endpoint {virtuoso.address}" in answer.json()["hint"]


def test_an_engine_that_went_down_is_told_on_the_page(
    virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory
) -> None:
    held, engine = open_engine(virtuoso.address, Home(tmp_path_factory.mktemp("down")))
    address = f"http://127.0.0.1:{free_port()}/sparql"
    engine.client = EndpointClient(Endpoint.at(address))
    with client_of(held, engine) as client:
        page = client.get("/agreement/mou-2021", headers={"Accept": "text/html"})
        answer = client.get("/sparql?query=ASK%7B%7D", headers={"Accept": "application/json"})
    assert page.status_code == answer.status_code == 502
    assert f"{address} cannot be reached" in page.text
    assert f"{address} cannot be reached" in answer.json()["detail"]
