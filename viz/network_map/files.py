"""A view as a file: pictures, network files, tables, and one page that needs no server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from techland.graph.errors import UnknownFormat
from techland.network.file_contents import Mark
from techland.network.files import network_bytes
from techland.viz.edition import Edition
from techland.viz.network_map.scene import Scene, scene
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View
from techland.viz.reader import Reader


@dataclass(frozen=True)
class MapFile:
    """A file of a view: its name, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, eq=False)
class _Wanted:
    """What a file is made of."""

    source: MapSource
    edition: Edition
    view: View
    made: Scene


def marks_of(made: Scene) -> dict[str, Mark]:
    """Return how each node is drawn, by its IRI, for files of other programs."""
    places = made.shown.places
    return {
        # The picture's y axis points down, those of Gephi and most plots up.
        iri: Mark(
            round(float(x), 3), round(float(-y), 3), round(float(made.radius[place]), 2), colour
        )
        for place, (iri, (x, y), colour) in enumerate(
            zip(made.shown.network.nodes["iri"], places, made.colour, strict=True)
        )
    }


def _drawing(kind: str, *, slide: bool = False) -> Callable[[_Wanted], bytes]:
    def draw(wanted: _Wanted) -> bytes:
        from techland.viz.network_map.drawing import picture_bytes

        return picture_bytes(wanted.made, kind, slide=slide)

    return draw


def _network(name: str) -> Callable[[_Wanted], bytes]:
    return lambda wanted: network_bytes(
        wanted.made.shown.network, name, marks=marks_of(wanted.made), timed=True
    )


def _nodes(wanted: _Wanted) -> bytes:
    import polars as pl

    network = wanted.made.shown.network
    places = wanted.made.shown.places
    drawn = network.nodes.with_columns(
        x=pl.Series(np.round(places[:, 0], 3)),
        y=pl.Series(np.round(-places[:, 1], 3)),
        size=pl.Series(np.round(wanted.made.radius, 2)),
        color=pl.Series(wanted.made.colour, dtype=pl.String),
    )
    from dataclasses import replace

    return network_bytes(replace(network, nodes=drawn), "csv", nodes=True)


def _html(wanted: _Wanted) -> bytes:
    from techland.viz.network_map.html_file import html_file

    shown = wanted.made.shown
    return html_file(wanted.source, shown, wanted.edition, Reader(wanted.view.lang)).encode()


FILES: Mapping[str, tuple[str, str, Callable[[_Wanted], bytes]]] = {
    "svg": ("techland-map.svg", "image/svg+xml", _drawing("svg")),
    "png": ("techland-map.png", "image/png", _drawing("png")),
    "slide": ("techland-map-slide.png", "image/png", _drawing("png", slide=True)),
    "gexf": ("techland-map.gexf", "application/gexf+xml", _network("gexf")),
    "graphml": ("techland-map.graphml", "application/graphml+xml", _network("graphml")),
    "nodes": ("techland-map-nodes.csv", "text/csv", _nodes),
    "csv": ("techland-map-ties.csv", "text/csv", _network("csv")),
    "html": ("techland-map.html", "text/html", _html),
}


def map_bytes(source: MapSource, edition: Edition, view: View, name: str) -> MapFile:
    """Return exactly what a view shows as a file.

    Args:
        source: of the network.
        edition: of the snapshot, cited in the file.
        view: what is shown.
        name: one of FILES.

    Raises:
        UnknownFormat: no file of a map has this name.
        TooLargeToDraw: a picture of so many ties would tell nothing.
    """
    if name not in FILES:
        raise UnknownFormat(name, FILES)
    file_name, media_type, make = FILES[name]
    made = scene(source.drawable(view), Reader(view.lang))
    return MapFile(file_name, media_type, make(_Wanted(source, edition, view, made)))
