"""Start the servers that are measured side by side, and stop them whatever happens."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from techland.graph.home import Home
from techland.graph.snapshot import active_snapshot
from techland.server.export_sizes import FOLDER, is_measured

GRAPH = "http://example.org/benchmark"
READY_WITHIN = 240
STOPPED_WITHIN = 20
# Its command needs click, which comes with uvicorn.
RDFLIB_ENDPOINT = ("rdflib-endpoint>=0.6,<0.7", "uvicorn>=0.30")
# Virtuoso itself allows no more rows in one answer than these.
VIRTUOSO_ROWS = 2**20
VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 100
ServerThreads = 100
DirsAllowed = {folder}, {data}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxQueryMem = 2G
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 100
MaxClientConnections = 100
MaxKeepAlives = 100
KeepAliveTimeout = 15
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 600
"""


class PeerMissingError(Exception):
    """A peer cannot be started on this machine."""


@dataclass(frozen=True)
class Server:
    """A server that answers SPARQL at a path of a port of this machine."""

    name: str
    port: int
    path: str
    process: int
    parameters: tuple[tuple[str, str], ...] = ()

    def target(self, query: str) -> str:
        """Return path and query string of a request for an answer."""
        return f"{self.path}?{urlencode([*self.parameters, ('query', query)])}"


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


@contextmanager
def running(
    command: list[str], log: Path, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program that is stopped whatever happens, its output in a file."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            cwd=log.parent,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server and what it started: a session of its own."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOPPED_WITHIN)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _await_answer(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            connection.request("GET", server.target("ASK {}"))
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            # It does not listen yet.
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    tail = log.read_text(encoding="utf-8", errors="replace")[-500:]
    raise PeerMissingError(f"{server.name} does not answer: {tail}")


@contextmanager
def techland(home: Path, processes: str = "") -> Iterator[Server]:
    """Serve the active snapshot of a home, by forked or spawned query processes.

    What the server does by itself at its start, measuring its downloads, is awaited.
    """
    port, log = free_port(), home / "serve.log"
    program = str(Path(sys.executable).parent / "techland")
    command = [program, "serve", "--port", str(port)]
    settings = {"TECHLAND_HOME": str(home), "TECHLAND_PROCESSES": processes}
    with running(command, log, settings) as process:
        server = Server("techland", port, "/sparql", process.pid)
        _await_answer(server, process, log)
        _await_sizes(Home(home))
        yield server


def _await_sizes(home: Home) -> None:
    """Wait until a server has measured its downloads, which it does for small graphs."""
    snapshot = active_snapshot(home)
    if not is_measured(snapshot):
        return
    until = time.monotonic() + READY_WITHIN
    while not (home.root / FOLDER / f"{snapshot.version}.json").exists():
        if time.monotonic() > until:
            raise SystemExit(f"the server has not measured its downloads in {READY_WITHIN} s")
        time.sleep(0.2)


@contextmanager
def rdflib_endpoint(triples: Path, folder: Path) -> Iterator[Server]:
    """Serve a file of N-Triples by rdflib-endpoint, in an environment of its own."""
    place = folder / "rdflib-endpoint"
    program = place / "bin" / "rdflib-endpoint"
    if not program.exists():
        venv.create(place, with_pip=True)
        install = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        done = subprocess.run([*install, *RDFLIB_ENDPOINT], check=False, capture_output=True)
        if done.returncode or not program.exists():
            raise PeerMissingError("rdflib-endpoint could not be installed")
    port, log = free_port(), place / "serve.log"
    command = [str(program), "serve", "--host", "127.0.0.1", "--port", str(port), str(triples)]
    with running(command, log) as process:
        server = Server("rdflib-endpoint", port, "/", process.pid)
        _await_answer(server, process, log)
        yield server


@contextmanager
def virtuoso(triples: Path, folder: Path) -> Iterator[Server]:
    """Serve a file of N-Triples by Virtuoso 7, from a database of its own."""
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or client is None:
        raise PeerMissingError("virtuoso-t or isql-vt is not installed")
    place = Path(tempfile.mkdtemp(prefix="virtuoso-", dir=folder))
    sql, port = free_port(), free_port()
    settings = VIRTUOSO_INI.format(
        folder=place, data=triples.parent, sql=sql, http=port, rows=VIRTUOSO_ROWS
    )
    ini, log = place / "virtuoso.ini", place / "serve.log"
    ini.write_text(settings, encoding="ascii")
    with running([program, "+foreground", "+configfile", str(ini)], log) as process:
        bound = (("default-graph-uri", GRAPH),)
        server = Server("Virtuoso", port, "/sparql", process.pid, bound)
        _await_answer(server, process, log)
        listed = f"ld_dir('{triples.parent}', '{triples.name}', '{GRAPH}')"
        load = f"{listed}; rdf_loader_run(); checkpoint;"
        command = [client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=READY_WITHIN
        )
        if done.returncode:
            raise PeerMissingError(f"Virtuoso could not load the triples: {done.stderr[-300:]}")
        yield server
