"""What the limits of a query do over HTTP, on a real server and its raw bytes."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.queries.distinct import MOST_TRIPLES
from techland.queries.near.adjacency.sidecar import adjacency_folder
from tests.server.live import (
    ENDLESS,
    LIGHT,
    RUNAWAY,
    LiveServer,
    everything,
    get,
    light,
    processes_below,
    resident_bytes,
    seconds_of,
    serving,
)

LAST_CHUNK = b"0\r\n\r\n"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
JOINED = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a ?class . ?s ?p ?o }"
MADE = "CONSTRUCT { ?class <x:has> ?o } WHERE { ?s a ?class . ?s ?p ?o }"
MEBIBYTE = 2**20


@pytest.fixture(scope="module")
def live(curated_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    log = tmp_path_factory.mktemp("live") / "log"
    with serving(curated_home.root, log, TECHLAND_QUERY_SECONDS="3") as server:
        yield server


def until(holds: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def settled_bytes(live: LiveServer, snapshot: Snapshot) -> int:
    """Return the memory of a server that has ready what its first readers would wait for."""
    # It is made last, and takes memory of its own.
    assert until(adjacency_folder(snapshot).exists, 60)
    for address in ("organisation/saxion", "?lang=de", "?lang=nl", "api/search?q=saxion"):
        asked = f"GET /{address} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html, */*\r\n"
        request = f"{asked}Connection: close\r\n\r\n".encode()
        # The search index may be in the making.
        assert until(lambda request=request: b" 200 OK" in live.exchange(request), 60)
    found = [resident_bytes(live.pid)]

    def is_settled() -> bool:
        time.sleep(0.2)
        found.append(resident_bytes(live.pid))
        return abs(found[-1] - found[-2]) < MEBIBYTE

    until(is_settled)
    return found[-1]


def head_and_body(answer: bytes) -> tuple[str, bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.decode().lower(), body


def test_a_whole_answer_ends_as_a_whole_one(live: LiveServer) -> None:
    head, body = head_and_body(live.exchange(get("SELECT * { ?s ?p ?o }")))
    assert "200 ok" in head
    assert "transfer-encoding: chunked" in head
    assert body.endswith(LAST_CHUNK)


def test_an_answer_cut_by_its_deadline_has_no_last_chunk(live: LiveServer) -> None:
    head, body = head_and_body(live.exchange(get(ENDLESS, timeout="2")))
    assert "200 ok" in head
    assert "transfer-encoding: chunked" in head
    assert len(body) > MEBIBYTE
    assert not body.endswith(LAST_CHUNK)
    assert until(lambda: "an answer was cut" in live.words())
    assert "Traceback" not in live.words()


def test_http_1_0_gets_an_answer_with_its_length_or_none(live: LiveServer) -> None:
    head, body = head_and_body(live.exchange(get("SELECT * { ?s ?p ?o }", version="1.0")))
    assert "200 ok" in head
    assert f"content-length: {len(body)}\r\n" in f"{head}\r\n"
    assert len(body) > MEBIBYTE
    head, _ = head_and_body(live.exchange(get(ENDLESS, version="1.0", timeout="0.5")))
    assert "504 gateway" in head


def test_a_timeout_may_lower_the_limit_and_never_raise_it(live: LiveServer) -> None:
    for asked, seconds in ("0.5", 0.5), ("3600", 3):
        begun = time.monotonic()
        head, body = head_and_body(live.exchange(get(RUNAWAY, timeout=asked)))
        assert "504 gateway" in head
        assert f'"seconds":{seconds}' in body.decode()
        assert seconds - 0.1 < time.monotonic() - begun < seconds + 1
    for asked in "soon", "-1", "0", "nan", "inf":
        assert b" 400 Bad" in live.exchange(get(LIGHT, timeout=asked))[:20]


@pytest.mark.parametrize("query", [RUNAWAY, ENDLESS], ids=["before", "while"])
def test_a_client_that_goes_away_ends_its_process(live: LiveServer, query: str) -> None:
    ends_when_left(live, get(query), streams=query == ENDLESS)


def test_a_reader_of_the_form_who_goes_away_ends_the_process(live: LiveServer) -> None:
    asked = get(RUNAWAY).replace(b"application/sparql-results+json, text/turtle", b"text/html")
    ends_when_left(live, asked, streams=False)


def ends_when_left(live: LiveServer, request: bytes, *, streams: bool) -> None:
    assert b"true" in live.exchange(get(light()))
    before = {pid: seconds_of(pid) for pid in processes_below(live.pid)}

    def busy() -> set[int]:
        below = processes_below(live.pid)
        return {pid for pid in below if seconds_of(pid) - before.get(pid, 0) > 0.2}

    with live.connect() as line:
        line.sendall(request)
        if streams:
            assert len(line.recv(100)) == 100
            time.sleep(0.2)
        else:
            assert until(lambda: bool(busy()))
        at_work = processes_below(live.pid)
        begun = time.monotonic()
    assert until(lambda: bool(at_work - processes_below(live.pid)))
    assert time.monotonic() - begun < 2, "its limit is three seconds"
    assert b"true" in live.exchange(get(light()))


def test_truncate_says_whether_it_cut(live: LiveServer) -> None:
    def told(query: str, rows: str) -> tuple[str, bytes]:
        return head_and_body(live.exchange(get(query, truncate=rows)))

    head, body = told("SELECT * { ?s ?p ?o }", "7")
    assert "techland-rows: 7" in head
    assert "techland-truncated: true" in head
    assert body.count(b'"s":') == 7
    head, body = told("SELECT * { VALUES ?x { 1 'a\\tb' <a:b> UNDEF } }", "4")
    assert "techland-rows: 4" in head
    assert "techland-truncated: false" in head
    assert b"a\\tb" in body
    head, body = told(TRIPLES, "12")
    assert "techland-rows: 12" in head
    assert "techland-truncated: true" in head
    for wrong in "0", "10001", "-5", "many", "1e3":
        head, body = told(LIGHT, wrong)
        assert "400 bad" in head
        assert b"1 to 10,000" in body


def test_triples_come_once_and_whole_unless_they_may_repeat(live: LiveServer) -> None:
    head, body = head_and_body(live.exchange(get(MADE)))
    assert f"content-length: {len(body)}" in head
    assert "techland-duplicates" not in head
    head, _ = head_and_body(live.exchange(get(MADE, duplicates="allow")))
    assert "transfer-encoding: chunked" in head
    assert "techland-duplicates: allowed" in head


@pytest.mark.parametrize(
    "query",
    [TRIPLES, f"{MADE} LIMIT 20000", JOINED, "DESCRIBE ?s { ?s a ?class }"],
    ids=["a graph", "LIMIT", "a part of the data", "DESCRIBE"],
)
def test_triples_stream_where_each_surely_comes_once(live: LiveServer, query: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", live.port, timeout=60)
    line.request("GET", f"/sparql?query={quote(query)}&format=nt")
    answer = line.getresponse()
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert "Techland-Duplicates" not in answer.headers
    lines = answer.read().splitlines()
    line.close()
    assert len(lines) > (1000 if "LIMIT" in query else 10_000)
    assert len(lines) == len(set(lines))


@pytest.mark.soak
def test_more_triples_than_can_be_told_apart_are_refused(
    curated_home: Home, tmp_path: Path
) -> None:
    pairs = (
        "CONSTRUCT { ?a <x:with> ?b } WHERE { "
        "{ SELECT DISTINCT ?a { ?a ?b ?c } LIMIT 1500 } "
        "{ SELECT DISTINCT (?a AS ?b) { ?a ?p ?o } LIMIT 1500 } }"
    )
    with serving(curated_home.root, tmp_path / "log", TECHLAND_QUERY_SECONDS="120") as server:
        head, body = head_and_body(server.exchange(get(pairs, format="nt"), 150))
        assert "422 unprocessable" in head
        told = json.loads(body)
        assert told["type"].endswith("problem/too-many-triples")
        assert told["limit"] == MOST_TRIPLES
        assert "duplicates=allow" in told["hint"]
        answer = server.exchange(get(pairs, format="nt", duplicates="allow"), 150)
        assert answer.endswith(LAST_CHUNK)
        assert answer.count(b"<x:with>") > MOST_TRIPLES * 1.1
        # Within the limit each comes once, and is held until that is known.
        fewer = pairs.replace("LIMIT 1500", "LIMIT 1100")
        head, body = head_and_body(server.exchange(get(fewer, format="nt"), 150))
        assert f"content-length: {len(body)}" in head
        assert len(set(body.splitlines())) == body.count(b"\n") == 1100**2


def test_a_slow_reader_holds_the_process_and_no_memory(
    live: LiveServer, curated_snapshot: Snapshot
) -> None:
    assert b"true" in live.exchange(get(light()))
    idle = settled_bytes(live, curated_snapshot)
    with live.connect() as line:
        line.sendall(get(ENDLESS))
        received = 0
        # On a busy machine the deadline may come before.
        while received < 100 * MEBIBYTE and (piece := line.recv(2**20)):
            received += len(piece)
        assert received > 20 * MEBIBYTE
        time.sleep(0.3)
        assert resident_bytes(live.pid) - idle < 10 * MEBIBYTE
        grown = [resident_bytes(pid) for pid in processes_below(live.pid)]
        assert max(grown) < 300 * MEBIBYTE
        assert b"true" in live.exchange(get(light()))
        rest = everything(line)
    assert not rest.endswith(LAST_CHUNK)
