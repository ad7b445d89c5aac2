"""The index of what Virtuoso holds: its rate and memory, and keyset paging beside plain paging.

`python -m benchmarks.remote_index [--triples N] [--folder DIR] [--out FILE]` writes
``benchmarks/remote_index.json``. A synthetic default graph (``network_shaped``) is loaded by
Virtuoso's own loader; then a process of its own fills the sidecar, and three ways of paging read
one predicate, a page each in turn, so that noise of the machine falls on all: our keyset pages,
``LIMIT … OFFSET …`` without an order, because Virtuoso refuses to sort more rows than it gives
(SR353), and keyset pages in the order of the IRIs' texts. All go through the same client. Each
figure is printed when it is measured. With ``--folder`` data and database of a former run are
used again.

The bar of keyset pages holds at ten million triples. A page in the order of texts looks up the
text of every row of its predicate that is left, so what a row costs grows with the predicate:
with few rows there is nothing to be won, and below a million triples no bar is set.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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
# From so many triples on.
BARRED = 10_000_000
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


def by_keyset(client: XmlClient, stretch: Stretch, order: str) -> Iterator[int]:
    """Yield the number of rows of each keyset page of a stretch."""
    for page in Pager(client, order).pages(stretch, count_of(client, stretch)):
        yield len(page.rows)


def by_offset(client: XmlClient, stretch: Stretch) -> Iterator[int]:
    """Yield the number of rows of each page of a stretch by LIMIT and OFFSET."""
    for offset in range(0, count_of(client, stretch), PAGE):
        text = f"SELECT ?s ?o WHERE {{ {stretch.pattern} }} LIMIT {PAGE} OFFSET {offset}"
        yield len(client.select(text, stretch.asked, at_most=PAGE).rows)


def paging_seconds(address: str, version: str) -> dict[str, Any]:
    """Read the first rows of a predicate in each way, in turn; return rows and seconds."""
    client = XmlClient(Endpoint.at(address), seconds=300)
    stretch = Stretch("default", GraphNames(version).default, TL.role)
    count = count_of(client, stretch)
    most = {"keyset": PART, "offset": PART, "text": TEXT_PART}
    ways = {
        "keyset": by_keyset(client, stretch, order_of(client, stretch.asked)),
        "offset": by_offset(client, stretch),
        "text": by_keyset(client, stretch, BY_TEXT),
    }
    found = {name: {"rows": 0, "seconds": 0.0} for name in ways}
    while ways:
        for name, pages in list(ways.items()):
            began = time.perf_counter()
            rows = next(pages, None)
            found[name]["seconds"] += time.perf_counter() - began
            found[name]["rows"] += rows or 0
            if rows is None or found[name]["rows"] >= min(most[name], count):
                del ways[name]
    return {"predicate": TL.role, "rows_of_it": count, **found}


def figures(triples: int, folder: Path, measured: dict[str, Any]) -> Iterator[Figure]:
    """Yield the figures, each when it is measured; write what else was measured."""
    snapshot = snapshot_of(triples, folder)
    million = f"{triples / 1e6:g}M triples"
    with loaded_virtuoso(snapshot, folder) as engine:
        measured["loading"] = json.loads((folder / LOADED).read_text(encoding="utf-8"))
        home = tempfile.mkdtemp(dir=folder)
        command = [sys.executable, "-m", "benchmarks.remote_index", "--index", engine.address, home]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        measured["index"] = json.loads(done.stdout)
        yield from _of_index(million, measured["index"], measured["loading"])
        measured["paging"] = paging_seconds(engine.address, snapshot.version)
        yield from _of_paging(million, measured["paging"], TEXT_BAR if triples >= BARRED else None)


def _of_index(million: str, index: dict[str, Any], loading: dict[str, Any]) -> Iterator[Figure]:
    fetching = 1e6 * index["phases"]["fetching"] / index["rows"]
    loader = 1e6 * loading["seconds"] / loading["triples"]
    making = sum(s for name, s in index["phases"].items() if name.startswith("making"))
    yield Figure(
        f"index {million}",
        "fetching, a statement",
        "µs",
        [fetching],
        [loader],
        note="the peer is Virtuoso's own loader, a triple",
    )
    yield Figure(
        f"memory {million}",
        "highest resident size while fetching",
        "MiB",
        [index["fetching_bytes"] / MIB],
        [],
        note="the whole process, imports too",
    )
    yield Figure(f"making {million}", "arrays, layouts and search index", "s", [making], [])


def _of_paging(million: str, paging: dict[str, Any], bar: float | None) -> Iterator[Figure]:
    ways = [paging[name] for name in ("keyset", "offset", "text")]
    ours, offset, text = ([1e6 * way["seconds"] / way["rows"]] for way in ways)
    part = f"a predicate's first {paging['offset']['rows']:,} rows"
    yield Figure(
        f"pages {million}",
        part,
        "µs/row",
        ours,
        offset,
        note="the peer is LIMIT and OFFSET without an order, which promises nothing",
    )
    yield Figure(
        f"keyset {million}",
        part,
        "µs/row",
        ours,
        text,
        bar,
        "the peer is ORDER BY STR(?s), FILTER(STR(?s) > last), on its first rows",
    )


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
            measured = results["measured"][str(triples)] = {}
            for figure in figures(triples, place, measured):
                results["figures"].append(figure.as_json())
                print(figure.line(), flush=True)
        given.out.write_text(f"{json.dumps(results, indent=1, ensure_ascii=False)}\n", "utf-8")


if __name__ == "__main__":
    main()
