"""The network map: one core for the served page and for a file that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
from markupsafe import Markup

from techland.network.layout import two_sided_layout
from techland.viz.edition import Edition
from techland.viz.page_policy import inline_policy
from techland.viz.picture import Link, draw
from techland.viz.picture_data import picture_json
from techland.viz.reader import Reader
from techland.viz.templating import template_environment

STATIC = Path(__file__).parent / "static"
STYLES = ("paper.css", "map.css")
SCRIPTS = ("map-details.js", "map.js")
# The counts and pictures that a gap must touch to be told beside the map.
TOUCHED = ("network",)


@dataclass(frozen=True)
class Setting:
    """Where the map stands: how it links, and what can be taken away there."""

    link: Link
    downloads: Sequence[tuple[str, str]] = ()


def vis_network_script() -> Path:
    """Return the vis-network library that the pyvis package brings."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    return folder / "vis-network.min.js"


def map_context(
    network: nx.Graph[str], edition: Edition, reader: Reader, setting: Setting
) -> dict[str, Any]:
    """Return what ``map_body.html`` needs to show a network to a reader."""
    picture = draw(network, two_sided_layout(network), reader)
    return {
        "reader": reader,
        "t": reader.text,
        "picture": picture,
        "shared_names": [reader.name(one.names, one.iri) for one in picture.undertakings],
        "link": setting.link,
        "downloads": setting.downloads,
        "gaps": edition.gaps_touching(*TOUCHED),
        "version_link": Markup("<code>{}</code>").format(edition.short),
        "data": picture_json(picture, setting.link),
    }


def map_file(network: nx.Graph[str], edition: Edition, reader: Reader) -> str:
    """Return the map as one HTML file that needs no server and no other host.

    Its links lead to the IRIs of things and to the documents that are the sources.
    """
    context = map_context(network, edition, reader, Setting(link=str))
    library = vis_network_script().read_text(encoding="utf-8")
    scripts = [library, *(_static(name) for name in SCRIPTS)]
    styles = [_static(name) for name in STYLES]
    template = template_environment().get_template("map_file.html")
    return template.render(
        context,
        styles=[Markup(style) for style in styles],  # noqa: S704 (this room's own files)
        scripts=[Markup(script) for script in scripts],  # noqa: S704 (this room's and pyvis's)
        policy=inline_policy({"style-src": styles, "script-src": scripts}),
    )


@cache
def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
