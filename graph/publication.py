"""Publish a snapshot: write it beside the others, then point to it, then prune.

The order makes every moment safe: the folder gets its name when all its bytes
are durable, the pointer moves after that, and what it named before is kept.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from techland.graph.durable import replace_file, sync_folder, write_file, writing
from techland.graph.errors import DamagedSnapshot
from techland.graph.home import Home
from techland.graph.snapshot import (
    MANIFEST,
    QUADS,
    REPORT,
    SIDE,
    Snapshot,
    canonical_json,
    kept_snapshots,
    version_of,
)

KEPT = 10
_UNFINISHED = ".building-"


@dataclass(frozen=True)
class Contents:
    """What a snapshot's folder holds."""

    lines: Iterable[str]
    manifest: Mapping[str, Any]
    report: Mapping[str, Any]
    side: Mapping[str, Any]


def publish(home: Home, contents: Contents) -> Snapshot:
    """Write a snapshot, make it the active one, and return it.

    One publication at a time; the rest wait. What a stopped one left
    behind is cleared away.

    Raises:
        CannotWrite: the folder is read-only or full; the active snapshot is untouched.
    """
    with writing(home.root):
        home.snapshots.mkdir(parents=True, exist_ok=True)
        with FileLock(home.root / ".lock"):
            _clear_unfinished(home)
            snapshot = _write(home, contents)
            replace_file(home.pointer, f"{snapshot.version}\n".encode())
            prune(home, snapshot)
    return snapshot


def _clear_unfinished(home: Home) -> None:
    for folder in home.snapshots.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _write(home: Home, contents: Contents) -> Snapshot:
    draft = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=home.snapshots))
    try:
        quads, manifest = draft / QUADS, canonical_json(contents.manifest)
        with quads.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(contents.lines)
            file.flush()
            os.fsync(file.fileno())
        write_file(draft / MANIFEST, manifest)
        write_file(draft / REPORT, canonical_json(contents.report))
        write_file(draft / SIDE, canonical_json(contents.side))
        sync_folder(draft)
        target = home.snapshots / version_of(quads, manifest)
        if _is_whole(target):
            os.replace(draft / REPORT, target / REPORT)  # noqa: PTH105 (as below)
        else:
            _move_aside(target)
            os.rename(draft, target)  # noqa: PTH104 (tests stop the process before and after it)
        sync_folder(home.snapshots)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Snapshot(target)


def _is_whole(target: Path) -> bool:
    if not target.exists():
        return False
    try:
        Snapshot(target).verify()
    except DamagedSnapshot:
        return False
    return True


def _move_aside(target: Path) -> None:
    if target.exists():
        aside = Path(tempfile.mkdtemp(prefix=f"{_UNFINISHED}damaged-", dir=target.parent))
        os.rename(target, aside / target.name)  # noqa: PTH104 (as above)


def pinned_versions(home: Home) -> set[str]:
    """Return the versions that are never pruned."""
    if not home.pins.exists():
        return set()
    return set(home.pins.read_text(encoding="utf-8").split())


def prune(home: Home, active: Snapshot) -> list[str]:
    """Take away all but the last ten snapshots, the pinned and the active one.

    Returns the versions taken away. A folder that is in use (Windows) stays
    until the next time.
    """
    keep = pinned_versions(home) | {active.version}
    keep |= {snapshot.version for snapshot in kept_snapshots(home)[:KEPT]}
    gone = []
    for snapshot in kept_snapshots(home):
        if snapshot.version in keep:
            continue
        with suppress(PermissionError):
            out = home.snapshots / f"{_UNFINISHED}pruned-{snapshot.version}"
            os.rename(snapshot.directory, out)  # noqa: PTH104 (as above)
            shutil.rmtree(out, ignore_errors=True)
            gone.append(snapshot.version)
    return gone
