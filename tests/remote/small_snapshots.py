"""Snapshots of some lines of the shipped facts: quick to load, with every graph in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from techland.graph.export.nquads_lines import file_lines, graph_of
from techland.graph.snapshot import MANIFEST, QUADS, REPORT, SIDE, Snapshot, canonical_json


def small_snapshot(whole: Snapshot, folder: Path, part: int = 0, every: int = 40) -> Snapshot:
    """Return a snapshot of each so many-th line of another; parts do not overlap."""
    lines = [line for i, line in enumerate(file_lines(whole.quads_path)) if i % every == part]
    graphs = Counter(
        graph_of(line).decode().strip("<>").rpartition("/")[2] or "default" for line in lines
    )
    manifest = canonical_json({**whole.manifest, "graphs": dict(graphs)})
    version = hashlib.sha256(b"".join(lines) + manifest).hexdigest()
    snapshot = Snapshot(folder / version)
    snapshot.directory.mkdir(parents=True)
    (snapshot.directory / QUADS).write_bytes(b"".join(lines))
    (snapshot.directory / MANIFEST).write_bytes(manifest)
    for name, told in ((REPORT, whole.report), (SIDE, whole.built)):
        (snapshot.directory / name).write_bytes(canonical_json(told))
    return snapshot
