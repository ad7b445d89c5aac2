"""A spawned query process: it loads the store itself, answers over pipes, and watches itself.

This is the way for platforms without fork (Windows) or where forking is unsafe
(macOS). Nothing here needs a signal, a socket or a limit of the operating
system: threads beside the evaluation, which releases the interpreter, look at
the clock, at the memory in use and at the user's pipe, and end the process.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from queue import SimpleQueue
from typing import BinaryIO

from techland.queries import confinement
from techland.queries.opening import Opened
from techland.queries.serving import serve
from techland.queries.wire import DEADLINE_CODE, MEMORY_CODE, Request, requests

_LOOK_SECONDS = 0.02
_STACK_BYTES = 64 * 2**20


class WatchedBounds:
    """A thread ends the process: at the deadline, or when its memory has grown too far."""

    def __init__(self) -> None:
        self._gauge = confinement.Gauge()
        self._base = self._gauge.resident
        self._armed = threading.Event()
        self._deadline = 0.0
        self._most = 0
        threading.Thread(target=self._watch, daemon=True).start()

    def arm(self, request: Request) -> None:
        """Set deadline and bound."""
        self._deadline = time.monotonic() + request.seconds
        self._most = self._base + request.memory_bytes
        self._armed.set()

    def disarm(self) -> None:
        """Stop looking."""
        self._armed.clear()

    @property
    def grown(self) -> int:
        """Return the memory in use beyond what the loaded store took."""
        return self._gauge.resident - self._base

    def _watch(self) -> None:
        while self._armed.wait():
            if time.monotonic() > self._deadline:
                os._exit(DEADLINE_CODE)
            if self._gauge.resident > self._most:
                os._exit(MEMORY_CODE)
            time.sleep(_LOOK_SECONDS)


def serve_pipes(
    opened: Opened, incoming: BinaryIO, outgoing: BinaryIO, *, outward: bool = False
) -> None:
    """Answer what comes from one pipe into the other, until the user hangs up."""
    waiting: SimpleQueue[Request] = SimpleQueue()
    bounds = WatchedBounds()
    if not outward:
        opened.confine()

    def send(data: bytes) -> None:
        outgoing.write(data)
        outgoing.flush()

    threading.stack_size(_STACK_BYTES)
    work = (opened.store, _taken_from(waiting), send, bounds)
    threading.Thread(target=serve, args=work, daemon=True).start()
    for request in requests(incoming):
        waiting.put(request)
    os._exit(0)


def _taken_from(waiting: SimpleQueue[Request]) -> Iterator[Request]:
    while True:
        yield waiting.get()
