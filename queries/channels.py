"""The user's end of the line to a query process, for threads and for an event loop alike."""

from __future__ import annotations

import asyncio
import functools
import os
import select
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

_PIECE_BYTES = 2**17
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

    def enter(self) -> bool:
        """Keep the channel open, if it still is."""
        with self._lock:
            self._readers += not self._closing
            return not self._closing

    def leave(self) -> None:
        """Let it be closed."""
        with self._lock:
            self._readers -= 1
            last = self._closing and not self._readers
        if last:
            self._close()

    def close(self) -> None:
        with self._lock:
            now = not self._closing and not self._readers
            self._closing = True
        if now:
            self._close()


class _Buffers(threading.local):
    """What a thread receives into."""

    def __init__(self) -> None:
        self.piece = memoryview(bytearray(_PIECE_BYTES))


_buffers = _Buffers()


class SocketChannel:
    """A socket: what a forked process hangs on.

    It does not block: an event loop that watches it would have that so, and a
    thread waits for it by itself.
    """

    def __init__(self, channel: socket.socket) -> None:
        channel.setblocking(False)
        self._socket = channel
        self._use = _InUse(channel.close)
        self._watching: asyncio.AbstractEventLoop | None = None
        self._waiting: asyncio.Future[bytes] | None = None

    def send(self, data: bytes) -> None:
        """Send all of it."""
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[self._socket.send(rest) :]
            except BlockingIOError:
                # Not select, which cannot watch a descriptor beyond 1023.
                waiting = select.poll()
                waiting.register(self._socket, select.POLLOUT)
                waiting.poll()

    def receive(self) -> bytes:
        """Wait for bytes; none at the end."""
        if not self._use.enter():
            return b""
        try:
            waiting = select.poll()
            waiting.register(self._socket, select.POLLIN)
            waiting.poll()
            return self._received()
        finally:
            self._use.leave()

    def _received(self) -> bytes:
        # A buffer for each piece would be mapped and unmapped each time.
        buffer = _buffers.piece
        try:
            return bytes(buffer[: self._socket.recv_into(buffer)])
        except OSError:
            return b""

    async def receive_async(self) -> bytes:
        """Wait for bytes in an event loop; none at the end."""
        loop = asyncio.get_running_loop()
        if self._watching is not loop and not self._watch(loop):
            return b""
        self._waiting = loop.create_future()
        try:
            return await self._waiting
        finally:
            self._waiting = None

    def _watch(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Let a loop watch the socket from now on: also between the queries, which saves time."""
        if self._watching is not None:
            self._unwatch(self._watching)
        if not self._use.enter():
            return False
        self._watching = loop
        loop.add_reader(self._socket, self._on_readable, loop)
        return True

    def _on_readable(self, loop: asyncio.AbstractEventLoop) -> None:
        waiting = self._waiting
        if waiting is None or waiting.done() or self._watching is not loop:
            # Nobody here is ready for more: the process is to wait.
            self._unwatch(loop)
            return
        data = self._received()
        if not data:
            self._unwatch(loop)
        waiting.set_result(data)

    def _unwatch(self, loop: asyncio.AbstractEventLoop) -> None:
        if not loop.is_closed():
            loop.remove_reader(self._socket)
        if self._watching is loop:
            self._watching = None
            self._use.leave()

    def close(self) -> None:
        """Hang up."""
        self._use.close()
        watching = self._watching
        if watching is not None and watching.is_closed():
            self._unwatch(watching)


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
        if not self._use.enter():
            return b""
        try:
            return os.read(self._incoming, _PIECE_BYTES)
        finally:
            self._use.leave()

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
