"""Import at scale, beside pyoxigraph's bulk load of the same triples.

`python -m benchmarks.importing [--out FILE] [TRIPLES …]` writes ``benchmarks/importing.json``.
Each figure comes from a process of its own; ours and the peer take turns, and medians count. The
rate holds every phase from the CSV files to the published snapshot: hashing, reading, checking
rows, mapping, sorting, the shapes, merging into the default graph, writing and making durable.
Who is who (docs/identity.md) is no part of that rate; what an import with it takes stands beside.
The build of the curated facts alone, which every snapshot holds, is measured and taken off.
Beside the seconds of the clock stand those of the processors: on a shared machine the clock
also measures the neighbours. Memory is the highest resident size of the whole import, which
holds no store, against 1 GiB.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.child import peak_bytes
from benchmarks.cordis_shaped import SEED, write_cordis
from benchmarks.figures import Figure, machine

RESULTS = Path(__file__).parent / "importing.json"
SIZES = (1_000_000, 3_000_000, 10_000_000)
REPEATED = {1_000_000: 3}
RATE_BAR, MEMORY_BAR = 0.5, 1.0
GIB = 2**30


def curated(home: str) -> dict[str, Any]:
    """Build the curated facts alone, the second time: the shapes' results are known."""
    from techland.graph.build import build
    from techland.graph.home import Home

    build(Home(Path(home)))
    begun, busy = time.monotonic(), time.process_time()
    build(Home(Path(home)))
    return {"seconds": time.monotonic() - begun, "busy": time.process_time() - busy}


def identified(home: str, folder: str) -> dict[str, Any]:
    """Import a folder, and find out who is who."""
    return imported(home, folder, merged=True)


def imported(home: str, folder: str, *, merged: bool = False) -> dict[str, Any]:
    """Import a folder into a home that has the curated facts."""
    from techland.graph.home import Home
    from techland.graph.ingest.importing import ImportOptions, import_files

    begun, busy = time.monotonic(), time.process_time()
    done = import_files(Home(Path(home)), [Path(folder)], ImportOptions(merged=merged))
    seconds, busy = time.monotonic() - begun, time.process_time() - busy
    (one,) = done.imports
    phases = one.dataset.imported["phases"]
    phases["recognise, hash, merge, publish"] = seconds - sum(phases.values())
    return {
        "seconds": seconds,
        "busy": busy,
        "phases": phases,
        "peak": peak_bytes(),
        "triples": one.dataset.manifest["triples"],
        "path": str(one.dataset.triples_path),
    }


def loaded(path: str) -> dict[str, Any]:
    """Load the same triples from N-Triples with pyoxigraph's bulk loader, in memory."""
    from pyoxigraph import RdfFormat, Store

    begun, busy = time.monotonic(), time.process_time()
    store = Store()
    store.bulk_load(path=path, format=RdfFormat.N_TRIPLES)
    seconds, busy = time.monotonic() - begun, time.process_time() - busy
    return {"seconds": seconds, "busy": busy, "triples": len(store)}


WHAT = {"curated": curated, "imported": imported, "identified": identified, "loaded": loaded}


def measured(what: str, *arguments: str) -> dict[str, Any]:
    """Return what a child process measured."""
    command = [sys.executable, "-m", "benchmarks.importing", "--child", what, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def figures(size: int) -> list[Figure]:
    """Return the figures of one size."""
    ours: list[dict[str, Any]] = []
    with_identity: list[dict[str, Any]] = []
    peer: list[dict[str, Any]] = []
    phases: dict[str, float] = {}
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        files, home = Path(folder) / "cordis", Path(folder) / "home"
        write_cordis(files, size)
        for _ in range(REPEATED.get(size, 1)):
            base = measured("curated", str(home))
            one = measured("imported", str(home), str(files))
            peer.append(measured("loaded", one["path"]))
            ours.append({key: one[key] - base[key] for key in ("seconds", "busy")} | one_peak(one))
            phases = one["phases"]
            phases["recognise, hash, merge, publish"] -= base["seconds"]
            shutil.rmtree(home)
            base = measured("curated", str(home))
            one = measured("identified", str(home), str(files))
            taken = {key: one[key] - base[key] for key in ("seconds", "busy")}
            with_identity.append(taken | one_peak(one))
            shutil.rmtree(home)
    triples = {one["triples"] for one in (*ours, *peer)}
    if len(triples) != 1:
        raise SystemExit(f"other numbers of triples: {triples}")
    note = f"{triples.pop()} triples; load of the machine at the start {load:.1f}"
    name = f"import, {size}"
    found = [
        Figure(name, told, "s", [o[key] for o in ours], [p[key] for p in peer], bar, note)
        for key, told, bar in (
            ("seconds", "CSV to snapshot, s of the clock", RATE_BAR),
            ("busy", "CSV to snapshot, s of the processors", None),
        )
    ]
    told = "highest resident size of the whole import, GiB, against 1"
    for what, taken_up in (("", ours), (", with who is who", with_identity)):
        peaks = [one["peak"] / GIB for one in taken_up]
        bar = None if what else MEMORY_BAR
        found.append(Figure(f"{name}: memory{what}", told, "GiB", peaks, [1.0], bar, note))
    for key, unit in (("seconds", "s of the clock"), ("busy", "s of the processors")):
        values = [one[key] for one in with_identity], [one[key] for one in peer]
        told = f"CSV to snapshot, with who is who, {unit}"
        found.append(Figure(f"{name}, with who is who", told, "s", *values, None, note))
    for phase, took in phases.items():
        found.append(Figure(f"{name}: {phase}", "one phase", "s", [took], [], None, note))
    return found


def one_peak(one: dict[str, Any]) -> dict[str, Any]:
    """Return what is not taken off of an import: its highest memory, and its triples."""
    return {key: one[key] for key in ("peak", "triples")}


def main() -> None:
    """Measure each size, show a line a figure, write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), metavar="TRIPLES")
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    results: dict[str, Any] = {"machine": machine(), "seed": SEED, "settings": __doc__}
    told = []
    for size in asked.sizes:
        for figure in figures(size):
            print(figure.line(), flush=True)
            told.append(figure.as_json())
    results["figures"] = told
    asked.out.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        json.dump(WHAT[sys.argv[2]](*sys.argv[3:]), sys.stdout)
    else:
        main()
