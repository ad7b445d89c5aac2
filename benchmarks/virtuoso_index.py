"""Virtuoso with a snapshot in it, for the benchmark of the index."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks.peers import READY_WITHIN, VIRTUOSO_INI, PeerMissingError, free_port
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Credentials, Endpoint
from techland.graph.remote.loading.bulk import BulkWay
from techland.graph.remote.loading.loading import load
from techland.graph.snapshot import Snapshot

LOADED = "loaded.json"
# What Debian's settings let it give at most.
ROWS = 10_000
_LOADING_WITHIN = 1800


@dataclass(frozen=True)
class Engine:
    """A running Virtuoso: its address."""

    address: str


@contextmanager
def loaded_virtuoso(snapshot: Snapshot, folder: Path) -> Iterator[Engine]:
    """Serve a snapshot by Virtuoso 7 from a database of this folder, loaded once."""
    program = shutil.which("virtuoso-t")
    if program is None:
        raise PeerMissingError("virtuoso-t is not installed")
    place = folder / "virtuoso"
    place.mkdir(exist_ok=True)
    sql, port = free_port(), free_port()
    settings = VIRTUOSO_INI.format(folder=place, data=place, sql=sql, http=port, rows=ROWS)
    (place / "virtuoso.ini").write_text(settings, encoding="ascii")
    command = [program, "+foreground", "+configfile", str(place / "virtuoso.ini")]
    with (place / "said.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}/sparql"
    try:
        _await(address)
        if not (folder / LOADED).exists():
            _load(snapshot, address, place, folder / LOADED)
        yield Engine(address)
    finally:
        process.terminate()
        process.wait(READY_WITHIN)


def _load(snapshot: Snapshot, address: str, place: Path, told: Path) -> None:
    dba = Credentials("dba", "dba", "digest")
    client = EndpointClient(
        Endpoint.at(address, update=f"{address}-auth", credentials=dba), seconds=_LOADING_WITHIN
    )
    began, steps = time.perf_counter(), {}

    def progress(_done: int, _whole: int, step: str) -> None:
        steps.setdefault(step, time.perf_counter() - began)

    found = load(snapshot, client, BulkWay(client, place), progress)
    measured = {"triples": found.triples, "seconds": found.seconds, "steps_begin": steps}
    told.write_text(json.dumps(measured), encoding="utf-8")


def _await(address: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}?query=ASK%7B%7D", timeout=5):  # noqa: S310 (a loopback address)
                return
        except OSError:
            time.sleep(0.2)
    raise PeerMissingError(f"Virtuoso was not ready in {READY_WITHIN} s")
