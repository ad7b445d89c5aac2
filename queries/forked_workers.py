"""Query processes forked from one that has loaded the snapshot: started in milliseconds."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from techland.graph.query_errors import QueryProcessDied
from techland.queries.channels import SocketChannel
from techland.queries.control import order_end, order_fork
from techland.queries.workers import (
    Ending,
    Worker,
    command,
    environment,
    last_words,
    last_words_file,
)

_STATE_BYTES = 65536
_FAREWELL_SECONDS = 5


class _ForkingProcess:
    """One forking process: it hangs on a socket, and ends when that is closed."""

    def __init__(self, path: Path) -> None:
        self._errors: IO[bytes] = last_words_file()
        self.control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module in our own Python
                command("fork", path),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=environment(),
                start_new_session=True,
            )

    def state(self) -> dict[str, Any]:
        """Wait until the snapshot is loaded."""
        state = self.control.recv(_STATE_BYTES)
        if not state:
            ending = self.end()
            raise QueryProcessDied(ending.code, ending.said)
        return dict(json.loads(state))

    def end(self) -> Ending:
        """Hang up, and wait until the process has ended its children and itself."""
        self.control.close()
        try:
            code = self._process.wait(_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return Ending(code, "" if self._errors.closed else last_words(self._errors))


class ForkedWorkers:
    """Starts query processes by way of a forking process, which is started first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._forking: _ForkingProcess | None = None
        self.state: dict[str, Any] = {}

    def start(self, *, outward: bool = False) -> Worker:
        """Fork a query process; start the forking process anew should it be gone."""
        with self._lock:
            try:
                forking, (pid, channel) = self._fork(outward=outward)
            except (EOFError, ConnectionError):
                forking, (pid, channel) = self._fork(outward=outward)

        def ended(patience: float) -> Ending:  # noqa: ARG001 - a signal changes no code already set
            return self._end(forking, pid)

        return Worker(pid, SocketChannel(channel), ended)

    def _fork(self, *, outward: bool) -> tuple[_ForkingProcess, tuple[int, socket.socket]]:
        forking = self._forking or _ForkingProcess(self._path)
        with self._whole(forking):
            if self._forking is None:
                self.state = forking.state()
                self._forking = forking
            return forking, order_fork(forking.control, outward=outward)

    def _end(self, forking: _ForkingProcess, pid: int) -> Ending:
        with self._lock:
            try:
                with self._whole(forking):
                    return Ending(*order_end(forking.control, pid))
            except (EOFError, OSError):
                # The forking process is gone, and with it its children.
                return Ending(None)

    @contextmanager
    def _whole(self, forking: _ForkingProcess) -> Iterator[None]:
        """Give the forking process up where order and reply came apart, as Ctrl-C can make them."""
        whole = False
        try:
            yield
            whole = True
        finally:
            if not whole:
                forking.end()
                self._forking = None if self._forking is forking else self._forking

    def close(self) -> None:
        """End the forking process and with it every process that it forked."""
        with self._lock:
            if self._forking is not None:
                self._forking.end()
                self._forking = None
