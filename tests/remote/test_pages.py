"""Every page of a server before an engine is the page of a server with the snapshot itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.snapshot import Snapshot
from techland.indexing import index_endpoint
from techland.queries.evaluation import QueryProcesses
from techland.remote import open_engine
from techland.server.app import create_app
from tests.remote.virtuoso import Virtuoso, free_port

# Read from the engine alone.
PAGES = """
/queries /queries/signatories /queries/agreements /disputes /ontology /agreement/mou-2021
/theme/hydrogen /event/dse-2024 /activity/mind /graphs /correction /disputes/disputes.csv
/queries/launch.csv /.well-known/sparql-examples /openapi.json /api/queries
/api/queries/signatories /problem/endpoint-busy /cite/bibtex /reconcile
"""
# Made from the sidecar too.
WITH_SIDECAR = """
/ /map /map?theme=hydrogen /search?q=twente /api/search?q=twente /organisation/oost-nl
/organisation/oost-nl.ttl /api/map /api/network /api/network/ei-index /api/network/betweenness
/api/network/report /api/network/time /download/techland.gexf /download/techland.graphml
/download/map.svg /download/map.html /download/map.gexf /theme/batteries /place/enschede
/api/network/bundle /api/network/sensitivity
"""
# Made of all statements.
OF_STATEMENTS = "/download/techland.ttl /download/techland.nq /graphs/facts /.well-known/void"


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
    return answer.status_code, re.sub(r"\d\d:\d\d:\d\d", "", answer.text)


@pytest.mark.soak
@pytest.mark.parametrize("path", PAGES.split())
def test_a_page_of_statements(path: str, embedded: TestClient, bare: TestClient) -> None:
    assert shown(bare, path) == shown(embedded, path)


@pytest.mark.soak
@pytest.mark.parametrize("path", WITH_SIDECAR.split())
def test_a_page_of_the_sidecar(path: str, embedded: TestClient, indexed: TestClient) -> None:
    assert shown(indexed, path) == shown(embedded, path)


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
    assert shown(indexed, path) == shown(embedded, path)


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
