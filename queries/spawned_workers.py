"""Query processes that each load the snapshot: for platforms without fork."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

from techland.graph.query_errors import QueryProcessDied
from techland.queries.channels import PipeChannel
from techland.queries.workers import (
    Ending,
    Worker,
    command,
    environment,
    last_words,
    last_words_file,
)

# A group of its own, which Ctrl-C in a terminal does not reach.
_APART: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if sys.platform == "win32"
    else {"start_new_session": True}
)


class SpawnedWorkers:
    """Starts query processes as fresh interpreters with pipes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.state: dict[str, Any] = {}

    def start(self, *, outward: bool = False) -> Worker:
        """Start a query process and wait until it has loaded the snapshot."""
        errors = last_words_file()
        process = subprocess.Popen(  # noqa: S603 - our own module in our own Python
            command("spawn-outward" if outward else "spawn", self._path),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment(),
            bufsize=0,
            **_APART,
        )
        return _ready(process, errors, self._note)

    def _note(self, state: bytes) -> None:
        self.state = json.loads(state)

    def close(self) -> None:
        """Do nothing: every process is ended by who started it."""


def _ready(
    process: subprocess.Popen[bytes], errors: IO[bytes], note: Callable[[bytes], None]
) -> Worker:
    """Return the worker of a process when it has loaded the snapshot."""

    def ended(patience: float) -> Ending:
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        return Ending(code, last_words(errors))

    incoming, outgoing = (_own_handle(pipe) for pipe in (process.stdout, process.stdin))
    worker = Worker(process.pid, PipeChannel(incoming, outgoing), ended)
    ready = False
    try:
        state = _first_frame(worker)
        if state is None:
            ending = worker.end(patience=1)
            raise QueryProcessDied(ending.code, ending.said)
        note(state)
        ready = True
    finally:
        if not ready:
            worker.end()
    return worker


def _own_handle(pipe: IO[bytes] | None) -> int:
    """Return a handle of our own of a pipe, and close the pipe."""
    with cast("IO[bytes]", pipe) as opened:
        return os.dup(opened.fileno())


def _first_frame(worker: Worker) -> bytes | None:
    while (received := worker.frames.next()) is None:
        data = worker.channel.receive()
        if not data:
            return None
        worker.frames.feed(data)
    return received[1]
