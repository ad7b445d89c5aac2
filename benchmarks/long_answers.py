"""A long answer: time to its first and last byte, and the memory that it takes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from benchmarks.answers import CSV, JSON, Answer, Asking, NoAnswerError, Watch, rows
from benchmarks.figures import Figure
from benchmarks.ground import QUERIES, Ground
from benchmarks.peers import Server, techland

EMPTY = "ASK {}"
LONG = 1_000_000
REST_SECONDS = 10
# A peer that has not answered by then counts as having taken so long.
PEER_WITHIN = 90.0
# The whole time by the time to the first byte.
FIRST_BYTE_BAR = 2.0
TOTAL_BAR = 5.0
ALLOWED_MB = 20.0
FORMATS = {"JSON": JSON, "CSV": CSV}
_TRIPLES = "{ ?s ?p ?o }"
# Rows by what gives them; all but the first read the whole graph.
BY_ROWS = {
    "a tenth of the rows": "SELECT * { ?s ?p ?o } LIMIT {tenth}",
    "one row": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isIRI(?s)) }",
    "four times the rows": f"SELECT * {{ {' UNION '.join([_TRIPLES] * 4)} }}",
}

_Long = dict[str, tuple[Answer | None, int]]


def long_figures(ground: Ground) -> Iterator[Figure]:
    """Yield times and memory of all triples as JSON and CSV.

    Raises:
        SystemExit: Virtuoso answers with another number of rows.
    """
    text = (QUERIES / "all-triples.rq").read_text(encoding="utf-8")
    with techland(ground.home) as server:
        ours = {name: _timed(server, text, accept) for name, accept in FORMATS.items()}
    took = {name: _taken(ground, text, accept)[1] for name, accept in FORMATS.items()}
    apart = _apart(ground, text)
    peers, missing = ground.of_peers(("Virtuoso",), lambda server: _theirs(server, text))
    for name, (answer, counted) in ours.items():
        peer, theirs = peers.get("Virtuoso", {}).get(name, (None, 0))
        if peer is not None and theirs != counted:
            raise SystemExit(f"long answer: {counted} rows against {theirs} of Virtuoso")
        told = ground.note(f"{counted} rows", missing)
        yield from _times(ground, name, answer, told, peer, "Virtuoso" in peers)
        label, allowed = f"serving {ground.size}, long {name}", [ALLOWED_MB]
        what = "memory of the server's processes beyond that before, against 20 MB"
        bar = 1.0 if ground.bars and ground.size == LONG else None
        yield Figure(f"{label}: memory", what, "MB", [max(took[name], 0.01)], allowed, bar, told)
        what = "the same without shared pages: of processes that each have a graph of their own"
        mine = [max(apart[name], 0.01)]
        yield Figure(f"{label}: memory of the answer", what, "MB", mine, allowed, None, told)
    what = "memory of the server's processes beyond that before"
    for name, query in BY_ROWS.items():
        counted, extra = _taken(ground, query.replace("{tenth}", str(ground.size // 10)), CSV)
        label = f"serving {ground.size}, memory, {name}"
        yield Figure(
            label, what, "MB", [max(extra, 0.01)], [], None, ground.note(f"{counted} rows")
        )


def _times(
    ground: Ground, name: str, answer: Answer, told: str, peer: Answer | None, has_peer: bool
) -> Iterator[Figure]:
    label, is_long = f"serving {ground.size}, long {name}", ground.size == LONG
    what = "seconds to the first byte of the body, against our own to the last"
    bar = FIRST_BYTE_BAR if ground.bars and is_long else None
    first, total = [answer.first], [answer.total]
    yield Figure(f"{label}: first byte", what, "s", first, total, bar, told)
    theirs = [] if not has_peer else [peer.total if peer else PEER_WITHIN]
    if has_peer and peer is None:
        told += f"; Virtuoso: no whole answer in {PEER_WITHIN:g} s, which it counts as"
    bar = TOTAL_BAR if ground.bars and is_long else None
    what = "seconds to the last byte, against Virtuoso"
    yield Figure(f"{label}: total", what, "s", total, theirs, bar, told)


def _timed(server: Server, text: str, accept: str) -> tuple[Answer, int]:
    """Return an answer as it comes to a client that reads and forgets it, and its rows."""
    asking = Asking(server)
    counted = rows(asking.ask(text, accept), accept)
    answer = asking.ask(text, accept, keep=False)
    asking.close()
    return answer, counted


def _taken(ground: Ground, text: str, accept: str) -> tuple[int, float]:
    """Return the rows of an answer, and the MB more that a new server's processes took for it.

    A process that has copied pages for a query before would not copy them again.
    """
    with techland(ground.home) as server:
        asking = Asking(server)
        asking.ask(EMPTY, JSON)
        time.sleep(1)
        with Watch(server) as watch:
            answer = asking.ask(text, accept)
        asking.close()
    return rows(answer, accept), watch.extra / 1e6


def _theirs(server: Server, text: str) -> _Long:
    found: _Long = {}
    for name, accept in FORMATS.items():
        asking = Asking(server)
        try:
            answer = asking.ask(text, accept, within=PEER_WITHIN)
        except NoAnswerError as error:
            print(f"  {error}", file=sys.stderr)
            found[name] = (None, 0)
        else:
            found[name] = (answer, rows(answer, accept))
        asking.close()
    return found


def _apart(ground: Ground, text: str) -> dict[str, float]:
    """Return the MB that a long answer takes where each query process has a graph of its own.

    A forked process shares the graph's pages, and has its own copy of each once the
    engine counts a reference in it: that is told apart from the answer's memory here.
    """
    found = {}
    with techland(ground.home, "spawn") as server:
        for name, accept in FORMATS.items():
            # In a new connection and after a rest: the process of the last query is replaced.
            time.sleep(REST_SECONDS)
            asking = Asking(server)
            asking.ask(EMPTY, JSON)
            with Watch(server) as watch:
                asking.ask(text, accept, keep=False)
            asking.close()
            found[name] = watch.grown / 1e6
    return found
