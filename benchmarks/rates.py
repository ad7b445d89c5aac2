"""Requests a second for small queries, at 1, 16 and 64 connections, by wrk."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.answers import JSON, Asking, rows
from benchmarks.figures import Figure
from benchmarks.ground import QUERIES, Ground
from benchmarks.peers import Server, techland

LUA = Path(__file__).parent / "requests.lua"
CONNECTIONS = (1, 16, 64)
ENTITIES = 8
SECONDS, QUICK_SECONDS, WARM_SECONDS = 4, 1, 1
RDFLIB_BAR, VIRTUOSO_BAR = 5.0, 1.5
MODES = {
    "again": f"{4 * ENTITIES} texts in turn",
    "fresh": "no two requests have the same text",
}


@dataclass
class _Rates:
    """Of one server: rows of each query, and by mode and connections what wrk told."""

    counts: list[int] = field(default_factory=list)
    rates: dict[tuple[str, int], float] = field(default_factory=dict)
    failed: dict[tuple[str, int], int] = field(default_factory=dict)


def rate_figures(ground: Ground) -> Iterator[Figure]:
    """Yield the time of a request against each peer.

    Raises:
        SystemExit: a peer answers with another number of rows.
    """
    measure = partial(_measure, ground)
    with techland(ground.home) as server:
        ours = measure(server)
    peers, missing = ground.of_peers(("rdflib-endpoint", "Virtuoso"), measure)
    for name, peer in peers.items():
        if peer.counts != ours.counts:
            raise SystemExit(f"small queries: {ours.counts} rows against {peer.counts} of {name}")
        for run in ours.rates:
            yield _figure(ground, run, ours, (name, peer), missing)


def small_queries() -> list[str]:
    """Return the small queries, each for several entities."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((QUERIES / "small").glob("*.rq"))]
    return [text.replace("NUMBER", str(11 * n + 1)) for n in range(ENTITIES) for text in texts]


def _measure(ground: Ground, server: Server) -> _Rates:
    found = _Rates()
    asking = Asking(server)
    found.counts = [rows(asking.ask(text, JSON), JSON) for text in small_queries()]
    asking.close()
    seconds = SECONDS if ground.bars else QUICK_SECONDS
    for mode in MODES:
        for connections in CONNECTIONS:
            rate, failed = _requests(server, ground.folder, mode, connections, seconds)
            found.rates[mode, connections] = rate
            found.failed[mode, connections] = failed
    return found


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


def _figure(
    ground: Ground, run: tuple[str, int], ours: _Rates, other: tuple[str, _Rates], missing: str
) -> Figure:
    (mode, at_once), (name, peer) = run, other
    rate, theirs = ours.rates[run], peer.rates[run]
    bar: float | None = RDFLIB_BAR
    if name == "Virtuoso":
        bar = VIRTUOSO_BAR if at_once == CONNECTIONS[-1] else None
    failed = (ours.failed[run], peer.failed[run])
    told = ground.note(
        f"{rate:.0f} requests a second against {theirs:.0f}",
        f"failed: {failed[0]} against {failed[1]}" if any(failed) else "",
        missing,
    )
    # A peer that answered nothing took at least the whole run for a request.
    per = [1000 / max(theirs, 1 / SECONDS)]
    return Figure(
        f"serving {ground.size}, {at_once} at once, {mode}, {name}",
        f"ms a request of small queries; {MODES[mode]}",
        "ms",
        [1000 / rate],
        per,
        bar if ground.bars else None,
        told,
    )
