"""Twelve mixed queries beside pyoxigraph in-process, over a store in memory and one on disk."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from benchmarks.answers import JSON, NTRIPLES, Asking, rows
from benchmarks.figures import Figure
from benchmarks.ground import QUERIES, Ground
from benchmarks.long_answers import EMPTY
from benchmarks.peers import Server, techland
from techland.graph.store import load_store

BAR = 1 / 1.15
# Each query is asked so often, and short ones until so much time has passed.
REPEATED, MOST_REPEATED, ENOUGH_SECONDS = 5, 40, 1.0

# By query: the times of the server, and those of the engine with an empty request to the server.
MixedTimes = dict[str, tuple[list[float], list[float]]]


def mixed_figures(ground: Ground) -> Iterator[Figure]:
    """Yield the time of each query, and of all."""
    found: MixedTimes = {}
    with techland(ground.home) as server:
        mixed_times(server, load_store(ground.triples), found)
    bar, note = ground.bar(BAR), ground.note()
    what = "seconds, against pyoxigraph in-process and an empty request"
    for name, (mine, theirs) in found.items():
        yield Figure(f"serving {ground.size}, {name}", what, "s", mine, theirs, bar, note)
    mine = [sum(median(ours) for ours, _ in found.values())]
    theirs = [sum(median(theirs) for _, theirs in found.values())]
    told = f"{100 * (mine[0] / theirs[0] - 1):+.0f} % in all; {note}"
    label = f"serving {ground.size}, the 12 mixed queries"
    yield Figure(label, f"{what}; sum of the medians", "s", mine, theirs, bar, told)
    what = "the same against pyoxigraph in-process over its store on disk, opened read-only"
    disk = [sum(_on_disk(ground.triples, ground.folder / f"disk-{ground.size}"))]
    yield Figure(f"{label}, store on disk", what, "s", mine, disk, None, note)


def mixed_times(server: Server, store: Store, found: MixedTimes) -> None:
    """Time server and engine in turn, so that what else the machine does falls on both.

    Raises:
        SystemExit: the server finds another number of rows.
    """
    asking = Asking(server)
    for path in _queries():
        text = path.read_text(encoding="utf-8")
        accept = NTRIPLES if "CONSTRUCT" in text else JSON
        counted = asking.ask(text, accept)
        inside, _ = in_process(store, text)
        if rows(counted, accept) != inside:
            raise SystemExit(f"{path.stem}: {rows(counted, accept)} rows against {inside}")
        ours: list[float] = []
        theirs: list[float] = []
        while len(ours) < REPEATED or (sum(ours) < ENOUGH_SECONDS and len(ours) < MOST_REPEATED):
            number = len(ours)
            ours.append(asking.ask(f"{text}# {number}\n", accept, keep=False).total)
            seconds = in_process(store, text)[1]
            theirs.append(seconds + asking.ask(f"{EMPTY} # {path.stem} {number}", JSON).total)
        found[path.stem] = (ours, theirs)
    asking.close()


def in_process(store: Store, text: str) -> tuple[int, float]:
    """Return how many rows or triples pyoxigraph finds, and seconds until they are written."""
    begun = time.perf_counter()
    if "CONSTRUCT" in text:
        lines = store.query(text).serialize(format=RdfFormat.N_TRIPLES)  # type: ignore[union-attr]  # no ASK among them
        seconds = time.perf_counter() - begun
        return len(set((lines or b"").splitlines())), seconds
    body = store.query(text).serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]  # no ASK among them
    seconds = time.perf_counter() - begun
    return len(json.loads(body or b"")["results"]["bindings"]), seconds


def _on_disk(triples: Path, place: Path) -> Iterator[float]:
    """Yield the median time of each query over a store on disk."""
    made = Store(str(place))
    made.bulk_load(path=str(triples), format=RdfFormat.N_TRIPLES)
    made.optimize()
    del made
    store = Store.read_only(str(place))
    for path in _queries():
        text = path.read_text(encoding="utf-8")
        yield median(in_process(store, text)[1] for _ in range(REPEATED))


def _queries() -> list[Path]:
    return sorted((QUERIES / "mixed").glob("*.rq"))
