"""Run the benchmarks: `python -m benchmarks [--quick] [--out FILE]`."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.exports import (
    EXPORT_BAR,
    LARGE,
    MEMORY_BAR,
    MEMORY_SIZES,
    SMALL,
    export_figures,
    memory_figures,
)
from benchmarks.figures import Figure, machine
from benchmarks.serving import PARTS as SERVING_PARTS
from benchmarks.serving import SIZES, serving_figures
from benchmarks.synthetic import SEED, write_synthetic
from techland.graph.build import build
from techland.graph.export.serialising import export_graph
from techland.graph.home import Home

RESULTS = Path(__file__).parent / "results.json"
MILLION = 1_000_000
QUICK = 20_000
REPEATED = 3
QUERY_CAP = 30
QUICK_CAP = 2
QUERIES = (
    "signatories",
    "cross-border-partners-on-theme",
    "organisations-by-cross-border-projects",
    "statements-of-source",
    "themes",
)
SETTINGS = {
    "rdflib": "Graph() with its default in-memory store, parse(format='nt'), the same file",
    "publication": "read N-Triples, hold each triple once, sort, write, fsync, SHA-256; no shapes",
    "exports": "a synthetic default graph, sorted N-Triples file to file, our prefixes in both",
    "export memory": "at 10,000,000 triples (ours) and at 1,000,000 (peer), the whole process",
    "serving": "wrk, one thread, 4 s after 1 s of warming up; JSON; peers as their commands start",
    "memory": "highest resident size less that before loading, a process of its own for each",
}
# Bars: rdflib's value by ours.
LOAD_BAR, QUERY_BAR = 10.0, 5.0
BYTES_A_TRIPLE_BAR = 500.0


def measured(what: str, *arguments: str) -> dict[str, Any]:
    """Return what a child process measured."""
    print(f"  {what} {' '.join(arguments)[:60]}", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.child", what, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def build_figures(folder: Path) -> Iterator[Figure]:
    """Yield the time of the curated build and of its phases: no peer makes claims from tables."""
    runs = [measured("build", str(folder / f"home{i}")) for i in range(REPEATED)]
    whole = [run["seconds"] for run in runs]
    yield Figure("build, curated", "facts to snapshot, all phases", "s", whole, [])
    for phase in runs[0]["phases"]:
        seconds = [run["phases"][phase] for run in runs]
        yield Figure(f"build, curated: {phase}", "one phase", "s", seconds, [])
    peaks = [run["peak"] / 2**20 for run in runs]
    yield Figure("build, curated: memory", "highest resident size", "MiB", peaks, [])


def load_figures(name: str, path: Path, bar: float | None) -> Iterator[Figure]:
    """Yield time and memory of loading the same triples."""
    ours = [measured("load-techland", str(path)) for _ in range(REPEATED)]
    peer = [measured("load-rdflib", str(path))]
    triples = ours[0]["triples"]
    if triples != peer[0]["triples"]:
        raise SystemExit(f"{name}: {triples} triples against {peer[0]['triples']}")
    note = f"{triples} triples"
    seconds = [run["seconds"] for run in ours]
    yield Figure(f"load, {name}", "seconds", "s", seconds, [peer[0]["seconds"]], bar, note)
    a_triple = [run["peak"] / triples for run in ours]
    theirs = [peer[0]["peak"] / triples]
    yield Figure(f"memory, {name}", "bytes a triple", "B", a_triple, theirs, None, note)
    if bar is not None:
        allowed = [BYTES_A_TRIPLE_BAR]
        what = "bytes a triple against the allowance of 500"
        yield Figure(f"memory within bar, {name}", what, "B", a_triple, allowed, 1.0, note)


def publish_figures(name: str, path: Path) -> Iterator[Figure]:
    """Yield time and memory of building a snapshot of the same triples."""
    places = [str(path.with_suffix(f".home{i}")) for i in range(REPEATED)]
    ours = [measured("publish-techland", str(path), place) for place in places]
    peer = measured("publish-rdflib", str(path), str(path.with_suffix(".peer")))
    triples = ours[0]["triples"]
    if triples != peer["triples"]:
        raise SystemExit(f"{name}: {triples} triples against {peer['triples']}")
    note = f"{triples} triples"
    for unit, what, key, scale in (
        ("s", "seconds, file to snapshot", "seconds", 1),
        ("MiB", "highest resident size less that before", "peak", 2**20),
    ):
        mine = [run[key] / scale for run in ours]
        label = "build" if key == "seconds" else "build memory"
        yield Figure(f"{label}, {name}", what, unit, mine, [peer[key] / scale], None, note)


def query_figures(path: Path, cap: int) -> Iterator[Figure]:
    """Yield the time of catalogue queries on the curated graph."""
    ours = measured("query-techland", str(path), *QUERIES)
    peer = measured("query-rdflib", str(path), str(cap), *QUERIES)
    for name in QUERIES:
        mine, theirs = ours[name], peer[name]
        if theirs["rows"] not in {None, mine["rows"]}:
            raise SystemExit(f"{name}: {mine['rows']} rows against {theirs['rows']}")
        note = f"{mine['rows']} rows" + ("; the peer was cut" if theirs["rows"] is None else "")
        what = "seconds, rows taken one by one"
        yield Figure(
            f"query, {name}", what, "s", mine["seconds"], theirs["seconds"], QUERY_BAR, note
        )


def all_figures(folder: Path, size: int, cap: int) -> Iterator[Figure]:
    """Yield every figure, as it is measured."""
    yield from build_figures(folder)
    curated = folder / "curated.nt"
    export_graph(build(Home(folder / "home0")).snapshot, "ntriples", curated)
    synthetic = folder / "synthetic.nt"
    write_synthetic(synthetic, size)
    yield from load_figures("curated", curated, None)
    yield from load_figures(f"synthetic {size}", synthetic, LOAD_BAR if size == MILLION else None)
    yield from publish_figures("triples of curated", curated)
    yield from publish_figures(f"synthetic {size}", synthetic)
    yield from query_figures(curated, cap)
    yield from all_exports(folder, size)
    # A quick run installs no peer.
    if size == MILLION:
        yield from all_serving(folder, size)


def all_serving(folder: Path, size: int, only: str | None = None) -> Iterator[Figure]:
    """Yield the figures of the server; a quick run has a small graph and no bars."""
    sizes = tuple(one for one in SIZES if one <= size) or (size,)
    if only is not None:
        sizes = sizes[-1:]
    yield from serving_figures(measured, folder, sizes, only, bars=size in SIZES)


def all_exports(folder: Path, size: int) -> Iterator[Figure]:
    """Yield the figures of exports; a quick run has small graphs and no bars."""
    if size == MILLION:
        yield from export_figures(measured, folder, (SMALL, LARGE), EXPORT_BAR)
        yield from memory_figures(measured, folder, MEMORY_SIZES, MEMORY_BAR)
    else:
        yield from export_figures(measured, folder, (size // 10,), None)
        yield from memory_figures(measured, folder, (size // 10, size), None)


NAMED = {"exports": "export ", "serving": "serving "}


def main() -> None:
    """Measure, show a line a figure, write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small synthetic graph, no bars")
    parser.add_argument(
        "--exports", action="store_true", help="only the exports; other figures stay as they are"
    )
    parser.add_argument(
        "--serving", action="store_true", help="only the server; other figures stay as they are"
    )
    parser.add_argument("--size", type=int, choices=SIZES, help="with --serving: the largest graph")
    parser.add_argument(
        "--only", choices=SERVING_PARTS, help="with --serving: one part, at that size alone"
    )
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    # Servers are stopped on the way out, so being ended must take that way too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped; nothing was written"))
    size, cap = (QUICK, QUICK_CAP) if asked.quick else (MILLION, QUERY_CAP)
    settings = {**SETTINGS, "query cap": f"{cap} s; a query that reaches it counts as {cap} s"}
    results: dict[str, Any] = {"machine": machine(), "settings": settings, "seed": SEED}
    part = "exports" if asked.exports else "serving" if asked.serving else "all"
    figures: list[dict[str, Any]] = []
    print(f"{'figure':44}{'ours':>12}{'peer':>12} {'unit':8}{'ratio':>9}{'bar':>6}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if part == "all":
            wanted = all_figures(place, size, cap)
        elif part == "serving":
            wanted = all_serving(place, asked.size or size, asked.only)
        else:
            wanted = all_exports(place, size)
        for figure in wanted:
            print(figure.line(), flush=True)
            figures.append(figure.as_json())
    if part == "serving":
        # Its notes tell the load that it met; the machine's is that of the other figures.
        results["machine"] = json.loads(asked.out.read_text(encoding="utf-8"))["machine"]
    if part != "all":
        figures = [*_others(asked.out, part, figures, whole=asked.only is None), *figures]
    results["figures"] = figures
    text = json.dumps(results, indent=1, sort_keys=True)
    asked.out.write_text(f"{text}\n", encoding="utf-8")


def _others(
    path: Path, part: str, measured_anew: list[dict[str, Any]], *, whole: bool
) -> list[dict[str, Any]]:
    """Return the figures of an earlier run that are not of a part, or were not measured anew."""
    earlier: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["figures"]
    anew = {figure["name"] for figure in measured_anew}
    return [
        figure
        for figure in earlier
        if figure["name"] not in anew and not (whole and figure["name"].startswith(NAMED[part]))
    ]


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("stopped; nothing was written")
