"""Hold a write to its time, its memory and to the space that is left."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

from techland.queries import confinement
from techland.queries.plain.orders import Order

# The engine writes its log, then tables, then merges them: it needs room to do so.
RESERVE_BYTES = 64 * 2**20
_COPIES = 4
_UNBOUND = 2**62


class WriteBounds:
    """The kernel ends the process at the deadline, and fails allocations beyond the memory.

    Where there are no such signals (Windows), a thread looks at both.
    """

    def __init__(self) -> None:
        self._gauge = confinement.Gauge()
        self._watch = None
        if not hasattr(signal, "setitimer"):
            from techland.queries.spawning import WatchedBounds

            self._watch = WatchedBounds()

    def arm(self, order: Order) -> None:
        """Begin to hold a write to its limits."""
        if self._watch is not None:
            self._watch.arm(order)  # type: ignore[arg-type]  # it has the two fields
            return
        mapped = self._gauge.mapped
        if mapped:
            confinement.bound_address_space(mapped + order.memory_bytes)
        signal.setitimer(signal.ITIMER_REAL, order.seconds)

    def disarm(self) -> None:
        """Let go: the write is committed, or refused."""
        if self._watch is not None:
            self._watch.disarm()
            return
        signal.setitimer(signal.ITIMER_REAL, 0)
        confinement.bound_address_space(min(_UNBOUND, sys.maxsize))


def has_space(folder: Path, size: int) -> str | None:
    """Return why there is too little space for a body of this size, None if there is enough."""
    free = shutil.disk_usage(folder).free
    needed = RESERVE_BYTES + _COPIES * size
    if free >= needed:
        return None
    return f"{free / 2**20:,.0f} MiB are free on its disk, {needed / 2**20:,.0f} MiB are needed"
