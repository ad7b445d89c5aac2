"""A snapshot whose network is of any size: the curated facts, with other arrays beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.sidecar import cache_folder


def snapshot_of(arrays: Arrays, curated: Snapshot, parent: Path) -> Snapshot:
    """Copy the curated snapshot into a folder and put these arrays in the place of its own."""
    snapshot = Snapshot(parent / curated.version)
    shutil.copytree(curated.directory, snapshot.directory, ignore=shutil.ignore_patterns("cache"))
    folder = cache_folder(snapshot)
    folder.mkdir(parents=True)
    for name, table in arrays.tables():
        table.write_parquet(folder / f"{name}.parquet")
    return snapshot
