"""The server's end of the line to the process that writes a plain store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from techland.graph.store_errors import (
    NotShown,
    StoreFull,
    StoreUnusable,
    UpdateOutOfMemory,
    UpdateTimeout,
    WriterDied,
)
from techland.queries.plain.orders import Order, heard_error
from techland.queries.wire import DEADLINE_CODE, ERROR, MEMORY_CODE, read_frame
from techland.queries.workers import environment, last_words, last_words_file

# The process ends itself at the deadline; should it not, it is killed this much later.
GRACE_SECONDS = 5.0
_FAREWELL_SECONDS = 10.0
_ALARM = -getattr(signal, "SIGALRM", 14)
_OUT_OF_MEMORY = ("memory allocation of", "bad_alloc")


class WriterProcess:
    """A process that has a store open for writing, started anew when it ends.

    One thread at a time may use it.
    """

    def __init__(self, path: Path) -> None:
        """Open the store.

        Raises:
            StoreInUse, StoreUnusable: it cannot be opened.
        """
        self._path = path
        self._start()

    def _start(self) -> None:
        self._errors: IO[bytes] = last_words_file()
        module = "techland.queries.plain.writing"
        self._process = subprocess.Popen(  # noqa: S603 - our own module in our own Python
            [sys.executable, "-P", "-m", module, str(self._path), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(),
            start_new_session=True,
        )
        reply = self._reply()
        if reply is None:
            code, said = self._ended()
            raise StoreUnusable(self._path, f"code {code}: {said.strip()[-500:]}")
        if reply[0] == ERROR:
            self._ended()
            raise heard_error(reply[1])

    @property
    def pid(self) -> int:
        """Return the process's id."""
        return self._process.pid

    def do(self, order: Order, body: bytes) -> dict[str, Any]:
        """Have an order carried out; it is durable and shown when this returns.

        Raises:
            PlainStoreError: one of its kinds; the process is ready for the next order.
        """
        if self._process.poll() is not None:
            self._restart()
        late = threading.Timer(order.seconds + GRACE_SECONDS, self._process.kill)
        late.start()
        try:
            reply = self._asked(order.packed(body))
        finally:
            late.cancel()
        if reply is None:
            code, said = self._ended()
            self._restart()
            raise _reason(order, code, said)
        kind, payload = reply
        if kind != ERROR:
            return dict(json.loads(payload))
        error = heard_error(payload)
        if isinstance(error, StoreFull | NotShown):
            self._ended()
            with suppress(NotShown, StoreUnusable):
                self._restart()
        raise error

    def _asked(self, packed: bytes) -> tuple[int, bytes] | None:
        stdin = self._process.stdin
        if stdin is None:
            return None
        try:
            stdin.write(packed)
            stdin.flush()
        except OSError:
            return None
        return self._reply()

    def _reply(self) -> tuple[int, bytes] | None:
        stdout = self._process.stdout
        return read_frame(stdout) if stdout else None  # type: ignore[arg-type]  # a binary pipe

    def _restart(self) -> None:
        self._ended()
        self._start()

    def _ended(self) -> tuple[int | None, str]:
        """Let the process end; return its exit code (a signal's number negative) and last words."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            code = self._process.wait(_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return code, "" if self._errors.closed else last_words(self._errors)

    def close(self) -> None:
        """Close the store and leave no process behind."""
        self._ended()


def _reason(order: Order, code: int | None, said: str) -> Exception:
    if code in {_ALARM, DEADLINE_CODE}:
        return UpdateTimeout(order.seconds)
    if code == MEMORY_CODE or any(words in said for words in _OUT_OF_MEMORY):
        return UpdateOutOfMemory(order.memory_bytes)
    return WriterDied(code, said)
