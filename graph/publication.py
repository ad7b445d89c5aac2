"""Publish a snapshot: write it beside the others, then point to it, then prune.

The order makes every moment safe: the folder gets its name when all its bytes
are durable, the pointer moves after that, and what it named before is kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from techland.graph.durable import (
    NEW_PREFIX,
    NEW_SUFFIX,
    replace_file,
    sync_folder,
    write_file,
    writing,
)
from techland.graph.errors import DamagedSnapshot
from techland.graph.hashed_files import HashedFile, hash_with
from techland.graph.home import Home
from techland.graph.locking import alone_at
from techland.graph.snapshot import (
    MANIFEST,
    QUADS,
    REPORT,
    SIDE,
    Snapshot,
    canonical_json,
    kept_snapshots,
)

KEPT = 10
_UNFINISHED = ".building-"


@dataclass(frozen=True)
class Contents:
    """What a snapshot's folder holds; without ``lines`` the quads are written already.

    ``hasher`` has then taken all of them.
    """

    lines: Iterable[str] | None
    manifest: Mapping[str, Any]
    report: Mapping[str, Any]
    side: Mapping[str, Any]
    hasher: Any = None


# Writes the quads to the path that it is given and returns the rest.
Composer = Callable[[Path], Contents]


def publish(home: Home, contents: Contents | Composer) -> Snapshot:
    """Write a snapshot, make it the active one, and return it.

    One publication at a time; the rest wait. What a stopped one left
    behind is cleared away.

    Raises:
        CannotWrite: the folder is read-only or full; the active snapshot is untouched.
    """
    with writing(home.root), alone_at(home):
        home.snapshots.mkdir(parents=True, exist_ok=True)
        clear_unfinished(home)
        snapshot = _write(home, contents)
        replace_file(home.pointer, f"{snapshot.version}\n".encode())
        prune(home, snapshot)
        clear_unfinished(home)
    return snapshot


def clear_unfinished(home: Home) -> None:
    """Take away what a stopped build left behind, or this one put aside; call it under the lock."""
    for folder in home.snapshots.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for pointer in home.root.glob(f"{NEW_PREFIX}{home.pointer.name}.*{NEW_SUFFIX}"):
        pointer.unlink(missing_ok=True)


def _folder_beside(home: Home, purpose: str) -> Path:
    """Make a folder that no reader looks at, with the rights that the umask gives."""
    folder = home.snapshots / f"{_UNFINISHED}{purpose}-{os.getpid()}"
    folder.mkdir()
    return folder


def _write(home: Home, given: Contents | Composer) -> Snapshot:
    draft = _folder_beside(home, "draft")
    try:
        quads = draft / QUADS
        contents = given if isinstance(given, Contents) else given(quads)
        manifest = canonical_json(contents.manifest)
        hasher = contents.hasher
        if contents.lines is not None:
            with HashedFile(quads) as file:
                file.write("".join(contents.lines).encode())
            hasher = file.hasher
        write_file(draft / MANIFEST, manifest)
        write_file(draft / REPORT, canonical_json(contents.report))
        write_file(draft / SIDE, canonical_json(contents.side))
        sync_folder(draft)
        target = home.snapshots / hash_with(hasher, manifest)
        if _is_whole(target):
            _renew(draft, target)
        else:
            _move_aside(home, target)
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


def _renew(draft: Path, target: Path) -> None:
    """Bring the files that the version does not cover up to date."""
    os.replace(draft / REPORT, target / REPORT)  # noqa: PTH105 (as above)
    try:
        _ = Snapshot(target).built
    except DamagedSnapshot:
        os.replace(draft / SIDE, target / SIDE)  # noqa: PTH105 (as above)
    sync_folder(target)


def _move_aside(home: Home, target: Path) -> None:
    if target.exists():
        aside = _folder_beside(home, "damaged")
        os.rename(target, aside / target.name)  # noqa: PTH104 (as above)


def pinned_versions(home: Home) -> set[str]:
    """Return the kept versions that are never pruned; a line may name one by its beginning."""
    if not home.pins.exists():
        return set()
    pins = tuple(home.pins.read_text(encoding="utf-8").split())
    return {s.version for s in kept_snapshots(home) if s.version.startswith(pins)}


def prune(home: Home, active: Snapshot) -> list[str]:
    """Take away all but the last ten snapshots, the pinned and the active one.

    Returns the versions taken away. A folder that cannot go (on Windows one
    that is in use) stays until the next time: the publication is done.
    """
    keep = pinned_versions(home) | {active.version}
    keep |= {snapshot.version for snapshot in kept_snapshots(home)[:KEPT]}
    gone = []
    for snapshot in kept_snapshots(home):
        if snapshot.version in keep:
            continue
        with suppress(OSError):
            out = home.snapshots / f"{_UNFINISHED}pruned-{snapshot.version}"
            os.rename(snapshot.directory, out)  # noqa: PTH104 (as above)
            shutil.rmtree(out, ignore_errors=True)
            gone.append(snapshot.version)
    return gone
