"""Index what an engine holds: fetch what networks and the search need, make the sidecar of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from techland.graph.durable import sync_folder, writing
from techland.graph.home import Home
from techland.graph.index_errors import VersionChanged
from techland.graph.locking import alone_at
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.fetching import Checkpoint, Fetching, stretches_of
from techland.graph.remote.held import CACHE, HeldSnapshot, held_snapshot
from techland.graph.remote.keyset import PAGE, Pager, order_of
from techland.graph.remote.versions import HeldVersion, served_version
from techland.graph.remote.whole_quads import every_stretch, write_canonical
from techland.graph.remote.xml_client import XmlClient
from techland.graph.snapshot import MANIFEST, QUADS, Snapshot
from techland.network.arrays.making import PREDICATES as OF_NETWORKS
from techland.network.arrays.sidecar import arrays_of, cache_folder, keep_arrays
from techland.network.layouts.layouts import layouts_of
from techland.queries.search.documents import PREDICATES as OF_SEARCH
from techland.queries.search.sidecar import index_folder, index_of

Tell = Callable[[int, int, str], object]
DRAFT, WHOLE_DRAFT, SORTED = "draft", "whole-draft", "canonical.nq"
_SECONDS = 300.0


@dataclass(frozen=True)
class Indexed:
    """What was made.

    Attributes:
        snapshot: the version that the engine holds, with its sidecar.
        rows: statements that were fetched for it; 0 where it was there already.
        resumed: of them, those that an earlier run had left.
        left: statements that a stopped run for all quads has left, and which it goes on from.
    """

    snapshot: HeldSnapshot
    rows: int
    resumed: int = 0
    left: int = 0


def index_endpoint(
    endpoint: Endpoint | str,
    home: Home | None = None,
    tell: Tell = lambda *_: None,
    *,
    page: int = PAGE,
    whole: bool = False,
) -> Indexed:
    """Fill the sidecar of the version that an engine serves: arrays, layouts, search index.

    What was fetched before a kill or a fault is taken up again.

    Args:
        endpoint: of the engine, or its address.
        home: the data folder; TECHLAND_HOME or the platform's usual one if None.
        tell: given the rows that are there, all rows, and words for a person.
        page: the most rows that are asked for at once; the engine may give fewer.
        whole: fetch every statement and keep the quads too, proven by the version's hash:
            exports, downloads and comparisons of versions are made of them.

    Raises:
        NoVersionHeld: nothing was loaded by ``techland load``.
        VersionChanged: something was loaded meanwhile.
        QuadsDiffer: all quads are wanted, and the engine gives other ones than were loaded.
        RowsMissing, SubjectTooLarge, EndpointError: see each; run again.
        CannotWrite: the data folder is read-only or full.
    """
    place = home or Home.from_environment()
    known = Endpoint.of_environment(endpoint) if isinstance(endpoint, str) else endpoint
    client = XmlClient(known, seconds=_SECONDS)
    with alone_at(place), writing(place.root):
        served = served_version(client)
        snapshot = held_snapshot(place, client)
        if is_indexed(snapshot) and (has_quads(snapshot) or not whole):
            return Indexed(snapshot, 0, left=_left(snapshot, served))
        draft = Snapshot(snapshot.directory / (WHOLE_DRAFT if whole else DRAFT))
        draft.directory.mkdir(exist_ok=True)
        fetching = _Fetcher(client, served, snapshot, page).fetch(draft, tell, whole=whole)
        _check_unchanged(client, served)
        _make(draft, tell)
        if whole:
            tell(0, 0, "making the canonical quads")
            manifest = (snapshot.directory / MANIFEST).read_bytes()
            write_canonical(draft.quads_path, draft.directory / SORTED, manifest, snapshot.version)
        _check_unchanged(client, served)
        _put_in_place(draft.directory, snapshot.directory)
        if whole:
            shutil.rmtree(snapshot.directory / DRAFT, ignore_errors=True)
        left = _left(snapshot, served)
    return Indexed(snapshot, fetching.checkpoint.rows, fetching.resumed, left)


def is_indexed(snapshot: Snapshot) -> bool:
    """Tell whether a version's arrays and search index are there."""
    return cache_folder(snapshot).is_dir() and index_folder(snapshot).is_dir()


def has_quads(snapshot: Snapshot) -> bool:
    """Tell whether all quads of a version are there."""
    return (snapshot.directory / QUADS).is_file()


@dataclass(frozen=True)
class _Fetcher:
    """Fetches statements of a version into a draft, or the rest of them."""

    client: EndpointClient
    served: HeldVersion
    snapshot: HeldSnapshot
    page: int

    def fetch(self, draft: Snapshot, tell: Tell, *, whole: bool) -> Fetching:
        graphs = self.snapshot.manifest.get("graphs", {})
        tell(0, 0, "asking what there is")
        if whole:
            wanted = every_stretch(self.client, self.served.names, graphs)
        else:
            known = OF_NETWORKS | OF_SEARCH
            wanted = stretches_of(self.client, self.served.names, graphs, known)
        pager = Pager(self.client, order_of(self.client, wanted[0].asked), self.page)
        fetching = Fetching(pager, draft.directory, _loading(self.served), tell)
        fetching.fetch(wanted, draft.quads_path)
        return fetching


def _loading(served: HeldVersion) -> str:
    return f"{served.version} {served.available.isoformat()}"


def _left(snapshot: HeldSnapshot, served: HeldVersion) -> int:
    return Checkpoint.read(snapshot.directory / WHOLE_DRAFT, _loading(served)).rows


def _check_unchanged(client: EndpointClient, before: HeldVersion) -> None:
    now = served_version(client)
    if now != before:
        raise VersionChanged(str(client.endpoint), before.version, now.version)


def _make(draft: Snapshot, tell: Tell) -> None:
    """Make arrays, layouts and search index of the draft's statements."""
    tell(0, 0, "making the arrays")
    keep_arrays(draft)
    tell(0, 0, "making the layouts")
    layouts_of(draft, arrays_of(draft))
    tell(0, 0, "making the search index")
    index_of(draft)


def _put_in_place(draft: Path, place: Path) -> None:
    """Move the caches, and all quads, to where a snapshot has them; the draft goes."""
    if (draft / SORTED).is_file():
        (draft / SORTED).replace(place / QUADS)
    shutil.rmtree(place / CACHE, ignore_errors=True)
    (draft / CACHE).rename(place / CACHE)
    sync_folder(place)
    shutil.rmtree(draft, ignore_errors=True)
