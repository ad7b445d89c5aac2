"""Older versions of the data, opened when ``?version=`` asks for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from techland.graph.changes.versions import home_of, version_named
from techland.graph.errors import UnknownVersion
from techland.graph.snapshot import Snapshot, kept_snapshots
from techland.queries.evaluators import ServerEvaluator
from techland.server.publication import Publication

# So many older versions are loaded at once; the one longest unused makes room.
OPEN = 2
# Fewer digits would name another version some day.
LEAST_DIGITS = 6
PARAMETER = "version"
Processes = Callable[[Snapshot], ServerEvaluator]


class Versions:
    """The kept snapshots beside the shown one, each open while it is asked."""

    def __init__(self, shown: Publication, processes: Processes) -> None:
        """Open nothing yet.

        Args:
            shown: what is answered from without ``?version=``.
            processes: gives the query processes of a snapshot, which are closed here.
        """
        self.shown = shown
        self._processes = processes
        self._open: OrderedDict[str, Publication] = OrderedDict()
        self._lock = Lock()

    def named(self, version: str) -> Publication:
        """Return the publication of a version: all its digits, the first ones, or ``previous``.

        Raises:
            UnknownVersion: it is not kept, or never was; the error lists those kept.
            NoPreviousVersion: only one is kept.
        """
        shown = self.shown.snapshot
        if version in {shown.version, shown.short}:
            return self.shown
        home = home_of(shown)
        if len(version) < LEAST_DIGITS:
            raise UnknownVersion(version, [kept.version for kept in kept_snapshots(home)])
        snapshot = version_named(home, version, shown)
        if snapshot.version == shown.version:
            return self.shown
        with self._lock:
            found = self._open.pop(snapshot.version, None)
            found = found or Publication(snapshot, self._processes(snapshot))
            self._open[snapshot.version] = found
            while len(self._open) > OPEN:
                self._open.popitem(last=False)[1].evaluator.close()
            return found

    def close(self) -> None:
        """Stop the query processes of every older version."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].evaluator.close()
