"""A client that wants much at once: others are answered, and the server's memory is not filled."""

from __future__ import annotations

import json
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import quote, urlencode

import pytest

from techland.graph.home import Home
from techland.graph.identity.candidates import CandidateFinder
from techland.graph.identity.names import normalise
from techland.server import recall, whole_answers
from techland.server.addresses import address_of, shorten
from techland.server.pages import sparql_form
from tests.server.conftest import TestClient
from tests.server.live import RUNAWAY, LiveServer, serving

TIES = "SELECT ?source ?target { ?source ?p ?x . ?y ?q ?target }"
# More than a server has threads for its pages.
MANY = 45


@pytest.fixture(scope="module")
def live(curated_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    log = tmp_path_factory.mktemp("greedy") / "log"
    with serving(curated_home.root, log, TECHLAND_QUERY_SECONDS="90") as server:
        yield server


def request_of(address: str) -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


@pytest.mark.soak
@pytest.mark.parametrize("address", ["/map", "/download/techland.csv"])
def test_slow_queries_of_many_do_not_keep_pages_waiting(live: LiveServer, address: str) -> None:
    with ExitStack() as lines:
        slow = [lines.enter_context(live.connect()) for _ in range(MANY)]
        for number, line in enumerate(slow):
            # Each another, so that none waits for the answer of another.
            query = quote(f"{RUNAWAY} # {number}")
            line.sendall(request_of(f"{address}?query={query}"))
        for page in "/static/pages/page.css", "/organisation/saxion":
            assert live.exchange(request_of(page), 60).startswith(b"HTTP/1.1 200")
        assert not [line for line in slow if is_answered(line)], "one was answered before a page"


def is_answered(line: socket.socket) -> bool:
    line.setblocking(False)
    try:
        return bool(line.recv(1))
    except BlockingIOError:
        return False


@pytest.mark.parametrize("address", ["/api/network", "/map", "/api/map", "/api/map/measure/degree"])
def test_more_ties_than_can_be_held_are_refused(
    client: TestClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_answers, "MOST_BYTES", 2**20)
    answer = client.get(address, params={"query": TIES})
    assert answer.status_code == 422
    told = answer.json()
    assert told["detail"] == "the answer is larger than 1 MiB"
    assert "LIMIT" in told["hint"]


def test_a_page_does_not_show_more_than_a_browser_bears(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql_form, "MOST_BYTES", 2**20)
    texts = f'SELECT ("{"long " * 2000}" AS ?text) {{ ?s a ?class }}'
    answer = reader.post("/sparql", data={"query": texts})
    assert answer.status_code == 422
    assert "the answer is larger than 1 MiB" in answer.text
    assert reader.post("/sparql", data={"query": f"{texts} LIMIT 3"}).status_code == 200


@pytest.mark.parametrize("function", [address_of, shorten])
def test_long_iris_are_not_remembered(function: Callable[[str], object]) -> None:
    for length, kept in (10, True), (10_000, False):
        iri = f"https://example.org/{secrets.token_hex(length)}"
        before = sys.getrefcount(iri)
        function(iri)
        assert (sys.getrefcount(iri) > before) == kept


def test_names_that_clients_send_are_not_remembered() -> None:
    finder = CandidateFinder([("x:saxion", "Saxion University of Applied Sciences")])
    before = normalise.cache_info().currsize
    names = [f"{secrets.token_hex(8)} ({secrets.token_hex(8)} {secrets.token_hex(8)})"]
    assert not finder.find(names[0])
    assert normalise.cache_info().currsize == before


def test_a_name_is_taken_apart_alike_whether_remembered_or_not(client: TestClient) -> None:
    queries = {"q": {"query": "Saxion University of Applied Sciences"}}
    told = client.get(f"/reconcile?{urlencode({'queries': json.dumps(queries)})}").json()
    assert told["q"]["result"][0]["id"] == "organisation/saxion"


def test_kept_answers_count_the_fields_of_their_requests() -> None:
    def size(fields: int) -> int:
        kept = recall.Recall(lambda *_: None)  # type: ignore[arg-type,return-value]  # never called
        headers = [(b"x%d" % number, b"y") for number in range(fields)]
        kept._keep((b"query=x", "http", *headers), {}, {"body": b""})
        return kept._bytes

    held = sys.getsizeof((b"x100", b"y")) + sys.getsizeof(b"x100") + sys.getsizeof(b"y")
    assert size(200) - size(0) >= 200 * held
