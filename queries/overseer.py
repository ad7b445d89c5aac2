"""A thread that looks after running queries: their deadlines, their lanes, what they left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from techland.queries.running import RunningQuery

_LOOK_SECONDS = 0.05
# It sleeps after so long without a query, so that a busy program need not wake it for each.
_IDLE_SECONDS = 2.0


class Overseer:
    """Looks at running queries twenty times a second, and sleeps when there are none for long.

    ``add``, ``drop`` and ``wake`` take no lock, so that they may be called from a
    finaliser, which can interrupt any code of its thread.
    """

    def __init__(self, tend: Callable[[list[RunningQuery]], None]) -> None:
        self._tend = tend
        self._running: set[RunningQuery] = set()
        self._wake: SimpleQueue[bool] = SimpleQueue()
        self._asleep = False
        self._thread = threading.Thread(target=self._look, name="query overseer", daemon=True)
        self._thread.start()

    def add(self, query: RunningQuery) -> None:
        """Look after a query from now on."""
        self._running.add(query)
        if self._asleep:
            self.wake()

    def drop(self, query: RunningQuery) -> None:
        """Forget a query that has ended."""
        self._running.discard(query)

    def running(self) -> list[RunningQuery]:
        """Return the queries under way."""
        while True:
            try:
                return list(self._running)
            except RuntimeError:  # another thread changed the set meanwhile
                continue

    def wake(self) -> None:
        """Look at once."""
        self._wake.put(True)

    def close(self) -> None:
        """End the thread."""
        self._wake.put(False)
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _look(self) -> None:
        on = True
        last_busy = time.monotonic()
        while on:
            # In this order: a query added in between is seen, or wakes the thread.
            self._asleep = time.monotonic() - last_busy > _IDLE_SECONDS
            try:
                sleeps = self._asleep and not self._running
                on = self._wake.get(timeout=None if sleeps else _LOOK_SECONDS)
            except Empty:
                on = True
            self._asleep = False
            running = self.running()
            if running:
                last_busy = time.monotonic()
            for query in running:
                query.look()
            self._tend(running)
