"""The index of what Virtuoso holds: its rate and memory, and keyset paging beside plain paging.

`python -m benchmarks.remote_index [--triples N] [--folder DIR] [--out FILE]` writes
``benchmarks/remote_index.json``. A synthetic default graph (``network_shaped``) is loaded by
Virtuoso's own loader; then a process of its own fills the sidecar, and three ways of paging read
one predicate: our keyset pages, ``LIMIT … OFFSET …`` without an order, because Virtuoso refuses
to sort more rows than it gives (SR353), and keyset pages in the order of the IRIs' texts. All go
through the same client. With ``--folder`` data and database of a former run are used again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, machine
from benchmarks.network_shaped import write_network
from benchmarks.virtuoso_index import LOADED, loaded_virtuoso
from techland.graph.home import Home
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.keyset import BY_TEXT, PAGE, Pager, Stretch, count_of, order_of
from techland.graph.remote.naming import GraphNames
from techland.graph.remote.xml_client import XmlClient
from techland.graph.snapshot import MANIFEST, QUADS, REPORT, SIDE, Snapshot
from techland.indexing import index_endpoint
from techland.ontology.terms import TL

RESULTS = Path(__file__).parent / "remote_index.json"
TRIPLES = 10_000_000
# Plain paging reads so many rows from the beginning of the predicate.
PART = 400_000
# Keyset paging in the order of the IRIs' texts, which is slow, reads so many.
TEXT_PART = 30_000
TEXT_BAR = 5.0
MIB = 2**20


def snapshot_of(triples: int, folder: Path) -> Snapshot:
    """Return a snapshot of synthetic triples, all in the default graph, written once."""
    version = hashlib.sha256(f"synthetic {triples}".encode()).hexdigest()
    snapshot = Snapshot(folder / version)
    if (snapshot.directory / MANIFEST).exists():
        return snapshot
    snapshot.directory.mkdir(parents=True, exist_ok=True)
    written = write_network(snapshot.directory / QUADS, triples)
    manifest = {"graphs": {"default": written}, "rows": {}, "gaps": []}
    for name, told in ((REPORT, {}), (SIDE, {}), (MANIFEST, manifest)):
        (snapshot.directory / name).write_text(json.dumps(told), encoding="utf-8")
    return snapshot


def highest_bytes() -> int:
    """Return the highest resident size of this program (getrusage counts its parent's too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def indexed(address: str, home: Path) -> dict[str, Any]:
    """Fill a sidecar in this process; return rows, seconds by phase, and memory of fetching."""
    phases: dict[str, float] = {}
    began, phase, fetching_bytes = time.perf_counter(), "counting", 0

    def tell(done: int, whole: int, what: str) -> None:
        nonlocal phase, began, fetching_bytes
        named = what if what.startswith("making") else "fetching" if done and whole else phase
        if named != phase:
            now = time.perf_counter()
            phases[phase], began, phase = now - began, now, named
        if named == "fetching":
            fetching_bytes = highest_bytes()

    found = index_endpoint(address, Home(home), tell)
    phases[phase] = time.perf_counter() - began
    return {
        "rows": found.rows,
        "phases": phases,
        "fetching_bytes": fetching_bytes,
        "whole_bytes": highest_bytes(),
    }


def by_keyset(client: XmlClient, stretch: Stretch, order: str, part: int) -> dict[str, Any]:
    """Read the first rows of a stretch in an order; return rows and seconds."""
    began, rows = time.perf_counter(), set()
    for page in Pager(client, order).pages(stretch, count_of(client, stretch)):
        rows.update(page.rows)
        if len(rows) >= part:
            break
    return {"rows": len(rows), "seconds": time.perf_counter() - began}


def by_offset(client: XmlClient, stretch: Stretch, part: int) -> dict[str, Any]:
    """Read the first rows of a stretch by LIMIT and OFFSET; return rows and seconds."""
    began, rows = time.perf_counter(), set()
    for offset in range(0, part, PAGE):
        text = f"SELECT ?s ?o WHERE {{ {stretch.pattern} }} LIMIT {PAGE} OFFSET {offset}"
        rows.update(client.select(text, stretch.asked, at_most=PAGE).rows)
    return {"rows": len(rows), "seconds": time.perf_counter() - began}


def paging_seconds(address: str, version: str) -> dict[str, Any]:
    """Read the first rows of a predicate in each way; return rows and seconds."""
    client = XmlClient(Endpoint.at(address), seconds=300)
    stretch = Stretch("default", GraphNames(version).default, TL.role)
    count = count_of(client, stretch)
    part = min(PART, count)
    return {
        "predicate": TL.role,
        "rows_of_it": count,
        "keyset": by_keyset(client, stretch, order_of(client, stretch.asked), part),
        "offset": by_offset(client, stretch, part),
        "text": by_keyset(client, stretch, BY_TEXT, min(TEXT_PART, count)),
    }


def figures(triples: int, folder: Path) -> tuple[list[Figure], dict[str, Any]]:
    """Return the figures, and what else was measured."""
    snapshot = snapshot_of(triples, folder)
    with loaded_virtuoso(snapshot, folder) as engine:
        home = tempfile.mkdtemp(dir=folder)
        command = [sys.executable, "-m", "benchmarks.remote_index", "--index", engine.address, home]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        index = json.loads(done.stdout)
        paging = paging_seconds(engine.address, snapshot.version)
    loading = json.loads((folder / LOADED).read_text(encoding="utf-8"))
    million = f"{triples / 1e6:g}M triples"
    part = f"a predicate's first {paging['offset']['rows']:,} rows"
    fetching = index["phases"]["fetching"]
    ways = [paging[name] for name in ("keyset", "offset", "text")]
    ours, offset, text = ([1e6 * way["seconds"] / way["rows"]] for way in ways)
    loader = 1e6 * loading["seconds"] / loading["triples"]
    told = [
        Figure(f"index {million}", "fetching, a statement", "µs",
               [1e6 * fetching / index["rows"]], [loader],
               note="the peer is Virtuoso's own loader, a triple"),
        Figure(f"pages {million}", part, "µs/row", ours, offset,
               note="the peer is LIMIT and OFFSET without an order, which promises nothing"),
        Figure(f"keyset {million}", part, "µs/row", ours, text, TEXT_BAR,
               "the peer is ORDER BY STR(?s), FILTER(STR(?s) > last), on its first rows"),
        Figure(f"memory {million}", "highest resident size while fetching", "MiB",
               [index["fetching_bytes"] / MIB], [], note="the whole process, imports too"),
        Figure(f"making {million}", "arrays, layouts and search index", "s",
               [sum(s for name, s in index["phases"].items() if name.startswith("making"))], []),
    ]  # fmt: skip
    return told, {"index": index, "paging": paging, "loading": loading}


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=[TRIPLES // 10, TRIPLES])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--index", nargs=2, metavar=("ADDRESS", "HOME"))
    given = parser.parse_args()
    if given.index:
        print(json.dumps(indexed(given.index[0], Path(given.index[1]))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        results: dict[str, Any] = {"machine": machine(), "figures": [], "measured": {}}
        for triples in given.triples:
            place = folder / str(triples)
            place.mkdir(parents=True, exist_ok=True)
            told, measured = figures(triples, place)
            results["figures"] += [figure.as_json() for figure in told]
            results["measured"][str(triples)] = measured
            for figure in told:
                print(figure.line())
        given.out.write_text(f"{json.dumps(results, indent=1, ensure_ascii=False)}\n", "utf-8")


if __name__ == "__main__":
    main()
