"""A bounded number of places, and a bounded queue before them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime

from techland.graph.query_errors import QueryQueueFull


class Places:
    """So many queries run at once; so many more wait, for so long, the first come first."""

    def __init__(self, size: int, queue_length: int, queue_seconds: float) -> None:
        self._size = size
        self._queue_length = queue_length
        self._queue_seconds = queue_seconds
        self._lock = threading.Lock()
        self._free = size
        self._waiting: deque[Future[None]] = deque()

    @property
    def free(self) -> int:
        """Return how many places nobody has."""
        return self._free

    def take(self) -> None:
        """Take a place, waiting for one if need be.

        Raises:
            QueryQueueFull: too many wait already, or none became free in time.
        """
        turn = self._taken_or_queued()
        if turn is None:
            return
        begun = time.monotonic()
        try:
            turn.result(self._queue_seconds)
        except NotInTime:
            if self._gave_up(turn):
                raise QueryQueueFull(self._size, time.monotonic() - begun) from None
        except BaseException:
            if not self._gave_up(turn):
                self.give_back()
            raise

    async def take_async(self) -> None:
        """Take a place in an event loop; raises as ``take`` does."""
        turn = self._taken_or_queued()
        if turn is None:
            return
        begun = time.monotonic()
        try:
            await asyncio.wait_for(asyncio.wrap_future(turn), self._queue_seconds)
        except TimeoutError:
            if self._gave_up(turn):
                raise QueryQueueFull(self._size, time.monotonic() - begun) from None
        except asyncio.CancelledError:
            if not self._gave_up(turn):
                self.give_back()
            raise

    def _taken_or_queued(self) -> Future[None] | None:
        with self._lock:
            if self._free:
                self._free -= 1
                return None
            if len(self._waiting) >= self._queue_length:
                raise QueryQueueFull(self._size, 0)
            turn: Future[None] = Future()
            self._waiting.append(turn)
            return turn

    def _gave_up(self, turn: Future[None]) -> bool:
        """Leave the queue; tell whether that came before a place was given."""
        turn.cancel()
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
        return turn.cancelled()

    def give_back(self) -> None:
        """Free a place, or give it to the first who waits."""
        with self._lock:
            while self._waiting:
                turn = self._waiting.popleft()
                if turn.set_running_or_notify_cancel():
                    turn.set_result(None)
                    return
            self._free += 1
