"""Debian's Virtuoso, started for tests on free ports with a database of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Credentials, Endpoint
from techland.graph.remote.loading.bulk import BulkWay
from techland.graph.remote.loading.loading import load
from techland.graph.snapshot import Snapshot

SETTINGS = Path(__file__).with_name("virtuoso.ini")
# What Virtuoso gives at most unless told otherwise on Debian.
ROWS = 10_000
READY_WITHIN = 60
DBA = Credentials("dba", "dba", "digest")


@dataclass(frozen=True)
class Virtuoso:
    """A running engine.

    Attributes:
        folder: that it may read files from.
        sql: port of its SQL listener.
        http: port of its web server.
    """

    folder: Path
    sql: int
    http: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.http}/sparql"

    @property
    def writer(self) -> EndpointClient:
        """Return a client that may write."""
        endpoint = Endpoint.at(self.address, update=f"{self.address}-auth", credentials=DBA)
        return EndpointClient(endpoint, seconds=120)

    def load(self, snapshot: Snapshot) -> None:
        """Have a snapshot served, by the engine's own loader."""
        way = BulkWay(self.writer, self.folder)
        load(snapshot, self.writer, way, lambda *_: None)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running_virtuoso(folder: Path, rows: int = ROWS) -> Iterator[Virtuoso]:
    """Run an engine for the length of a block."""
    program = shutil.which("virtuoso-t")
    assert program, "virtuoso-t is not installed: apt-get install virtuoso-opensource"
    engine = Virtuoso(folder, free_port(), free_port())
    settings = folder / "virtuoso.ini"
    written = SETTINGS.read_text(encoding="ascii").format(
        folder=folder, sql=engine.sql, http=engine.http, rows=rows
    )
    settings.write_text(written, encoding="ascii")
    command = [program, "+foreground", "+configfile", str(settings)]
    with (folder / "said.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        _await(engine, process)
        yield engine
    finally:
        process.kill()
        process.wait()


def _await(engine: Virtuoso, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, (engine.folder / "said.log").read_text()
        try:
            with urlopen(f"{engine.address}?query=ASK%7B%7D", timeout=5):  # noqa: S310 (a loopback address)
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"Virtuoso was not ready in {READY_WITHIN} s")
