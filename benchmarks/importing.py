"""Import at scale, beside pyoxigraph's bulk load of the same triples.

`python -m benchmarks.importing [--out FILE] [TRIPLES …]` writes ``benchmarks/importing.json``.
Each figure comes from a process of its own. The rate holds every phase from the CSV files to
the published snapshot: reading, checking rows, mapping, sorting, loading into a store for the
shapes, the shapes, merging into the default graph, writing and hashing. The build of the
curated facts alone, which every snapshot holds, is measured and taken off.
"""

from __future__ import annotations

import argparse
import json
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
RATE_BAR, MEMORY_BAR = 0.5, 1.0
GIB = 2**30


def curated(home: str) -> dict[str, Any]:
    """Build the curated facts alone, the second time: the shapes' results are known."""
    from techland.graph.build import build
    from techland.graph.home import Home

    build(Home(Path(home)))
    begun = time.monotonic()
    build(Home(Path(home)))
    return {"seconds": time.monotonic() - begun}


def imported(home: str, folder: str) -> dict[str, Any]:
    """Import a folder into a home that has the curated facts."""
    from techland.graph.home import Home
    from techland.graph.ingest.importing import import_files

    begun = time.monotonic()
    done = import_files(Home(Path(home)), [Path(folder)])
    seconds = time.monotonic() - begun
    (one,) = done.imports
    phases = one.dataset.imported["phases"]
    phases["merge, write, publish"] = seconds - sum(phases.values())
    return {
        "seconds": seconds,
        "phases": phases,
        "peak": peak_bytes(),
        "triples": one.dataset.manifest["triples"],
        "path": str(one.dataset.triples_path),
    }


def loaded(path: str) -> dict[str, Any]:
    """Load the same triples from N-Triples with pyoxigraph's bulk loader, in memory."""
    from pyoxigraph import RdfFormat, Store

    base = peak_bytes()
    begun = time.monotonic()
    store = Store()
    store.bulk_load(path=path, format=RdfFormat.N_TRIPLES)
    return {
        "seconds": time.monotonic() - begun,
        "peak": peak_bytes() - base,
        "triples": len(store),
    }


WHAT = {"curated": curated, "imported": imported, "loaded": loaded}


def measured(what: str, *arguments: str) -> dict[str, Any]:
    """Return what a child process measured."""
    command = [sys.executable, "-m", "benchmarks.importing", "--child", what, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def figures(size: int) -> list[Figure]:
    """Return the figures of one size."""
    with tempfile.TemporaryDirectory() as folder:
        files, home = Path(folder) / "cordis", str(Path(folder) / "home")
        write_cordis(files, size)
        base = measured("curated", home)["seconds"]
        ours = measured("imported", home, str(files))
        peer = measured("loaded", ours["path"])
    if ours["triples"] != peer["triples"]:
        raise SystemExit(f"{ours['triples']} triples against {peer['triples']}")
    note = f"{ours['triples']} triples; the build of the curated facts alone took {base:.2f} s"
    seconds = [ours["seconds"] - base]
    name = f"import, {size}"
    found = [Figure(name, "CSV to snapshot, s", "s", seconds, [peer["seconds"]], RATE_BAR, note)]
    beyond = [(ours["peak"] - peer["peak"]) / GIB]
    told = "highest resident size beyond that of the store, GiB, against 1"
    found.append(Figure(f"{name}: memory", told, "GiB", beyond, [1.0], MEMORY_BAR, note))
    for phase, took in ours["phases"].items():
        found.append(Figure(f"{name}: {phase}", "one phase", "s", [took], [], None, note))
    return found


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
