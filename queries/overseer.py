"""A thread that ends queries beyond their deadline, and those whose reader forgot them."""

from __future__ import annotations

import threading
from queue import Empty, SimpleQueue

from techland.queries.running import RunningQuery

_LOOK_SECONDS = 0.1


class Overseer:
    """Looks at running queries ten times a second, and sleeps while there are none.

    ``add``, ``drop`` and ``wake`` take no lock, so that they may be called from a
    finaliser, which can interrupt any code of its thread.
    """

    def __init__(self) -> None:
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
        return list(self._running)

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
        while on:
            # In this order: a query added in between is seen, or wakes the thread.
            self._asleep = True
            try:
                on = self._wake.get(timeout=_LOOK_SECONDS if self._running else None)
            except Empty:
                on = True
            self._asleep = False
            for query in self.running():
                query.look()
