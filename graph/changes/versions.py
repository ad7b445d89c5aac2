"""Which snapshot a version's name means: a version or its beginning, active, previous."""

from __future__ import annotations

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot, active_snapshot, kept_snapshots, snapshot_named
from techland.graph.version_errors import NoPreviousVersion

ACTIVE, PREVIOUS = "active", "previous"


def version_named(home: Home, name: str, active: Snapshot | None = None) -> Snapshot:
    """Return the kept snapshot that a name means.

    Args:
        home: where snapshots are kept.
        name: a version, its first digits, ``active`` or ``previous``, the latest
            built of those that are not active.
        active: the snapshot that counts as active; the one in use if None.

    Raises:
        UnknownVersion: none, or several, have this version; the error lists those kept.
        NoPreviousVersion: only the active one is kept.
        NoSnapshot: nothing was built yet.
    """
    if name == ACTIVE:
        return active or active_snapshot(home)
    if name != PREVIOUS:
        return snapshot_named(home, name.lower())
    now = active or active_snapshot(home)
    others = [one for one in kept_snapshots(home) if one.version != now.version]
    if not others:
        raise NoPreviousVersion(now.version)
    return others[0]


def home_of(snapshot: Snapshot) -> Home:
    """Return the data folder that keeps a snapshot beside others."""
    return Home(snapshot.directory.parent.parent)
