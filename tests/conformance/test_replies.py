"""The runner catches planted faults in replies: of the protocols, and of the description."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store, parse

from tests.conformance import description_tests, withdrawn_tests
from tests.conformance.exchanges import exchanges_of
from tests.conformance.http_tests import fault_of
from tests.conformance.manifests import Case, cases
from tests.conformance.running import RUN_OVER_HTTP
from tests.conformance.service import Reply, Service

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def suite() -> dict[str, Case]:
    return {case.name: case for case in cases()}


OK = Reply(200, {"content-type": "text/turtle; charset=utf-8", "location": "/graphs/1"}, b"")


def test_every_reply_that_is_not_the_described_one_is_caught(suite: dict[str, Case]) -> None:
    store_tests = [case for case in suite.values() if case.kind == "GraphStoreProtocolTest"]
    described = [
        exchange
        for case in store_tests
        if not withdrawn_tests.describes(case)
        for exchange in exchanges_of(case)
    ]
    with_content = [exchange for exchange in described if exchange.content]
    assert len(with_content) >= 13
    for exchange in with_content:
        right = replace(OK, content=exchange.content.encode())
        assert fault_of(exchange, right) == ""
        assert "status" in fault_of(exchange, replace(right, status=500))
        assert "instead of" in fault_of(exchange, replace(right, content=b""))
        assert "unreadable" in fault_of(exchange, replace(right, content=b"<html>"))
        html = {"content-type": "text/html"}
        assert "text/html" in fault_of(exchange, replace(right, headers=html))
    created = next(exchange for exchange in described if exchange.location)
    assert fault_of(created, replace(OK, status=201)) == ""
    assert fault_of(created, Reply(201, {}, b"")) == "no Location"


class _Yes(BaseHTTPRequestHandler):
    """A server that says yes to everything."""

    protocol_version = "HTTP/1.1"
    content = b'{"head": {}, "boolean": true}'

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(self.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = _answer  # noqa: N815 (http.server calls them)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def yes_server() -> Iterator[Service]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Yes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        service = Service(f"http://127.0.0.1:{server.server_address[1]}")
        yield service
        service.close()
        server.shutdown()


def test_a_server_that_says_yes_to_everything_passes_no_test_that_tells(
    suite: dict[str, Case],
) -> None:
    with yes_server() as service:
        verdicts = {
            name: RUN_OVER_HTTP[case.kind](case, service)
            for name, case in suite.items()
            if case.kind in RUN_OVER_HTTP and not withdrawn_tests.describes(case)
        }
    passed = {name for name, verdict in verdicts.items() if verdict.passed}
    assert not any("/bad_" in name for name in passed), "400 was due"
    # What only wants an ASK to be true, anyone can say.
    assert not any(name.startswith("sparql11/graph-store-protocol") for name in passed)
    assert not any(name.startswith("sparql11/service-description") for name in passed)
    assert "sparql11/protocol/query_content_type_select" not in passed
    assert "sparql11/protocol/query_content_type_construct" not in passed


DESCRIBED = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
[] a sd:Service ; sd:endpoint <http://e/sparql> ; sd:supportedLanguage sd:SPARQL11Query ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("a sd:Service", "a sd:Server"),
        ("sd:supportedLanguage sd:SPARQL11Query", 'sd:supportedLanguage "SPARQL"'),
        ("sd:defaultGraph [ a sd:Graph ]", "sd:defaultGraph [ a sd:Dataset ]"),
        ("sd:defaultDataset", "sd:dataset"),
    ],
)
def test_a_wrong_service_description_is_caught(right: str, wrong: str) -> None:
    def fault(turtle: str) -> str:
        store = Store()
        store.extend(parse(turtle, RdfFormat.TURTLE))
        return description_tests.CHECKS["conforms-to-schema"](store, "http://e/sparql")

    assert fault(DESCRIBED) == ""
    assert fault(DESCRIBED.replace(right, wrong)) != ""
