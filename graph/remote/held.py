"""A version that an engine holds, as a snapshot: its statements there, the rest in a sidecar.

The sidecar is a folder of the data folder, ``sidecars/VERSION``, laid out like a
snapshot's: manifest, report and build, which the engine tells, are written when the
version is opened. ``techland index --endpoint`` puts beside them, in ``cache``, what
would be slow to ask for each time: arrays, search index and layouts; with ``--whole``
also the quads, of which exports and downloads are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from techland.graph.durable import replace_file, writing
from techland.graph.home import Home
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.naming import GraphNames
from techland.graph.remote.versions import facts_of, served_version
from techland.graph.remote_errors import NoSidecar
from techland.graph.snapshot import (
    MANIFEST,
    QUADS,
    REPORT,
    SIDE,
    Snapshot,
    canonical_json,
)

SIDECARS, CACHE = "sidecars", "cache"


@dataclass(frozen=True)
class HeldSnapshot(Snapshot):
    """A snapshot whose statements an engine holds.

    Attributes:
        directory: the sidecar.
        address: of the endpoint.
    """

    address: str = ""

    @property
    def names(self) -> GraphNames:
        """Return what its graphs are called in the engine."""
        return GraphNames(self.version)

    @property
    def quads_path(self) -> Path:
        """Return the canonical N-Quads: the sidecar's, else those of the same snapshot here.

        A version is the hash of its bytes, so a snapshot of it is the very one that was loaded.

        Raises:
            NoSidecar: ``techland index`` has not been run for this version, or without
                ``--whole``.
        """
        path = self.directory / QUADS
        if not path.is_file():
            path = Home(self.directory.parent.parent).snapshots / self.version / QUADS
        if not path.is_file():
            cache = self.directory / CACHE
            made = cache.is_dir() and any(not one.name.startswith(".") for one in cache.iterdir())
            raise NoSidecar(self.address, self.version, whole=made)
        return path


def sidecar_folder(home: Home, version: str) -> Path:
    """Return the folder of a version's sidecar."""
    return home.root / SIDECARS / version


def held_snapshot(home: Home, client: EndpointClient) -> HeldSnapshot:
    """Return the version that an engine serves, and write what it tells of it into its sidecar.

    Raises:
        NoVersionHeld: nothing was loaded whole.
        CannotWrite: the data folder is read-only or full.
        EndpointError: one of its kinds.
    """
    version = served_version(client).version
    snapshot = HeldSnapshot(sidecar_folder(home, version), client.endpoint.address)
    if not all((snapshot.directory / name).is_file() for name in (MANIFEST, REPORT, SIDE)):
        facts = facts_of(client, version)
        with writing(home.root):
            snapshot.directory.mkdir(parents=True, exist_ok=True)
            replace_file(snapshot.directory / REPORT, canonical_json(facts.report))
            replace_file(snapshot.directory / SIDE, canonical_json(facts.built))
            replace_file(snapshot.directory / MANIFEST, canonical_json(facts.manifest))
    return snapshot
