"""A bounded number of places, and a bounded queue before them."""

from __future__ import annotations

import threading
import time

from techland.graph.query_errors import QueryQueueFull


class Places:
    """So many queries run at once; so many more wait, for so long."""

    def __init__(self, size: int, queue_length: int, queue_seconds: float) -> None:
        self._size = size
        self._queue_length = queue_length
        self._queue_seconds = queue_seconds
        self._changed = threading.Condition()
        self._free = size
        self._waiting = 0

    def take(self) -> None:
        """Take a place, waiting for one if need be.

        Raises:
            QueryQueueFull: too many wait already, or none became free in time.
        """
        begun = time.monotonic()
        with self._changed:
            if not self._free and self._waiting >= self._queue_length:
                raise QueryQueueFull(self._size, 0)
            self._waiting += 1
            try:
                if not self._changed.wait_for(lambda: self._free > 0, self._queue_seconds):
                    raise QueryQueueFull(self._size, time.monotonic() - begun)
                self._free -= 1
            finally:
                self._waiting -= 1

    def give_back(self) -> None:
        """Free a place."""
        with self._changed:
            self._free += 1
            self._changed.notify()
