"""A server of a plain store as a user starts it: the command in a process group of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = "a-token-for-the-tests-alone"  # noqa: S105 (of no use elsewhere)
WRITER = {"Authorization": f"Bearer {TOKEN}"}
START = "from techland.cli import main; main()"


@dataclass(frozen=True)
class Reply:
    """What came back: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class ServedStore:
    """A running server and how to ask it."""

    process: subprocess.Popen[str]
    address: str
    said: list[str]

    def send(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request over a connection of its own."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            content = body.encode() if isinstance(body, str) else body
            connection.request(method, path, content, dict(headers or {}))
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, told, response.read())
        finally:
            connection.close()

    def update(self, text: str, **parameters: str) -> Reply:
        headers = {"Content-Type": "application/sparql-update", **WRITER}
        path = f"/sparql?{urlencode(parameters)}" if parameters else "/sparql"
        return self.send("POST", path, text, headers)

    def ask(self, text: str, **parameters: str) -> Any:
        """Return the bindings of a SELECT as rows of values, or the boolean of ASK."""
        query = urlencode({"query": text, **parameters})
        reply = self.send("GET", f"/sparql?{query}", headers={"Accept": "application/json"})
        assert reply.status == 200, reply.body
        if "boolean" in reply.json:
            return reply.json["boolean"]
        names = reply.json["head"]["vars"]
        bindings = reply.json["results"]["bindings"]
        return [tuple(row[n]["value"] if n in row else None for n in names) for row in bindings]

    def kill(self) -> None:
        """End the server as a power cut would: at once, with all its processes' parent."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def stop(self) -> None:
        """End the server as Ctrl-C does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()


def start(
    folder: Path,
    *options: str,
    settings: Mapping[str, str] | None = None,
    prefix: tuple[str, ...] = (),
) -> ServedStore:
    """Start a server and wait until it answers."""
    command = [sys.executable, "-P", "-c", START, "serve", "--store", str(folder), "--port", "0"]
    process = subprocess.Popen(
        [*prefix, *command, *options],
        env={**os.environ, "TECHLAND_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1", **(settings or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line.rstrip())
        if line.startswith("http://"):
            return ServedStore(process, line.strip(), said)
    process.wait()
    raise AssertionError(said)


@contextmanager
def serving(
    folder: Path,
    *options: str,
    settings: Mapping[str, str] | None = None,
    prefix: tuple[str, ...] = (),
) -> Iterator[ServedStore]:
    """Serve a store for the length of a block."""
    server = start(folder, *options, settings=settings, prefix=prefix)
    try:
        yield server
    finally:
        server.stop()
