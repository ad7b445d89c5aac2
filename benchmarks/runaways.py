"""Fifty queries that never end, and how a light client fares beside them."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, cycle, islice
from urllib.parse import urlencode

from benchmarks.figures import Figure
from benchmarks.ground import Ground
from benchmarks.peers import Server, techland

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
PAUSE = 0.01
IDLE_SECONDS = 5
_asked = count()


class LightClient:
    """Asks a small query, each time another text, over one connection, and counts."""

    def __init__(self, port: int) -> None:
        self.seconds: list[float] = []
        self.lost: list[str] = []
        self._stop = threading.Event()
        self._port = port
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> LightClient:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        while not self._stop.is_set():
            target = f"/sparql?{urlencode({'query': f'ASK {{ ?s ?p ?o }} # {next(_asked)}'})}"
            begun = time.monotonic()
            line.request("GET", target, headers={"Accept": "*/*"})
            answer = line.getresponse()
            body = answer.read()
            self.seconds.append(time.monotonic() - begun)
            if answer.status != http.client.OK or b"true" not in body:
                self.lost.append(f"{answer.status} {body[:200]!r}")
            time.sleep(PAUSE)
        line.close()

    @property
    def p99(self) -> float:
        """Return the seconds within which 99 of 100 requests were answered."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]


def runaway_figures(ground: Ground) -> Iterator[Figure]:
    """Yield the light client's p99 beside the runaways, against that of an idle server.

    Raises:
        SystemExit: the light client lost a request, or a runaway was not stopped.
    """
    with techland(ground.home) as server:
        with LightClient(server.port) as idle:
            time.sleep(IDLE_SECONDS)
        with LightClient(server.port) as busy, ThreadPoolExecutor(RUNAWAYS) as pool:
            queries = islice(cycle(KINDS), RUNAWAYS)
            took = list(pool.map(lambda query: _stopped_after(server, query), queries))
    if idle.lost or busy.lost or max(took) > SECONDS + 1:
        raise SystemExit(f"runaways: lost {idle.lost + busy.lost}, the last took {max(took):.1f} s")
    note = ground.note(
        f"{len(busy.seconds)} requests beside {RUNAWAYS} runaways of {SECONDS} s, none lost",
        f"the last was stopped after {max(took):.2f} s",
    )
    what = "a light client's p99 beside runaways, against that of an idle server"
    label = f"serving {ground.size}, light client beside runaways"
    yield Figure(label, what, "ms", [busy.p99 * 1000], [idle.p99 * 1000], None, note)


def _stopped_after(server: Server, query: str) -> float:
    begun = time.monotonic()
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SECONDS + 30)
    line.request("GET", f"/sparql?{urlencode({'query': query, 'timeout': SECONDS})}")
    try:
        answer = line.getresponse()
        answer.read()
        # One that is streamed breaks off; any other is refused.
        if answer.status == http.client.OK:
            raise SystemExit(f"this ends: {query}")
    except (http.client.HTTPException, ConnectionError):
        pass
    finally:
        line.close()
    return time.monotonic() - begun
