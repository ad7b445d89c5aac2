"""Open what a query process asks: a snapshot, or what a plain store shows now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

from pyoxigraph import RdfFormat, Store

from techland.queries import confinement
from techland.queries.connections import refuse_connections
from techland.queries.plain.folder import StoreFolder, is_plain_store
from techland.queries.plain.shown import open_shown


class Opened(NamedTuple):
    """An open store, and what takes away the power to reach out from the process that asks it.

    ``held`` is to be kept as long as the store.
    """

    store: Store
    confine: Callable[[], object]
    held: IO[bytes] | None = None


def load(path: Path) -> Store:
    """Return a store in memory with a snapshot's default graph and named graphs."""
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    return store


def opened(path: Path) -> Opened:
    """Open the N-Quads of a snapshot, or the folder of a plain store."""
    if not is_plain_store(path):
        return Opened(load(path), confinement.open_no_more_files)
    shown = open_shown(StoreFolder(path))
    confine = refuse_connections if shown.is_checkpoint else confinement.open_no_more_files
    return Opened(shown.store, confine, shown.held)
