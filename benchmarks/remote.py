"""Loading Virtuoso by each of three ways, beside its own bulk loader alone.

`python -m benchmarks.remote [--triples N …] [--way WAY …] [--out FILE]` writes
``benchmarks/remote.json``, and prints each figure when it is measured. Each loading is a
process of its own, whose memory is read at its end, into a database of its own. The peer is
given the same statements as files that are ready: what it takes is the least that a loading
can. It loads before and after each of ours, so that noise of the machine falls on both.

Without --way, loading by protocols is measured up to a million triples only: ten million take
the graph store some minutes, and updates, which Virtuoso compiles one by one, several more.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.figures import Figure, machine
from benchmarks.peers import READY_WITHIN, VIRTUOSO_INI, PeerMissingError, free_port, running
from benchmarks.remote_index import snapshot_of
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Credentials, Endpoint
from techland.graph.remote.loading.bulk import BulkWay
from techland.graph.remote.loading.loading import load
from techland.graph.remote.loading.ways import GraphStoreWay, UpdateWay, Way
from techland.graph.snapshot import Snapshot

RESULTS = Path(__file__).parent / "remote.json"
SIZES = (100_000, 1_000_000, 10_000_000)
WAYS = ("bulk", "graph-store", "update")
# Beyond this only the bulk loader is measured, unless a way is named.
BY_PROTOCOL = 1_000_000
ROWS = 10_000
BULK_BAR = 0.5
MIB = 2**20
_FILE_BYTES = 256 * MIB
_WITHIN = 3600


@dataclass(frozen=True)
class Engine:
    """A running Virtuoso with an empty database: its ports, and a folder that it may read."""

    http: int
    sql: int
    folder: Path

    @property
    def client(self) -> EndpointClient:
        """Return a client that may write."""
        address = f"http://127.0.0.1:{self.http}/sparql"
        endpoint = Endpoint.at(
            address,
            update=f"{address}-auth",
            store=f"{address}-graph-crud-auth",
            credentials=Credentials("dba", "dba", "digest"),
        )
        return EndpointClient(endpoint, seconds=_WITHIN)


@contextmanager
def empty_virtuoso(folder: Path) -> Iterator[Engine]:
    """Run Virtuoso 7 with a new database, which goes at the end."""
    program = shutil.which("virtuoso-t")
    if program is None:
        raise PeerMissingError("virtuoso-t is not installed")
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        place = Path(temporary)
        engine = Engine(free_port(), free_port(), place)
        settings = VIRTUOSO_INI.format(
            folder=place, data=folder, sql=engine.sql, http=engine.http, rows=ROWS
        )
        (place / "virtuoso.ini").write_text(settings, encoding="ascii")
        command = [program, "+foreground", "+configfile", str(place / "virtuoso.ini")]
        with running(command, place / "said.log"):
            _await(engine)
            yield engine


def _await(engine: Engine) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{engine.http}/sparql?query=ASK%7B%7D", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise PeerMissingError(f"Virtuoso was not ready in {READY_WITHIN} s")


def loaded(way: str, snapshot: Snapshot, engine: Engine) -> dict[str, float]:
    """Load in this process; return triples, seconds and the highest resident size."""
    client = engine.client
    ways: dict[str, Way] = {
        "bulk": BulkWay(client, engine.folder),
        "graph-store": GraphStoreWay(client),
        "update": UpdateWay(client),
    }
    found = load(snapshot, client, ways[way], lambda *_: None)
    return {"triples": found.triples, "seconds": found.seconds, "bytes": _highest_bytes()}


def _highest_bytes() -> int:
    """Return this program's highest resident size; getrusage would tell of whoever started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def by_loader_alone(snapshot: Snapshot, folder: Path) -> float:
    """Return the seconds that Virtuoso's loader takes for files that lie ready."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        split = ["split", f"--line-bytes={_FILE_BYTES}", "--additional-suffix=.nt"]
        subprocess.run([*split, str(snapshot.quads_path), f"{temporary}/part-"], check=True)
        with empty_virtuoso(folder) as engine:
            began = time.perf_counter()
            _isql(engine, f"ld_dir('{temporary}', '*.nt', 'http://example.org/benchmark');").wait()
            for session in [_isql(engine, "rdf_loader_run();") for _ in range(2)]:
                session.wait()
            _isql(engine, "checkpoint;").wait()
            return time.perf_counter() - began


def _isql(engine: Engine, text: str) -> subprocess.Popen[bytes]:
    command = ["isql-vt", f"127.0.0.1:{engine.sql}", "dba", "dba", f"exec={text}"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def measured(way: str, snapshot: Snapshot, folder: Path) -> dict[str, Any]:
    """Load into a new database by a process of its own."""
    with empty_virtuoso(folder) as engine:
        places = [str(engine.http), str(engine.sql), str(engine.folder)]
        child = [sys.executable, "-m", "benchmarks.remote", "--child", way]
        command = [*child, str(snapshot.directory), *places]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        told: dict[str, Any] = json.loads(done.stdout)
        return told


def figures(triples: int, ways: Sequence[str], folder: Path) -> Iterator[Figure]:
    """Yield the figures of one size, each when it is measured."""
    snapshot = snapshot_of(triples, folder)
    written = sum(snapshot.manifest["graphs"].values())
    before = 1e6 * by_loader_alone(snapshot, folder) / written
    for way in ways:
        found = measured(way, snapshot, folder)
        after = 1e6 * by_loader_alone(snapshot, folder) / written
        name = f"load {triples / 1e6:g}M triples, {way}"
        rate, bar = 1e6 * found["seconds"] / found["triples"], BULK_BAR if way == "bulk" else None
        note = "the peer is Virtuoso's loader alone, with files that lie ready, before and after"
        memory = "highest resident size of the loading process"
        yield Figure(name, "a triple, checked and served", "µs", [rate], [before, after], bar, note)
        yield Figure(f"{name}, memory", memory, "MiB", [found["bytes"] / MIB], [])
        before = after


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--way", choices=WAYS, nargs="+")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--child", nargs=5, metavar=("WAY", "SNAPSHOT", "HTTP", "SQL", "FOLDER"))
    given = parser.parse_args()
    if given.child:
        way, directory, http, sql, folder = given.child
        engine = Engine(int(http), int(sql), Path(folder))
        print(json.dumps(loaded(way, Snapshot(Path(directory)), engine)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        place = (given.folder or Path(temporary)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        told: list[Figure] = []
        for triples in given.triples:
            ways = given.way or (WAYS if triples <= BY_PROTOCOL else WAYS[:1])
            for figure in figures(triples, ways, place):
                print(figure.line(), flush=True)
                told.append(figure)
        results = {"machine": machine(), "figures": [figure.as_json() for figure in told]}
        given.out.write_text(f"{json.dumps(results, indent=1, ensure_ascii=False)}\n", "utf-8")


if __name__ == "__main__":
    main()
