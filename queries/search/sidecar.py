"""Keep the search index of a snapshot beside it: a cache that can be made anew any time."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from techland.graph.snapshot import Snapshot
from techland.queries.search.fields import FORMAT
from techland.queries.search.making import Progress, make_index, open_index, untold

if TYPE_CHECKING:
    from tantivy import Index


def index_folder(snapshot: Snapshot) -> Path:
    """Return the folder of a snapshot's search index; it goes with the snapshot."""
    return snapshot.directory / "cache" / f"search-{FORMAT}"


def index_of(snapshot: Snapshot, progress: Progress = untold) -> Index:
    """Return the search index of a snapshot: the kept one, else made now and kept if that can be.

    ``progress`` is told of the making; see ``making.make_index``.

    A snapshot whose folder cannot be written has its index in a temporary folder,
    which goes when the process ends.
    """
    folder = index_folder(snapshot)
    kept = _read(folder)
    if kept is not None:
        return kept
    with suppress(OSError):
        folder.parent.mkdir(exist_ok=True)
        return _keep(snapshot.quads_path, folder, progress)
    return _aside(snapshot.quads_path, progress)


def _read(folder: Path) -> Index | None:
    # tantivy has no finer error than ValueError for what it cannot read.
    with suppress(ValueError, OSError):
        if (folder / "meta.json").is_file():
            index = open_index(folder)
            index.reload()
            return index
    return None


def _keep(quads: Path, folder: Path, progress: Progress) -> Index:
    """Write the index beside its place and move it there whole; another may have been quicker."""
    draft = Path(mkdtemp(prefix=".", dir=folder.parent))
    try:
        make_index(quads, draft, progress)
        if _read(folder) is None:
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                os.rename(draft, folder)  # noqa: PTH104 (as in graph/publication.py)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    kept = _read(folder)
    if kept is None:
        raise OSError(folder)
    return kept


def _aside(quads: Path, progress: Progress) -> Index:
    import atexit

    folder = Path(mkdtemp(prefix="techland-search-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_index(quads, folder, progress)
    index = open_index(folder)
    index.reload()
    return index
