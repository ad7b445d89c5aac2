"""Make a commit durable: the engine's log of writes must be on the disk, not in a cache.

The engine (RocksDB, by way of Oxigraph) writes every commit to its log before
it counts, but leaves it to the operating system when those bytes reach the disk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pyoxigraph import Store

from techland.graph.durable import sync_folder


def make_durable(store: Store, quads: Path) -> None:
    """Wait until all that was committed is on the disk.

    Raises:
        OSError: the disk does not take it.
    """
    if sys.platform == "win32":
        # An open log cannot be synced by its name there: the whole is written out.
        store.flush()
        return
    for log in quads.glob("*.log"):
        handle = os.open(log, os.O_RDONLY)
        try:
            getattr(os, "fdatasync", os.fsync)(handle)
        finally:
            os.close(handle)
    sync_folder(quads)
