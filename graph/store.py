"""Load a snapshot into a store in memory."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from techland.graph.snapshot import Snapshot


def load_store(snapshot: Snapshot | Path) -> Store:
    """Return an in-memory store of a snapshot: its default graph and its named graphs.

    The default graph is the merged, accepted view; no query needs a union of graphs.
    """
    path = snapshot if isinstance(snapshot, Path) else snapshot.quads_path
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    return store
