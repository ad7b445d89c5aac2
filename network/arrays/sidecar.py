"""Keep the arrays of a snapshot beside it, as Parquet: a cache that can be made anew any time."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import FORMAT, Arrays
from techland.network.arrays.making import make_arrays

TABLES = (
    "organisations",
    "activities",
    "parts",
    "taking",
    "taking_runs",
    "activity_themes",
    "themes",
    "sources",
    "identifiers",
    "witnesses",
    "told_dates",
    "concepts",
)


def cache_folder(snapshot: Snapshot) -> Path:
    """Return the folder of a snapshot's arrays; it goes with the snapshot."""
    return snapshot.directory / "cache" / f"arrays-{FORMAT}"


def arrays_of(snapshot: Snapshot) -> Arrays:
    """Return the arrays of a snapshot: the kept ones, else made now and kept if that can be.

    A folder that cannot be written, or holds what cannot be read, costs the time
    to make them and nothing else.
    """
    kept = _read(cache_folder(snapshot))
    if kept is not None:
        return kept
    made = make_arrays(snapshot.quads_path)
    with suppress(OSError):
        _keep(made, cache_folder(snapshot))
    return made


def keep_arrays(snapshot: Snapshot) -> None:
    """Make the arrays of a snapshot and keep them beside it, unless they are there.

    Every door calls it after a build or an import, so that no first question waits.
    """
    if not all((cache_folder(snapshot) / f"{name}.parquet").is_file() for name in TABLES):
        with suppress(OSError):
            _keep(make_arrays(snapshot.quads_path), cache_folder(snapshot))


def _read(folder: Path) -> Arrays | None:
    import polars as pl

    try:
        return Arrays(*(pl.read_parquet(folder / f"{name}.parquet") for name in TABLES))
    except (OSError, pl.exceptions.PolarsError):
        return None


def _keep(arrays: Arrays, folder: Path) -> None:
    """Write the tables beside their place and move them there whole."""
    folder.parent.mkdir(exist_ok=True)
    draft = Path(mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, table in arrays.tables():
            table.write_parquet(draft / f"{name}.parquet", compression="zstd")
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(draft, folder)  # noqa: PTH104 (as in graph/publication.py)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
