"""Keep the triples of a snapshot by subject and object beside it: a cache, made anew any time."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from techland.graph.snapshot import Snapshot
from techland.queries.near.adjacency.layout import FORMAT
from techland.queries.near.adjacency.reading import Adjacency

# The making holds the statements of a snapshot, some 500 bytes each, for a while.
MOST_BYTES = 1_000_000_000


def adjacency_folder(snapshot: Snapshot) -> Path:
    """Return the folder of a snapshot's triples; it goes with the snapshot."""
    return snapshot.directory / "cache" / f"adjacency-{FORMAT}"


def adjacency_of(snapshot: Snapshot, most_bytes: int = MOST_BYTES) -> Adjacency | None:
    """Return the triples of a snapshot: the kept ones, else made now.

    None where they cannot be kept: the folder cannot be written, or the snapshot is larger
    than ``most_bytes``. All that they tell, query processes tell too.
    """
    folder = adjacency_folder(snapshot)
    kept = _read(folder)
    if kept is None and snapshot.quads_path.stat().st_size <= most_bytes:
        with suppress(OSError):
            _keep(snapshot.quads_path, folder)
            kept = _read(folder)
    return kept


def _read(folder: Path) -> Adjacency | None:
    with suppress(OSError, ValueError):
        return Adjacency(folder)
    return None


def _keep(quads: Path, folder: Path) -> None:
    """Write the files beside their place and move them there whole; another may be quicker."""
    # A start of the server that finds them has no need of what makes them.
    from techland.queries.near.adjacency.making import make_adjacency

    folder.parent.mkdir(exist_ok=True)
    draft = Path(mkdtemp(prefix=".", dir=folder.parent))
    try:
        make_adjacency(quads, draft)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(draft, folder)  # noqa: PTH104 (as in graph/publication.py)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
