"""The user's side of query processes: one that was started, and how it ended."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from techland.queries.channels import Channel
from techland.queries.frames import Frames
from techland.queries.process_signals import kill

_LAST_WORDS_BYTES = 4096


@dataclass(frozen=True)
class Ending:
    """How a process ended: its exit code (a signal's number negative) and its last words."""

    code: int | None
    said: str = ""


class Worker:
    """A query process: requests go in, frames come out.

    ``kill`` and ``end`` are safe from any thread, also while another one reads:
    that one then finds the stream ended.
    """

    def __init__(self, pid: int, channel: Channel, ended: Callable[[float], Ending]) -> None:
        self.pid = pid
        self.channel = channel
        self.frames = Frames()
        # Which state of the data it has opened; see `Crew.renew`.
        self.generation = 0
        self._ended = ended
        self._lock = threading.Lock()
        self._ending: Ending | None = None

    def kill(self) -> None:
        """Kill the process at once; ``end`` clears up behind it."""
        if self._ending is None:
            with suppress(OSError):
                kill(self.pid)

    def end(self, patience: float = 0.0) -> Ending:
        """Kill the process unless it ends by itself within so many seconds; say how it ended."""
        with self._lock:
            if self._ending is None:
                self._ending = self._ended(patience)
                self.channel.close()
            return self._ending


class WorkerSource(Protocol):
    """A way to start query processes over one snapshot.

    ``state`` tells of the process that has loaded last: quads, threads, modules.
    """

    state: dict[str, Any]

    def start(self, *, outward: bool = False) -> Worker:
        """Start a query process that has loaded the snapshot.

        Args:
            outward: it may open connections, for a query with an allowed SERVICE.

        Raises:
            QueryProcessDied: it ended before it was ready.
        """

    def close(self) -> None:
        """Leave no process behind."""


def command(way: str, path: Path) -> list[str]:
    """Return the command line of a query process; -P keeps the current folder off its path."""
    return [sys.executable, "-P", "-m", "techland.queries.process", way, str(path)]


def environment() -> dict[str, str]:
    """Return this process's environment, less the engine's long traces of failed allocations."""
    return {**os.environ, "RUST_BACKTRACE": "0"}


def last_words_file() -> IO[bytes]:
    """Return a nameless file for a process's standard error."""
    return tempfile.TemporaryFile()


def last_words(file: IO[bytes]) -> str:
    """Return the end of what a process wrote to its standard error, and close the file."""
    with file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LAST_WORDS_BYTES))
        return file.read().decode(errors="replace")
