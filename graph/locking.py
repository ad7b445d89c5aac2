"""One process at a time changes what a home holds: builds, imports and removals wait in line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from techland.graph.durable import writing
from techland.graph.home import Home

# After so many seconds it is told that somebody else is at work.
_TELL_AFTER = 1.0
WAITING = "wait for another build or import"


@contextmanager
def alone_at(home: Home, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the home's lock; a call inside another of the same thread holds it already.

    Args:
        home: whose snapshots or datasets change.
        waiting: called where another process holds the lock for longer than a moment.

    Raises:
        CannotWrite: the folder is read-only or full.
    """
    with writing(home.root):
        home.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home.root / ".lock", is_singleton=True)
        try:
            lock.acquire(timeout=_TELL_AFTER)
        except Timeout:
            if waiting:
                waiting()
            lock.acquire()
    try:
        yield
    finally:
        lock.release()
