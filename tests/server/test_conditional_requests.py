"""Validators: which answers have one, what changes it, and 304 to a client that has the answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.limits import Limits
from techland.server.app import create_app
from tests.server.conftest import BROWSER, TestClient, ask_as
from tests.server.test_sparql_protocol import CONSTRUCT, SIGNED

G = "https://w3id.org/techland/graph/"
CHANGING = [
    "SELECT (NOW() AS ?t) {}",
    "SELECT (RAND() AS ?t) {}",
    "SELECT (UUID() AS ?t) {}",
    "SELECT (STRUUID() AS ?t) {}",
    "SELECT (BNODE() AS ?t) {}",
    "CONSTRUCT { [] ?p ?o } WHERE { <https://w3id.org/techland/graph/facts> ?p ?o }",
]
ADDRESSES = [
    f"/sparql?query={quote(CONSTRUCT)}",
    f"/sparql?query={quote(SIGNED)}&format=csv",
    "/sparql",
    "/graphs/identity",
    "/graphs?default",
    "/.well-known/sparql-examples",
    "/.well-known/sparql-examples/signatories",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_answer_gets_304_and_no_body(client: TestClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["etag"]
    assert first.status_code == 200
    assert tag.startswith('"'), "a strong validator"
    assert first.headers["cache-control"] == "public, no-cache"
    for told in (tag, f'"other", {tag}', f"W/{tag}"):
        again = client.get(address, headers={"If-None-Match": told})
        assert again.status_code == 304
        assert again.content == b""
        for name in ("etag", "cache-control", "vary"):
            assert again.headers[name] == first.headers[name]
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
    assert other.content == first.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_tells_what_get_tells(client: TestClient, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    names = {"etag", "content-type", "vary", "cache-control", "content-disposition"}
    assert {n: head.headers.get(n) for n in names} == {n: get.headers.get(n) for n in names}
    assert client.head(address, headers={"If-None-Match": get.headers["etag"]}).status_code == 304


def test_head_of_a_wrong_query_is_told(client: TestClient) -> None:
    assert client.head("/sparql", params={"query": "SELECT * { ?s ?p }"}).status_code == 400


@pytest.mark.parametrize("query", CHANGING)
def test_what_changes_has_no_validator(client: TestClient, query: str) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_everything_that_the_bytes_rest_on_changes_the_validator(client: TestClient) -> None:
    def tag(coding: str = "identity", accept: str = "*/*", **params: str) -> str:
        headers = {"Accept": accept, "Accept-Encoding": coding}
        answer = client.get("/sparql", params={"query": SIGNED} | params, headers=headers)
        assert answer.status_code == 200
        return answer.headers["etag"]

    graph = {"default-graph-uri": f"{G}facts"}
    tags = [
        tag(),
        tag(query=f"{SIGNED} "),
        tag(accept="text/csv"),
        tag(accept="application/json"),
        tag(coding="gzip"),
        tag(coding="zstd"),
        tag(**graph),
        tag(**{"named-graph-uri": f"{G}facts"}),
        tag(**{"default-graph-uri": f"{G}claims"}),
    ]
    assert len(set(tags)) == len(tags)
    assert tag() == tags[0]
    assert tag(**graph) == tags[6]


@pytest.fixture
def other_limits(curated_snapshot: Snapshot) -> Iterator[TestClient]:
    with (
        QueryProcesses(curated_snapshot.quads_path, Limits(seconds=7)) as processes,
        ask_as(create_app(curated_snapshot, processes)) as client,
    ):
        yield client


def test_limits_and_software_change_the_validator(
    client: TestClient, other_limits: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/sparql?query={quote(SIGNED)}"
    tag = client.get(address).headers["etag"]
    assert other_limits.get(address).headers["etag"] != tag
    monkeypatch.setattr("techland.server.validators.software_version", lambda: "another")
    assert client.get(address).headers["etag"] != tag


def test_another_version_changes_the_validator(
    client: TestClient, curated_snapshot: Snapshot, processes: QueryProcesses, tmp_path: Path
) -> None:
    other = Snapshot(Path(shutil.copytree(curated_snapshot.directory, tmp_path / ("0" * 64))))
    with ask_as(create_app(other, processes)) as another:
        for address in ADDRESSES[:5]:
            tags = {asked.get(address).headers["etag"] for asked in (client, another)}
            assert len(tags) == 2, address


def test_a_post_has_no_validator_and_its_answer_is_whole(client: TestClient) -> None:
    tag = client.get("/sparql", params={"query": SIGNED}).headers["etag"]
    answer = client.post("/sparql", data={"query": SIGNED}, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "etag" not in answer.headers


ORIGIN = {"Origin": "https://example.org"}


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/graphs/nothing", "/sparql?query=ASK", "/organisation/oost-nl"]
)
def test_any_origin_may_read_without_credentials(client: TestClient, address: str) -> None:
    headers = client.get(address, headers=ORIGIN).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    exposed = {name.strip().lower() for name in headers["access-control-expose-headers"].split(",")}
    assert {"etag", "retry-after", "content-disposition", "techland-unknown-graphs"} <= exposed


def test_a_preflight_allows_queries_and_no_writing(client: TestClient) -> None:
    def preflight(address: str, method: str) -> int:
        wanted = {
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type, accept",
        }
        answer = client.options(address, headers=ORIGIN | wanted)
        if answer.status_code == 200:
            assert answer.headers["access-control-allow-origin"] == "*"
            assert "content-type" in answer.headers["access-control-allow-headers"]
            assert method in answer.headers["access-control-allow-methods"]
        return answer.status_code

    assert [preflight("/sparql", method) for method in ("GET", "POST")] == [200, 200]
    assert [preflight("/graphs/facts", method) for method in ("PUT", "DELETE")] == [400, 400]


@pytest.mark.parametrize(
    ("address", "methods"),
    [("/sparql", "GET, HEAD, POST, OPTIONS"), ("/graphs/facts", "GET, HEAD, OPTIONS")],
)
def test_options_names_the_methods(client: TestClient, address: str, methods: str) -> None:
    answer = client.options(address)
    assert answer.status_code == 204
    assert answer.headers["allow"] == methods


def test_a_page_is_never_taken_for_an_answer(client: TestClient) -> None:
    address = f"/sparql?query={quote(SIGNED)}"
    page = client.get(address, headers={"Accept": BROWSER})
    assert page.headers["content-type"].startswith("text/html")
    assert "accept" in page.headers["vary"].lower()
    assert "etag" not in page.headers
