"""Fifty queries that never end, while a light client works on."""

from __future__ import annotations

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import pytest

from techland.graph.home import Home
from tests.server.live import LiveServer, everything, get, light, processes_below, serving, state_of

SECONDS = 8
RUNAWAYS = 50
KINDS = (
    # Cartesian products: counted, ordered, kept apart, and streamed.
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?h LIMIT 1",
    "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(STR(?b) AS ?x) }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    # Paths without an end on either side.
    "SELECT (COUNT(*) AS ?n) { ?a (!<a:b>)* ?b . ?c (!<a:b>)* ?d . ?e (!<a:b>)* ?f }",
    "ASK { ?a ((!<a:b>|^!<a:b>)/(!<a:b>|^!<a:b>))+ ?b . ?c (!<a:b>)+ ?d FILTER(?b = 7) }",
    # Regular expressions over everything, three times over.
    'ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT(STR(?c), STR(?i)), "(x+x+)+y$")) }',
    'ASK { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(.*)(.*)never$")) }',
)


class LightClient:
    """Asks a small query again and again over one connection, and counts."""

    def __init__(self, server: LiveServer) -> None:
        self.seconds: list[float] = []
        self.lost: list[str] = []
        self._stop = threading.Event()
        self._server = server
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> LightClient:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=30)
        while not self._stop.is_set():
            begun = time.monotonic()
            line.request("GET", f"/sparql?query={quote(light())}", headers={"Accept": "*/*"})
            answer = line.getresponse()
            body = answer.read()
            self.seconds.append(time.monotonic() - begun)
            if answer.status != 200 or b"true" not in body:
                self.lost.append(f"{answer.status} {body[:200]!r}")
            time.sleep(0.01)
        line.close()

    @property
    def p99(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]


def fire(server: LiveServer, query: str) -> tuple[float, bytes]:
    begun = time.monotonic()
    with server.connect(SECONDS + 30) as line:
        line.sendall(get(query, timeout=str(SECONDS)))
        answer = everything(line)
    return time.monotonic() - begun, answer[:12] + answer[-5:]


@pytest.mark.soak
def test_fifty_runaways_and_a_light_client(curated_home: Home, tmp_path: Path) -> None:
    with serving(curated_home.root, tmp_path / "log") as server:
        with LightClient(server) as idle:
            time.sleep(3)
        warm = processes_below(server.pid)
        with LightClient(server) as busy, ThreadPoolExecutor(RUNAWAYS) as pool:
            queries = list(islice(cycle(KINDS), RUNAWAYS))
            ended = list(pool.map(lambda query: fire(server, query), queries))
        for query, (seconds, answer) in zip(queries, ended, strict=True):
            assert seconds < SECONDS + 1, query
            assert seconds > 1, f"this ends: {query}"
            # Refused with 504, or broken off: never an answer with an end.
            assert b" 504" in answer or not answer.endswith(b"0\r\n\r\n"), query
        assert not busy.lost
        assert len(busy.seconds) > 20
        time.sleep(1)
        after = processes_below(server.pid)
        assert len(after) == len(warm)
        assert {state_of(pid) for pid in after} <= {"S", "R"}
        with LightClient(server) as again:
            time.sleep(1)
        assert not idle.lost + again.lost
        assert "Traceback" not in server.words()
        print(
            f"\nlight client's p99: idle {idle.p99 * 1000:.1f} ms, beside {RUNAWAYS} runaways "
            f"{busy.p99 * 1000:.1f} ms ({len(busy.seconds)} requests)"
        )
