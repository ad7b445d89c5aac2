"""One HTML file with the map of a view: it works without a server, offline, for good."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup

from techland.graph.serving_errors import BrokenInstallation
from techland.network.arrays.reducing import reduced
from techland.network.behind import Behind
from techland.network.layouts.layouts import Layouts
from techland.viz.edition import Edition
from techland.viz.network_map.base_map import BASE_MAP
from techland.viz.network_map.encodings import NEAR_AT_HAND
from techland.viz.network_map.node_measures import NODE_MEASURES, node_values, told_values
from techland.viz.network_map.page import page_context
from techland.viz.network_map.payload import packed, payload_of
from techland.viz.network_map.shown import Shown
from techland.viz.network_map.source import MapSource
from techland.viz.page_policy import inline_policy
from techland.viz.reader import Reader
from techland.viz.templating import STATIC, template_environment

SCRIPT = STATIC / "built" / "map-file.js"
STYLE = STATIC / "built" / "map-file.css"


def html_file(source: MapSource, shown: Shown, edition: Edition, reader: Reader) -> str:
    """Return the map as one HTML file that loads nothing from anywhere.

    It holds the nodes and ties that the view shows, with what lies behind them; its
    filters narrow these further. Links lead to the IRIs of things and to the documents
    that are the sources.
    """
    own = _own_source(source, shown)
    view = shown.view.with_(pinned=(), hidden=())
    context = page_context(own, edition, reader, view, str, {})
    columns, words = payload_of(own, view)
    measures = {
        name: told_values(node_values(shown.network, name))
        for name in NODE_MEASURES
        if name and name not in NEAR_AT_HAND
    }
    words["measures"] = measures
    if view.backbone:
        columns |= {
            f"backbone.{end}": shown.network.edges[end].to_numpy().astype(np.int32)
            for end in ("source", "target")
        }
    context["data"] |= {
        "columns": base64.b64encode(packed(words, columns)).decode(),
        "ground": json.loads(BASE_MAP.read_text(encoding="utf-8")),
    }
    styles = [_text(STATIC / "paper.css"), _text(STYLE)]
    script = _text(SCRIPT)
    template = template_environment().get_template("netmap_file.html")
    return template.render(
        context,
        styles=[Markup(style) for style in styles],  # noqa: S704 (this room's own files)
        script=Markup(script),  # noqa: S704 (this project's own)
        policy=inline_policy({"style-src": styles, "script-src": [script]}),
    )


def _own_source(source: MapSource, shown: Shown) -> MapSource:
    """Return a source that has nothing but what is shown, at the places where it is shown."""
    iris, layouts = source.at_level(shown.view.level)
    rows = {iri: place for place, iri in enumerate(iris)}
    numbers = np.array([rows[iri] for iri in shown.network.nodes["iri"]], dtype=np.int64)
    places = {name: every[numbers] for name, every in layouts.places.items()}
    places[shown.view.layout] = shown.places.astype(np.float32)
    network, arrays = shown.network, source.arrays
    if network.behind is not None:
        arrays = reduced(arrays, network.behind.parts)
        network = replace(network, behind=Behind(arrays, arrays.parts, arrays.parts.clear()))
    return MapSource(arrays, source.version, Layouts(places, shown.on_map), network)


@cache
def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenInstallation(str(path), str(error)) from error


def as_cell(page: str, height: int) -> str:
    """Return a page as a frame for a notebook's cell: apart from the notebook, kept in its file."""
    from markupsafe import escape

    attributes: dict[str, Any] = {"sandbox": "allow-scripts allow-popups allow-downloads"}
    told = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return (
        f'<iframe srcdoc="{escape(page)}" width="100%" height="{height}" {told} '
        'style="border:0"></iframe>'
    )
