"""The user's end of the line to a query process, for threads and for an event loop alike."""

from __future__ import annotations

import asyncio
import functools
import os
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol

_PIECE_BYTES = 2**17
# Of the operating system's calls only one with a timeout may be made on a socket that an
# event loop has set to non-blocking; this one never comes.
_NEVER = 10.0**8
_MOST_PIPES_READ = 256


class Channel(Protocol):
    """Bytes to and from a query process; ``close`` is safe while another thread reads."""

    def send(self, data: bytes) -> None:
        """Send all of it.

        Raises:
            OSError: the process is gone.
        """

    def receive(self) -> bytes:
        """Wait for bytes; none at the end."""

    async def receive_async(self) -> bytes:
        """Wait for bytes in an event loop; none at the end."""

    def close(self) -> None:
        """Close, at once or when nobody reads any more."""


class _InUse:
    """Puts the closing off for as long as a reader is inside."""

    def __init__(self, close: Callable[[], None]) -> None:
        self._close = close
        self._lock = threading.Lock()
        self._readers = 0
        self._closing = False

    @contextmanager
    def reading(self) -> Iterator[bool]:
        """Tell whether the channel is open, and keep it so."""
        with self._lock:
            is_open = not self._closing
            self._readers += is_open
        try:
            yield is_open
        finally:
            with self._lock:
                self._readers -= is_open
                last = is_open and self._closing and not self._readers
            if last:
                self._close()

    def close(self) -> None:
        with self._lock:
            now = not self._closing and not self._readers
            self._closing = True
        if now:
            self._close()


class SocketChannel:
    """A socket: what a forked process hangs on."""

    def __init__(self, channel: socket.socket) -> None:
        channel.settimeout(_NEVER)
        self._socket = channel
        self._use = _InUse(channel.close)

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self._socket.sendall(data)

    def receive(self) -> bytes:
        """Wait for bytes; none at the end."""
        with self._use.reading() as is_open:
            return self._received() if is_open else b""

    def _received(self) -> bytes:
        try:
            return self._socket.recv(_PIECE_BYTES)
        except OSError:
            return b""

    async def receive_async(self) -> bytes:
        """Wait for bytes in an event loop; none at the end."""
        loop = asyncio.get_running_loop()
        with self._use.reading() as is_open:
            if not is_open:
                return b""
            readable = loop.create_future()
            handle = self._socket.fileno()
            loop.add_reader(handle, _wake, readable)
            try:
                await readable
            finally:
                loop.remove_reader(handle)
            return self._received()

    def close(self) -> None:
        """Hang up."""
        self._use.close()


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


@functools.cache
def _pipe_readers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_MOST_PIPES_READ, "query pipe")


class PipeChannel:
    """Two pipes: what a spawned process hangs on.

    No event loop watches a pipe on every platform, so that a thread does.
    """

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._use = _InUse(self._close_both)

    def send(self, data: bytes) -> None:
        """Send all of it."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._outgoing, rest) :]

    def receive(self) -> bytes:
        """Wait for bytes; none at the end."""
        with self._use.reading() as is_open:
            return os.read(self._incoming, _PIECE_BYTES) if is_open else b""

    async def receive_async(self) -> bytes:
        """Wait for bytes in an event loop; none at the end."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_pipe_readers(), self.receive)

    def _close_both(self) -> None:
        os.close(self._incoming)
        os.close(self._outgoing)

    def close(self) -> None:
        """Hang up."""
        self._use.close()
