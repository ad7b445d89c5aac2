"""Snapshots: immutable versions of the dataset, and the pointer to the active one.

A snapshot is a folder named by its version: the sorted canonical N-Quads
(``data.nq``) and a manifest, whose joint SHA-256 is the version. Beside them
lie files that do not count: the report, and the build's date and tools.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from techland.graph.errors import DamagedSnapshot, NoSnapshot, UnknownVersion
from techland.graph.hashed_files import hash_of, json_object
from techland.graph.home import Home

QUADS, MANIFEST, REPORT, SIDE = "data.nq", "manifest.json", "report.json", "build.json"
SHORT = 12


@dataclass(frozen=True)
class Snapshot:
    """A version of the dataset on disk."""

    directory: Path

    @property
    def version(self) -> str:
        """Return the version: 64 hex digits."""
        return self.directory.name

    @property
    def short(self) -> str:
        """Return the first 12 digits of the version, enough to name it to a person."""
        return self.version[:SHORT]

    @property
    def quads_path(self) -> Path:
        """Return the file of canonical N-Quads."""
        return self.directory / QUADS

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Return the manifest: hashes of inputs, counts, known gaps."""
        return self._json(MANIFEST)

    @cached_property
    def report(self) -> dict[str, Any]:
        """Return the build's report."""
        return self._json(REPORT)

    @cached_property
    def built(self) -> dict[str, Any]:
        """Return when and with which tools it was built."""
        return self._json(SIDE)

    def _json(self, name: str) -> dict[str, Any]:
        try:
            return json_object(self.directory / name)
        except (OSError, ValueError, TypeError) as error:
            raise DamagedSnapshot(self.directory, f"{name}: {error}") from None

    def verify(self) -> None:
        """Compare the bytes with the version.

        Raises:
            DamagedSnapshot: they do not add up to it.
        """
        try:
            found = hash_of(self.quads_path, (self.directory / MANIFEST).read_bytes())
        except OSError as error:
            raise DamagedSnapshot(self.directory, str(error)) from None
        if found != self.version:
            raise DamagedSnapshot(self.directory, f"its bytes hash to {found[:SHORT]}")


def canonical_json(content: Mapping[str, Any]) -> bytes:
    """Return JSON with sorted keys and a closed last line: the same bytes for the same content."""
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def kept_snapshots(home: Home) -> list[Snapshot]:
    """Return the kept snapshots, the latest built first."""
    if not home.snapshots.is_dir():
        return []
    folders = [f for f in home.snapshots.iterdir() if not f.name.startswith(".") and f.is_dir()]
    found = [Snapshot(folder) for folder in folders if (folder / QUADS).exists()]
    return sorted(found, key=lambda s: (_built_at(s), s.version), reverse=True)


def _built_at(snapshot: Snapshot) -> str:
    """Return when a snapshot was built; one that no longer says so counts as the oldest."""
    try:
        return str(snapshot.built.get("built_at", ""))
    except DamagedSnapshot:
        return ""


def active_snapshot(home: Home) -> Snapshot:
    """Return the snapshot that the pointer names.

    Raises:
        NoSnapshot: nothing was built yet.
        DamagedSnapshot: the pointer cannot be read, or names a folder that is not there.
    """
    try:
        version = home.pointer.read_text(encoding="utf-8").strip()
        directory = home.snapshots / (version or "unnamed")
        if not (directory / QUADS).is_file():
            raise DamagedSnapshot(directory, f"{QUADS} is missing")
    except (FileNotFoundError, NotADirectoryError):
        raise NoSnapshot(home.root) from None
    except (OSError, ValueError) as error:
        raise DamagedSnapshot(home.root, str(error)) from None
    return Snapshot(directory)


def snapshot_named(home: Home, version: str) -> Snapshot:
    """Return the kept snapshot whose version is or begins with this text.

    Raises:
        UnknownVersion: none does, or several do.
    """
    kept = kept_snapshots(home)
    found = [snapshot for snapshot in kept if version and snapshot.version.startswith(version)]
    if len(found) != 1:
        raise UnknownVersion(version, [snapshot.version for snapshot in kept])
    return found[0]
