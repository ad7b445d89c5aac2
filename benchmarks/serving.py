"""Our server beside rdflib-endpoint and Virtuoso: small queries, a long answer, mixed queries.

`python -m benchmarks --serving` runs this part alone. It needs wrk, and Virtuoso 7 for a peer:
on Debian, `apt-get install wrk virtuoso-opensource`. rdflib-endpoint is installed with pip into
an environment of the run. A peer that is missing is left out, and a figure's note names it.
The servers run one after another, on the same triples, without compression of answers.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from os import getloadavg
from pathlib import Path
from statistics import median
from typing import Any

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from benchmarks.answers import CSV, JSON, NTRIPLES, Asking, Watch, rows
from benchmarks.figures import Figure
from benchmarks.peers import PeerMissingError, Server, rdflib_endpoint, techland, virtuoso
from benchmarks.synthetic import write_synthetic
from techland.graph.store import load_store

QUERIES = Path(__file__).parent / "serving_queries"
LUA = Path(__file__).parent / "requests.lua"
SIZES = (100_000, 1_000_000)
# rdflib takes minutes and gigabytes to load more.
RDFLIB_MOST = 100_000
LONG = 1_000_000
CONNECTIONS = (1, 16, 64)
ENTITIES = 8
SECONDS, QUICK_SECONDS, WARM_SECONDS = 4, 1, 1
REPEATED = 5
REST_SECONDS = 10
RDFLIB_BAR, VIRTUOSO_BAR = 5.0, 1.5
# The whole time by the time to the first byte.
FIRST_BYTE_BAR = 2.0
TOTAL_BAR = 5.0
EXTRA_ALLOWED_MB = 20.0
MIXED_BAR = 1 / 1.15
EMPTY = "ASK {}"

Measured = Callable[..., dict[str, Any]]


@dataclass
class Measures:
    """What one server did."""

    counts: list[int] = field(default_factory=list)
    rates: dict[tuple[str, int], float] = field(default_factory=dict)
    failed: dict[tuple[str, int], int] = field(default_factory=dict)
    long: dict[str, list[float]] = field(default_factory=dict)
    long_rows: dict[str, int] = field(default_factory=dict)
    apart: dict[str, float] = field(default_factory=dict)
    mixed: dict[str, tuple[list[float], list[float]]] = field(default_factory=dict)


def serving_figures(
    measured: Measured, folder: Path, sizes: tuple[int, ...], bars: bool
) -> Iterator[Figure]:
    """Yield the figures at every size; without bars the runs are short."""
    for size in sizes:
        path = folder / f"serving-{size}.nt"
        write_synthetic(path, size)
        home = folder / f"serving-{size}"
        measured("publish-techland", str(path), str(home))
        seconds = SECONDS if bars else QUICK_SECONDS
        load = getloadavg()[0]
        ours = _measure(techland(home), folder, seconds, load_store(path))
        ours.apart = _memory_apart(home)
        peers: dict[str, Measures] = {}
        missing = []
        starts = {"rdflib-endpoint": rdflib_endpoint, "Virtuoso": virtuoso}
        for name, start in starts.items():
            if name == "rdflib-endpoint" and size > RDFLIB_MOST:
                missing.append(f"{name} (only up to {RDFLIB_MOST} triples)")
                continue
            try:
                peers[name] = _measure(start(path, folder), folder, seconds, None)
            except PeerMissingError as error:
                print(f"  left out: {error}", file=sys.stderr)
                missing.append(name)
                continue
            _check_equal(name, ours, peers[name])
        note = f"{size} triples; load {load:.2f} before" + (
            f"; left out: {', '.join(missing)}" if missing else ""
        )
        yield from _rate_figures(size, ours, peers, note, bars)
        yield from _long_figures(size, ours, peers.get("Virtuoso"), note, bars and size == LONG)
        yield from _mixed_figures(size, ours, note, bars)


def _measure(
    start: AbstractContextManager[Server], folder: Path, seconds: int, store: Store | None
) -> Measures:
    """Start a server, count rows, take times, stop it; mixed queries only with a store."""
    found = Measures()
    with start as server:
        print(f"  serving: {server.name}", file=sys.stderr)
        asking = Asking(server)
        found.counts = [rows(asking.ask(text, JSON), JSON) for text in small_queries()]
        for mode in ("again", "fresh"):
            for connections in CONNECTIONS:
                rate, failed = _requests(server, folder, mode, connections, seconds)
                found.rates[mode, connections] = rate
                found.failed[mode, connections] = failed
        asking.close()
        if server.name != "rdflib-endpoint":
            _long_answers(server, found)
        if store is not None:
            mixed_times(server, store, found)
    return found


def small_queries() -> list[str]:
    """Return the small queries, each for several entities."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((QUERIES / "small").glob("*.rq"))]
    return [text.replace("NUMBER", str(11 * n + 1)) for n in range(ENTITIES) for text in texts]


def _requests(
    server: Server, folder: Path, mode: str, connections: int, seconds: int
) -> tuple[float, int]:
    """Return requests a second and how many were refused or lost, after a warm-up."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not installed; on Debian: apt-get install wrk")
    targets = folder / "targets.txt"
    targets.write_text("\n".join(map(server.target, small_queries())) + "\n", encoding="ascii")
    for duration in (WARM_SECONDS, seconds):
        command = [wrk, "-t1", f"-c{connections}", f"-d{duration}s", "--timeout", "30s"]
        command += ["-s", str(LUA), f"http://127.0.0.1:{server.port}", "--"]
        # The warm-up's texts are not those of the run.
        command += [str(targets), JSON, mode, f"{connections}.{duration}.{time.time_ns()}"]
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=duration + 60
        )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    answered = told["requests"] - told["status"]
    return answered / (told["microseconds"] / 1e6), told["status"] + told["lost"]


def _long_answers(server: Server, found: Measures) -> None:
    text = (QUERIES / "all-triples.rq").read_text(encoding="utf-8")
    for accept, name in ((JSON, "JSON"), (CSV, "CSV")):
        asking = Asking(server)
        counted = asking.ask(text, accept)
        found.long_rows[name] = rows(counted, accept)
        del counted
        with Watch(server) as watch:
            answer = asking.ask(text, accept, keep=False)
        asking.close()
        found.long[name] = [answer.first, answer.total, watch.extra / 1e6]


def _memory_apart(home: Path) -> dict[str, float]:
    """Return the MB that a long answer takes where each query process has a graph of its own.

    A forked process shares the graph's pages, and has its own copy of each once the
    engine counts a reference in it: that is told apart from the answer's memory here.
    """
    text = (QUERIES / "all-triples.rq").read_text(encoding="utf-8")
    found = {}
    with techland(home, "spawn") as server:
        for accept, name in ((JSON, "JSON"), (CSV, "CSV")):
            # In a new connection and after a rest: the process of the last query is replaced.
            time.sleep(REST_SECONDS)
            asking = Asking(server)
            asking.ask(EMPTY, JSON)
            with Watch(server) as watch:
                asking.ask(text, accept, keep=False)
            asking.close()
            found[name] = watch.grown / 1e6
    return found


def mixed_times(server: Server, store: Store, found: Measures) -> None:
    """Time server and engine in turn, so that what else the machine does falls on both."""
    asking = Asking(server)
    for path in sorted((QUERIES / "mixed").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        accept = NTRIPLES if "CONSTRUCT" in text else JSON
        counted = asking.ask(text, accept)
        inside, _ = _in_process(store, text)
        if rows(counted, accept) != inside:
            raise SystemExit(f"{path.stem}: {rows(counted, accept)} rows against {inside}")
        ours, theirs = [], []
        for number in range(REPEATED):
            ours.append(asking.ask(f"{text}# {number}\n", accept, keep=False).total)
            seconds = _in_process(store, text)[1]
            theirs.append(seconds + asking.ask(f"{EMPTY} # {number}", JSON).total)
        found.mixed[path.stem] = (ours, theirs)
    asking.close()


def _in_process(store: Store, text: str) -> tuple[int, float]:
    """Return how many rows or triples pyoxigraph finds, and seconds until they are written."""
    begun = time.perf_counter()
    if "CONSTRUCT" in text:
        lines = store.query(text).serialize(format=RdfFormat.N_TRIPLES)  # type: ignore[union-attr]  # no ASK among them
        seconds = time.perf_counter() - begun
        return len(set((lines or b"").splitlines())), seconds
    body = store.query(text).serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]  # no ASK among them
    seconds = time.perf_counter() - begun
    return len(json.loads(body or b"")["results"]["bindings"]), seconds


def _check_equal(name: str, ours: Measures, peer: Measures) -> None:
    if peer.counts != ours.counts:
        raise SystemExit(f"small queries: {ours.counts} rows against {peer.counts} of {name}")
    if peer.long_rows not in ({}, ours.long_rows):
        raise SystemExit(f"long answer: {ours.long_rows} against {peer.long_rows} of {name}")


def _rate_figures(
    size: int, ours: Measures, peers: dict[str, Measures], note: str, bars: bool
) -> Iterator[Figure]:
    for (mode, connections), rate in ours.rates.items():
        for name, peer in peers.items():
            theirs = peer.rates[mode, connections]
            bar = RDFLIB_BAR
            if name == "Virtuoso":
                bar = VIRTUOSO_BAR if connections == CONNECTIONS[-1] else None
            failed = (ours.failed[mode, connections], peer.failed[mode, connections])
            told = f"{rate:.0f} requests a second against {theirs:.0f}; {note}"
            if any(failed):
                told += f"; failed: {failed[0]} against {failed[1]}"
            what = "ms a request of small queries; " + MODES[mode]
            label = f"serving {size}, {connections} at once, {mode}, {name}"
            # A peer that answered nothing took at least the whole run for a request.
            per = [1000 / max(theirs, 1 / SECONDS)]
            yield Figure(label, what, "ms", [1000 / rate], per, bar if bars else None, told)


MODES = {
    "again": f"{4 * ENTITIES} texts in turn",
    "fresh": "no two requests have the same text",
}


def _long_figures(
    size: int, ours: Measures, peer: Measures | None, note: str, bars: bool
) -> Iterator[Figure]:
    for name, (first, total, extra) in ours.long.items():
        label, told = f"serving {size}, long {name}", f"{ours.long_rows[name]} rows; {note}"
        bar = FIRST_BYTE_BAR if bars else None
        what = "seconds to the first byte of the body, against our own to the last"
        yield Figure(f"{label}: first byte", what, "s", [first], [total], bar, told)
        theirs = [] if peer is None else [peer.long[name][1]]
        what = "seconds to the last byte, against Virtuoso"
        yield Figure(
            f"{label}: total", what, "s", [total], theirs, TOTAL_BAR if bars else None, told
        )
        what = "memory of the server's processes beyond that before, against 20 MB"
        allowed = [EXTRA_ALLOWED_MB]
        yield Figure(
            f"{label}: memory", what, "MB", [max(extra, 0.01)], allowed, 1.0 if bars else None, told
        )
        what = "the same without shared pages: of processes that each have a graph of their own"
        apart = [max(ours.apart[name], 0.01)]
        yield Figure(f"{label}: memory of the answer", what, "MB", apart, allowed, None, told)


def _mixed_figures(size: int, ours: Measures, note: str, bars: bool) -> Iterator[Figure]:
    bar = MIXED_BAR if bars else None
    what = "seconds, against pyoxigraph in-process and an empty request"
    for name, (mine, theirs) in ours.mixed.items():
        yield Figure(f"serving {size}, {name}", what, "s", mine, theirs, bar, note)
    mine = [sum(run) for run in zip(*(pair[0] for pair in ours.mixed.values()), strict=True)]
    theirs = [sum(run) for run in zip(*(pair[1] for pair in ours.mixed.values()), strict=True)]
    spread = median(mine) / median(theirs) - 1
    told = f"{100 * spread:+.0f} % in all; {note}"
    yield Figure(f"serving {size}, the 12 mixed queries", what, "s", mine, theirs, bar, told)
