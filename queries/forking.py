"""The forking process: it has loaded the store, and forks a query process on demand.

It has one thread and imports the standard library, pyoxigraph and what is needed
here, nothing else: a child forked from a process with other threads may hang.
Each child shares the loaded store's memory and talks to the user over a socket
of its own, which is handed over with the reply.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from techland.queries import confinement
from techland.queries.control import FORK, ended, forked, next_order
from techland.queries.opening import Opened
from techland.queries.serving import serve
from techland.queries.wire import Request, requests

_LAST_WORDS_BYTES = 4096


@dataclass(frozen=True)
class _Child:
    pid: int
    last_words: int


class KernelBounds:
    """The kernel ends the process: an alarm at the deadline, failing allocations beyond memory."""

    def __init__(self) -> None:
        self._gauge = confinement.Gauge()
        self._base = self._gauge.mapped

    def arm(self, request: Request) -> None:
        """Set the alarm and the bound of the address space."""
        if self._base:
            confinement.bound_address_space(self._base + request.memory_bytes)
        signal.setitimer(signal.ITIMER_REAL, request.seconds)

    def disarm(self) -> None:
        """Turn the alarm off."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    @property
    def grown(self) -> int:
        """Return the address space taken since the fork."""
        return self._gauge.mapped - self._base


def serve_forks(opened: Callable[[], Opened], control: socket.socket) -> None:
    """Fork and end query processes as ordered, until the user hangs up; then end them all."""
    gc.freeze()
    children: dict[int, _Child] = {}
    try:
        while (order := next_order(control)) is not None:
            if order.do == FORK:
                _fork(opened, control, children, outward=order.outward)
            else:
                child = children.pop(order.pid)
                ended(control, *_end(child))
    finally:
        for child in children.values():
            _end(child)


def _fork(
    opened: Callable[[], Opened],
    control: socket.socket,
    children: dict[int, _Child],
    *,
    outward: bool,
) -> None:
    parent = os.getpid()
    ours, theirs = socket.socketpair()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        theirs.close()
        control.close()
        os.close(reading)
        _work(opened, ours, writing, parent, outward=outward)
    ours.close()
    os.close(writing)
    os.set_blocking(reading, False)
    children[pid] = _Child(pid, reading)
    forked(control, pid, theirs)
    theirs.close()


def _work(
    opened: Callable[[], Opened],
    channel: socket.socket,
    last_words: int,
    parent: int,
    *,
    outward: bool,
) -> NoReturn:
    """Be a query process; never return into the forking process's own course."""
    try:
        confinement.end_with_parent(parent)
        os.set_blocking(last_words, False)
        os.dup2(last_words, 2)
        incoming = channel.makefile("rb")
        found = opened()
        bounds = KernelBounds()
        if not outward:
            found.confine()
        serve(found.store, requests(incoming), channel.sendall, bounds)
    finally:
        os._exit(1)


def _end(child: _Child) -> tuple[int, str]:
    """End a query process; return its exit code (a signal's number negative) and last words."""
    os.kill(child.pid, signal.SIGKILL)
    _, status = os.waitpid(child.pid, 0)
    try:
        said = os.read(child.last_words, _LAST_WORDS_BYTES)
    except BlockingIOError:
        said = b""
    os.close(child.last_words)
    return os.waitstatus_to_exitcode(status), said.decode(errors="replace")
