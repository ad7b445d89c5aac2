"""The sidecar: what is kept here of a version that an engine holds, in a snapshot's layout.

Arrays, search index and layouts lie where a snapshot's caches lie, beside its
manifest, report and build; the quads themselves are in the engine alone. So
networks, maps and the search read it as they read a snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from techland.graph.home import Home
from techland.graph.index_errors import NotIndexed
from techland.graph.snapshot import MANIFEST, Snapshot


@dataclass(frozen=True)
class Sidecar(Snapshot):
    """A version that an engine holds, as far as it is kept here; see the module."""

    endpoint: str = field(default="URL", kw_only=True)

    @property
    def is_there(self) -> bool:
        """Tell whether the version was indexed here."""
        return (self.directory / MANIFEST).is_file()

    @property
    def quads_path(self) -> Path:
        """Return nothing: the quads are in the engine.

        Raises:
            NotIndexed: whatever would be made of them is made by ``techland index``.
        """
        raise NotIndexed(self.version, self.endpoint)


def sidecar_folder(home: Home) -> Path:
    """Return the folder that holds one folder an indexed version."""
    return home.root / "sidecars"


def sidecar_of(home: Home, version: str, endpoint: str = "URL") -> Sidecar:
    """Return the sidecar of a version, there or not."""
    return Sidecar(sidecar_folder(home) / version, endpoint=endpoint)
