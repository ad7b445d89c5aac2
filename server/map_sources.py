"""The sources of maps of a publication: whole snapshots, and the answers of queries."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from techland.graph.changes.versions import home_of
from techland.graph.snapshot import Snapshot, snapshot_named
from techland.network.answers import network_of_pairs
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.layouts import layouts_of
from techland.queries.catalogue import query_named
from techland.queries.solutions import read_answer
from techland.server.publication import Publication
from techland.viz.network_map.query_ties import pairs_of_answer
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

    def of(self, view: View) -> MapSource:
        """Return where the map of a view comes from.

        Raises:
            UnknownVersion: no snapshot of the view's version is kept.
            UnknownQuery: the catalogue has no query of this name.
            QueryError: the query has no answer.
            NoEnds, WrongWeight: its answer is no network.
        """
        snapshot = self.snapshot_of(view)
        whole = self._known((snapshot.version, "", ""), lambda: self._whole(snapshot))
        if not view.query:
            return whole
        key = (snapshot.version, view.query, view.lang)
        return self._known(key, lambda: self._of_query(whole, view))

    def snapshot_of(self, view: View) -> Snapshot:
        """Return the snapshot that a view shows.

        Raises:
            UnknownVersion: no snapshot of the view's version is kept.
        """
        snapshot = self._publication.snapshot
        if not view.version or snapshot.version.startswith(view.version):
            return snapshot
        return snapshot_named(home_of(snapshot), view.version)

    def _known(self, key: tuple[str, str, str], make: Callable[[], MapSource]) -> MapSource:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
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

    def _of_query(self, whole: MapSource, view: View) -> MapSource:
        answer = read_answer(self._publication.evaluator.evaluate(query_text(view)))
        pairs = pairs_of_answer(answer)
        network = network_of_pairs(pairs, whole.arrays, whole.version, language=view.lang)
        return MapSource.of_network(whole.arrays, network)


def query_text(view: View) -> str:
    """Return the query whose answer gives the ties of a view.

    Raises:
        UnknownQuery: the catalogue has no query of this name.
    """
    text = view.query.strip()
    return query_named(text).with_parameters({}) if _NAME.fullmatch(text) else text


def map_source(request: Request, view: View) -> MapSource:
    """Return where the map of a view comes from on this server."""
    sources: MapSources = request.app.state.map_sources
    return sources.of(view)
