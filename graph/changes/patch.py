"""The difference as an RDF Patch (Apache Jena): applied to the old version it gives the new one."""

from __future__ import annotations

from typing import BinaryIO

from techland.graph.changes.changed_lines import changed_lines
from techland.graph.changes.rdf import version_iri
from techland.graph.snapshot import Snapshot


def write_patch(old: Snapshot, new: Snapshot, output: BinaryIO) -> None:
    """Write every quad that differs, as it is found: A for added, D for deleted."""
    output.write(
        f"H id {version_iri(new.version)} .\nH prev {version_iri(old.version)} .\n".encode()
    )
    output.write(b"TX .\n")
    if old.version != new.version:
        lines = changed_lines(old.quads_path, new.quads_path)
        output.writelines((b"A " if one.added else b"D ") + one.line for one in lines)
    output.write(b"TC .\n")
