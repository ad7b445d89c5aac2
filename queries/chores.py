"""A thread that does a chore whenever it is woken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue


class Chores:
    """Does what may take a moment (starting and clearing up processes) beside everything else.

    ``wake`` takes no lock and never waits.
    """

    def __init__(self, chore: Callable[[], None]) -> None:
        self._chore = chore
        self._wake: SimpleQueue[bool] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="query chores", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Do the chore, once more if it is being done."""
        self._wake.put(True)

    def close(self) -> None:
        """End the thread when it has done what it is at."""
        self._wake.put(False)
        self._thread.join()

    def _work(self) -> None:
        while self._wake.get():
            self._chore()
