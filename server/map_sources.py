"""The sources of maps of a publication: whole snapshots, and the answers of queries."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from techland.graph.changes.versions import home_of
from techland.graph.snapshot import Snapshot, snapshot_named
from techland.network.answers import network_of_pairs
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.layouts import layouts_of
from techland.queries.catalogue import query_named
from techland.server.long_work import run_long_work
from techland.server.presence import WhileConnected
from techland.server.publication import Publication
from techland.server.rendering import publication_named
from techland.server.whole_answers import Pairs, told_pairs
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View

if TYPE_CHECKING:
    from starlette.requests import Request

# A query of one word is the name of one in the catalogue.
_NAME = re.compile(r"[a-z0-9-]+")
_KEPT = 8


class MapSources:
    """The sources that were asked for last; each is made once."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str, str], MapSource] = OrderedDict()

    def of(self, view: View, pairs: Pairs = ()) -> MapSource:
        """Return where the map of a view comes from.

        Args:
            view: what is wanted.
            pairs: the ties that its query tells, where it has one and it is not ``known``.

        Raises:
            UnknownVersion: no snapshot of the view's version is kept.
        """
        snapshot = self.snapshot_of(view)
        whole = self._known((snapshot.version, "", ""), lambda: self._whole(snapshot))
        if not view.query:
            return whole

        def make() -> MapSource:
            network = network_of_pairs(pairs, whole.arrays, whole.version, language=view.lang)
            return MapSource.of_network(whole.arrays, network)

        return self._known((snapshot.version, view.query, view.lang), make)

    def known(self, view: View) -> MapSource | None:
        """Return the source of the map of a view, None if its query has to be asked.

        Raises:
            UnknownVersion: no snapshot of the view's version is kept.
        """
        if not view.query:
            return self.of(view)
        return self._found((self.snapshot_of(view).version, view.query, view.lang))

    def snapshot_of(self, view: View) -> Snapshot:
        """Return the snapshot that a view shows.

        Raises:
            UnknownVersion: no snapshot of the view's version is kept.
        """
        snapshot = self._publication.snapshot
        if not view.version or snapshot.version.startswith(view.version):
            return snapshot
        return snapshot_named(home_of(snapshot), view.version)

    def _found(self, key: tuple[str, str, str]) -> MapSource | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _known(self, key: tuple[str, str, str], make: Callable[[], MapSource]) -> MapSource:
        if (found := self._found(key)) is not None:
            return found
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return made

    def _whole(self, snapshot: Snapshot) -> MapSource:
        own = snapshot.version == self._publication.snapshot.version
        arrays = self._publication.arrays if own else arrays_of(snapshot)
        return MapSource(arrays, snapshot.version, layouts_of(snapshot, arrays))


def query_text(view: View) -> str:
    """Return the query whose answer gives the ties of a view.

    Raises:
        UnknownQuery: the catalogue has no query of this name.
    """
    text = view.query.strip()
    return query_named(text).with_parameters({}) if _NAME.fullmatch(text) else text


async def map_source(request: Request, view: View) -> MapSource:
    """Return where the map of a view comes from on this server.

    The query is asked here, not in one of the threads that pages wait for.

    Raises:
        UnknownVersion: no snapshot of the view's version is kept.
        UnknownQuery: the catalogue has no query of this name.
        QueryError: the query has no answer, or one that is too large to hold.
        NoEnds, WrongWeight: its answer is no network.
        ClientDisconnect: the client has gone.
    """
    sources: MapSources = request.app.state.map_sources
    found = await run_in_threadpool(sources.known, view)
    if found is not None:
        return found
    pairs = None
    with WhileConnected(request.receive):
        asked = publication_named(request, view.version or None)
        pairs = await told_pairs(asked, query_text(view))
    if pairs is None:
        raise ClientDisconnect
    return await run_long_work(request, sources.of, view, pairs)
