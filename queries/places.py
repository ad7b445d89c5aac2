"""A bounded number of places, and a bounded queue before them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable

from techland.graph.query_errors import QueryQueueFull


class _Turn:
    """One who waits for a place; ``given`` changes under the lock of the places."""

    def __init__(self, wake: Callable[[], object]) -> None:
        self.wake = wake
        self.given = False


class Places:
    """So many queries run at once; so many more wait, for so long, the first come first."""

    def __init__(self, size: int, queue_length: int, queue_seconds: float) -> None:
        self._size = size
        self._queue_length = queue_length
        self._queue_seconds = queue_seconds
        self._lock = threading.Lock()
        self._free = size
        self._waiting: deque[_Turn] = deque()

    @property
    def free(self) -> int:
        """Return how many places nobody has."""
        return self._free

    def take(self) -> None:
        """Take a place, waiting for one if need be.

        Raises:
            QueryQueueFull: too many wait already, or none became free in time.
        """
        if self._taken():
            return
        woken = threading.Event()
        turn = self._queued(woken.set)
        begun = time.monotonic()
        try:
            woken.wait(self._queue_seconds)
        except BaseException:
            self._withdraw(turn)
            raise
        self._check(turn, begun)

    async def take_async(self) -> None:
        """Take a place in an event loop; raises as ``take`` does."""
        if self._taken():
            return
        woken = _Woken(asyncio.get_running_loop())
        turn = self._queued(woken.set)
        begun = time.monotonic()
        try:
            await woken.wait(self._queue_seconds)
        except BaseException:
            self._withdraw(turn)
            raise
        self._check(turn, begun)

    def _taken(self) -> bool:
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self._waiting) >= self._queue_length:
                raise QueryQueueFull(self._size, 0)
        return False

    def _queued(self, wake: Callable[[], object]) -> _Turn:
        turn = _Turn(wake)
        with self._lock:
            if self._free:
                self._free -= 1
                turn.given = True
                wake()
            else:
                self._waiting.append(turn)
        return turn

    def _check(self, turn: _Turn, begun: float) -> None:
        """Refuse the one whose turn did not come in time."""
        with self._lock:
            if turn.given:
                return
            self._waiting.remove(turn)
        raise QueryQueueFull(self._size, time.monotonic() - begun)

    def _withdraw(self, turn: _Turn) -> None:
        """Leave the queue unasked; a place that was given meanwhile is given on."""
        with self._lock:
            given = turn.given
            if not given:
                self._waiting.remove(turn)
        if given:
            self.give_back()

    def give_back(self) -> None:
        """Free a place, or give it to the first who waits."""
        with self._lock:
            if not self._waiting:
                self._free += 1
                return
            turn = self._waiting.popleft()
            turn.given = True
        turn.wake()


class _Woken:
    """An event of an event loop that any thread may set."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._thread = threading.get_ident()
        self._future: asyncio.Future[None] = loop.create_future()

    def set(self) -> None:
        if threading.get_ident() == self._thread:
            self._set()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._set)

    def _set(self) -> None:
        if not self._future.done():
            self._future.set_result(None)

    async def wait(self, seconds: float) -> None:
        timer = self._loop.call_later(seconds, self._set)
        try:
            await self._future
        finally:
            timer.cancel()
