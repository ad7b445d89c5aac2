"""What a map asks for that may take long: measures, the backbone, files."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from techland.graph.snapshot import Snapshot
from techland.network.answers import network_of_pairs
from techland.network.layouts.layouts import Layouts, layouts_of
from techland.server.networks.job import Job, Made
from techland.viz.network_map.files import map_bytes
from techland.viz.network_map.node_measures import node_values, told_values
from techland.viz.network_map.scene import backbone_words
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.tables import tables_of
from techland.viz.network_map.view import View, short_id
from techland.viz.reader import Reader

if TYPE_CHECKING:
    from techland.network.arrays.arrays import Arrays

_JSON = "application/json"


def make_map_measure(job: Job, arrays: Arrays) -> Made:
    """Return a measure of the nodes of a view, by the ends of their IRIs."""
    view = _view(job)
    network = _source(job, arrays, view).shown(view).network
    told = told_values(node_values(network, job.measure))
    return _as_json(dict(zip(map(short_id, network.nodes["iri"]), told, strict=True)))


def make_map_backbone(job: Job, arrays: Arrays) -> Made:
    """Return the ties of a choice that chance would hardly give, by the rows of the columns."""
    view = _view(job)
    source = _source(job, arrays, view)
    whole, found = (source.network(view.with_(backbone=one)) for one in (False, True))
    rows = {iri: row for row, iri in enumerate(source.at_level(view.level)[0])}
    numbers = [rows[iri] for iri in found.nodes["iri"]]
    ends = {end: [numbers[node] for node in found.edges[end]] for end in ("source", "target")}
    told = {"all": whole.edges.height, "model": backbone_words(found, Reader(view.lang))}
    return _as_json({**ends, **told})


def make_map_tables(job: Job, arrays: Arrays) -> Made:
    """Return the tables of a view's page, in its language."""
    view = _view(job)
    made = tables_of(_source(job, arrays, view).shown(view), Reader(view.lang))
    return Made(made.as_json(), _JSON)


def make_map_file(job: Job, arrays: Arrays) -> Made:
    """Return exactly what a view shows as a file."""
    if job.edition is None:
        raise TypeError("a file of a map cites the edition of its snapshot")
    view = _view(job)
    made = map_bytes(_source(job, arrays, view), job.edition, view, job.measure)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Made(made.content, made.media_type, headers)


def _view(job: Job) -> View:
    return View.from_query(job.parameters)


def _source(job: Job, arrays: Arrays, view: View) -> MapSource:
    if job.pairs is None:
        return MapSource(arrays, job.version, _layouts(job.snapshot, arrays))
    network = network_of_pairs(job.pairs, arrays, job.version, language=view.lang)
    return MapSource.of_network(arrays, network)


@lru_cache(maxsize=1)
def _layouts(snapshot: Snapshot, arrays: Arrays) -> Layouts:
    return layouts_of(snapshot, arrays)


def _as_json(content: dict[str, Any]) -> Made:
    return Made(json.dumps(content, allow_nan=False).encode(), _JSON)
