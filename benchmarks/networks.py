"""Networks and counts from the arrays, beside pyoxigraph, maplib, networkx and R's sna.

`python -m benchmarks.networks [--only PART] [--folder DIR] [--out FILE] [TRIPLES …]` writes
``benchmarks/networks.json``. Run in pieces, the figures of other pieces stay in the file, and
the synthetic graphs in the folder serve again. Each figure comes from a process of its own;
answers of both sides are compared and must be equal. Arrays, store and model are in memory
before the clock starts, and one answer warms up. Times are seconds of the processor, since
others use the machine too: ours count those of all threads, pyoxigraph, networkx and R have but
one. maplib has several, so that beside it both sides tell the least of fifteen times on the
clock.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Figure, machine
from benchmarks.network_shaped import write_network
from benchmarks.synthetic import SEED

RESULTS = Path(__file__).parent / "networks.json"
HERE = Path(__file__).parent
SIZES = (1_000_000, 10_000_000)
COUNTS = ("pairs-across", "partner-countries", "country-themes")
PYOXIGRAPH_BAR, MAPLIB_BAR, NETWORKX_BAR = 50.0, 5.0, 100.0
MAPLIB = "maplib==0.20.26"
# Nodes of the networks for brokerage, five ties a node; R grows with their square.
BROKERAGE, BROKERAGE_OF_R = (25_000, 50_000, 100_000), (10_000, 20_000, 40_000, 100_000)
PATIENCE = 300
PARTS = ("brokerage", "arrays", "projection", "counts")
MIB = 2**20


def measured(command: list[str], patience: float | None = None) -> dict[str, Any]:
    """Return what a child process measured.

    Raises:
        subprocess.TimeoutExpired: it had not ended after so many seconds.
    """
    print(f"  {' '.join(command[-3:])[:90]}", file=sys.stderr)
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=patience)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def child(what: str, *arguments: object) -> dict[str, Any]:
    """Return what ``network_child`` measured."""
    words = [what, *map(str, arguments)]
    return measured([sys.executable, "-m", "benchmarks.network_child", *words])


def maplib_python(folder: Path) -> str:
    """Return the Python of an environment with maplib, made unless it is there."""
    program = folder / "maplib" / "bin" / "python"
    if not program.exists():
        venv.create(folder / "maplib", with_pip=True)
        subprocess.run([str(program), "-m", "pip", "install", "--quiet", MAPLIB], check=True)
    return str(program)


def same(what: str, ours: object, theirs: object) -> None:
    """Stop where two answers differ."""
    if ours != theirs:
        raise SystemExit(f"{what}: the answers differ: {ours!r:.200} and {theirs!r:.200}")


def load() -> str:
    """Return how busy the machine is, which others use too."""
    return f"load {os.getloadavg()[0]:.1f}"


def count_figures(path: Path, arrays: Path, python: str, size: int) -> Iterator[Figure]:
    """Yield the time of each question beside both engines."""
    repeated = 3 if size < SIZES[-1] else 1
    for name in COUNTS:
        ours = child("counted", arrays, name)
        theirs = child("asked", path, name, repeated)
        same(name, ours["rows"], theirs["rows"])
        seconds, told = ours["seconds"], f"{len(ours['rows'])} rows; {load()}"
        what = "seconds to the table, against pyoxigraph in memory"
        figure = f"count {name}, {size}"
        yield Figure(figure, what, "s", seconds, theirs["seconds"], PYOXIGRAPH_BAR, told)
        held, what = [ours["peak"] / MIB], "highest resident size, against pyoxigraph"
        yield Figure(f"{figure}: memory", what, "MiB", held, [theirs["peak"] / MIB])
        query = HERE / "network_queries" / f"{name}.rq"
        child_file = str(HERE / "maplib_child.py")
        peer = measured([python, child_file, str(path), str(query), "15"])
        bare = [[v.strip("<>") if isinstance(v, str) else v for v in row] for row in peer["rows"]]
        same(name, ours["rows"], bare)
        what = "seconds to the table on the clock, against maplib"
        again, other = child("counted", arrays, name)["clock"], peer["seconds"]
        yield Figure(f"{figure}, maplib", what, "s", [min(again)], [min(other)], MAPLIB_BAR, told)


def array_figures(path: Path, arrays: Path, size: int) -> Iterator[Figure]:
    """Yield time and memory of making the arrays and of reading them."""
    made = child("made", path, arrays)
    rows = ", ".join(f"{count} {name}" for name, count in made["rows"].items())
    yield Figure(
        f"arrays made, {size}", "seconds, at a build", "s", [made["seconds"]], [], None, rows
    )
    peak, kept = [made["peak"] / MIB], [made["bytes"] / MIB]
    yield Figure(f"arrays made, {size}: memory", "highest resident size", "MiB", peak, [])
    yield Figure(f"arrays kept, {size}", "size of the files", "MiB", kept, [])
    read = child("read", arrays)
    yield Figure(f"arrays read, {size}", "seconds, into memory", "s", read["seconds"], [])
    held = [read["peak"] / MIB]
    yield Figure(f"arrays read, {size}: memory", "more than before", "MiB", held, [])


def projection_figures(arrays: Path, size: int) -> Iterator[Figure]:
    """Yield the time of the projection onto shared projects, and of the whole network."""
    ours, theirs = child("projected", arrays), child("projected-by-networkx", arrays)
    same("projection", (ours["ties"], ours["weight"]), (theirs["ties"], theirs["weight"]))
    note, what = f"{ours['ties']} ties; {load()}", "seconds, against networkx's projection"
    name = f"projection, {size}"
    yield Figure(name, what, "s", ours["seconds"], theirs["seconds"], NETWORKX_BAR, note)
    what = "seconds, from arrays to tables with labels"
    yield Figure(f"network, {size}", what, "s", ours["network"], [], None, note)
    peak = [ours["peak"] / MIB]
    yield Figure(f"network, {size}: memory", "highest resident size", "MiB", peak, [])


def write_ties(path: Path, nodes: int) -> int:
    """Write five random ties a node, in one direction, none twice; return the wedges."""
    chance = np.random.default_rng(SEED)
    ends = chance.integers(0, nodes, (nodes * 5, 2))
    ties = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    np.savetxt(path, ties, fmt="%d", delimiter=",")
    inward, outward = (np.bincount(ties[:, end], minlength=nodes) for end in (1, 0))
    return int((inward * outward).sum())


def brokerage_figures(folder: Path) -> Iterator[Figure]:
    """Yield the time of brokerage by size, per wedge, and beside R where R can run."""
    a_wedge = []
    for nodes in BROKERAGE:
        ties = folder / f"ties-{nodes}.csv"
        wedges = write_ties(ties, nodes)
        ours = child("brokered", ties)
        note = f"{wedges} wedges; {load()}"
        name = f"brokerage, {nodes} nodes"
        yield Figure(name, "seconds, five ties a node", "s", ours["seconds"], [], None, note)
        a_wedge.append(min(ours["seconds"]) / wedges * 1e6)
    peak, what = [ours["peak"] / MIB], "more than before, at the largest"
    yield Figure("brokerage: memory", what, "MiB", peak, [], None)
    what = "microseconds a wedge at the largest, and at the smallest as the peer"
    yield Figure("brokerage by wedge", what, "us", [a_wedge[-1]], [a_wedge[0]], None)
    if not shutil.which("Rscript"):
        print("R is not here: no figure beside sna", file=sys.stderr)
        return
    for nodes in BROKERAGE_OF_R:
        yield beside_sna(folder / f"ties-{nodes}.csv", nodes)


def beside_sna(ties: Path, nodes: int) -> Figure:
    """Return the time of brokerage beside R's sna, without a peer where R did not end in time."""
    write_ties(ties, nodes)
    ours, name = child("brokered", ties), f"brokerage, {nodes} nodes, sna"
    command = ["Rscript", str(HERE / "brokerage.R"), str(ties)]
    try:
        peer = measured(command, PATIENCE)
    except subprocess.TimeoutExpired:
        note = f"sna had not ended after {PATIENCE} s; {load()}"
        return Figure(name, "seconds", "s", ours["seconds"], [], None, note)
    same("brokerage", ours["total"], peer["total"])
    what = "seconds, against R's sna"
    return Figure(name, what, "s", ours["seconds"], peer["seconds"], None, load())


def all_figures(folder: Path, sizes: list[int], parts: list[str]) -> Iterator[Figure]:
    """Yield every figure of these parts, as it is measured."""
    if "brokerage" in parts:
        yield from brokerage_figures(folder)
    for size in sizes if set(parts) - {"brokerage"} else []:
        path, arrays = folder / f"network-{size}.nt", folder / f"arrays-{size}"
        if not path.exists():
            print(f"{write_network(path, size)} triples", file=sys.stderr)
        if "arrays" in parts or not arrays.exists():
            shutil.rmtree(arrays, ignore_errors=True)
            yield from array_figures(path, arrays, size)
        if "projection" in parts:
            yield from projection_figures(arrays, size)
        if "counts" in parts:
            yield from count_figures(path, arrays, maplib_python(folder), size)


def kept_figures(path: Path) -> dict[str, dict[str, Any]]:
    """Return the figures that a file holds, by name."""
    if not path.exists():
        return {}
    held = json.loads(path.read_text(encoding="utf-8"))["figures"]
    return {figure["name"]: figure for figure in held}


def main() -> None:
    """Measure, show a line a figure, write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.networks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), metavar="TRIPLES")
    parser.add_argument("--only", choices=PARTS, action="append", help="one piece; may repeat")
    parser.add_argument("--folder", type=Path, help="where synthetic graphs stay between pieces")
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    parts = asked.only or list(PARTS)
    measured_now = {}
    with tempfile.TemporaryDirectory() as made:
        for figure in all_figures(asked.folder or Path(made), asked.sizes, parts):
            print(figure.line(), flush=True)
            measured_now[figure.name] = figure.as_json()
    results: dict[str, Any] = {"machine": machine(), "seed": SEED, "settings": __doc__}
    # Another piece may have been written meanwhile.
    kept = kept_figures(asked.out) if asked.only else {}
    results["figures"] = list((kept | measured_now).values())
    asked.out.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
