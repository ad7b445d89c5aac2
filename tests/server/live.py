"""A real server in a process of its own, and a raw socket to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LIGHT = "ASK { ?s ?p ?o }"
_asked = count()


def light() -> str:
    """Return a light query that was not asked before: its answer is none that is kept."""
    return f"{LIGHT} # {next(_asked)}"


@dataclass(frozen=True)
class LiveServer:
    """Where a server listens, its process and the file of its output."""

    address: str
    pid: int
    log: Path

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def connect(self, seconds: float = 30) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def exchange(self, request: bytes, seconds: float = 30) -> bytes:
        """Send bytes, and return all that comes until the server hangs up."""
        with self.connect(seconds) as line:
            line.sendall(request)
            return everything(line)

    def words(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def everything(line: socket.socket) -> bytes:
    received = bytearray()
    try:
        while piece := line.recv(2**16):
            received += piece
    except ConnectionResetError:
        pass
    return bytes(received)


def get(query: str, version: str = "1.1", **parameters: str) -> bytes:
    """Return a request of GET for JSON or Turtle, after which the server hangs up."""
    more = "".join(f"&{name}={quote(value)}" for name, value in parameters.items())
    return (
        f"GET /sparql?query={quote(query)}{more} HTTP/{version}\r\nHost: localhost\r\n"
        "Accept: application/sparql-results+json, text/turtle\r\nConnection: close\r\n\r\n"
    ).encode()


@contextmanager
def serving(home: Path, log: Path, *options: str, **settings: str) -> Iterator[LiveServer]:
    """Serve the built graph of a home on a free port."""
    command = [sys.executable, "-m", "techland.cli", "serve", "--port", "0", *options]
    environment = {**os.environ, "TECHLAND_HOME": str(home), "PYTHONUNBUFFERED": "1", **settings}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=output, env=environment, text=True
        )
        with process:
            assert process.stdout
            address = process.stdout.readline().strip()
            try:
                assert address.startswith("http://"), log.read_text()
                yield LiveServer(address, process.pid, log)
            finally:
                process.terminate()


def processes_below(pid: int) -> set[int]:
    """Return the processes that a process has started, and those that they have."""
    found: set[int] = set()
    ahead = [pid]
    while ahead:
        children = _children(ahead.pop())
        found |= children
        ahead += children
    return found


def _children(pid: int) -> set[int]:
    found: set[int] = set()
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found |= {int(word) for word in (thread / "children").read_text().split()}
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found


def state_of(pid: int) -> str:
    """Return R, S, T (stopped), Z; empty if there is no such process."""
    return _stat(pid)[0]


def seconds_of(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields[0] else 0.0


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return [""] * 20


def resident_bytes(pid: int) -> int:
    """Return the memory that a process shares with no other."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))
