"""A small drawing of the network without words: the dots, the border, the ties across."""

from __future__ import annotations

import networkx as nx
from markupsafe import Markup

from techland.network.layout import Layout
from techland.network.organisations import BOTH, OTHER
from techland.ontology.terms import BASE
from techland.viz.take_away import MOST_PLACED

_SCALE = 0.5
_HEAD, _FOOT = 44, 14
_FRAME = Markup("""\
<svg viewBox="{left} {top} {width} {height}" aria-hidden="true" class="thumbnail">\
<defs><linearGradient id="across" gradientUnits="userSpaceOnUse" x1="-{reach}" x2="{reach}">\
<stop class="nl-stop" offset="0"/><stop class="de-stop" offset="1"/></linearGradient></defs>\
<rect class="nl-field" x="{left}" y="{top}" width="{half}" height="{height}"/>\
<rect class="de-field" x="0" y="{top}" width="{half}" height="{height}"/>\
<g class="ties" stroke="url(#across)">{ties}</g><path class="border" d="M0 {top}V{bottom}"/>\
{dots}</svg>""")


def placeable(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return the network, or of thousands of organisations those of the curated facts.

    The layout of two sides grows with the cube of the organisations; imported ones stand under
    their dataset's name.
    """
    if len(network) <= MOST_PLACED:
        return network
    curated = network.subgraph(n for n in network if n.removeprefix(BASE).count("/") == 1)
    return curated.subgraph(n for n, degree in curated.degree() if degree)


def _tie(layout: Layout, one: str, other: str) -> Markup:
    start, end = layout.positions[one], layout.positions[other]
    x1, y1, x2, y2 = (round(at * _SCALE) for at in (start.x, start.y, end.x, end.y))
    return Markup('<path d="M{} {}C0 {} 0 {} {} {}"/>').format(x1, y1, y1, y2, x2, y2)


def _dot(group: str, x: float, y: float, radius: float) -> Markup:
    if group != BOTH:
        circle = Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>')
        return circle.format(group.lower(), round(x), round(y), radius)
    # A binational body has one half in the colour of each side.
    half = Markup('<path class="{}" d="M{} {}a{} {} 0 0 {} 0 {}z"/>')
    return Markup().join(
        half.format(side, round(x), round(y) - radius, radius, radius, turn, 2 * radius)
        for side, turn in (("nl", 0), ("de", 1))
    )


def thumbnail(network: nx.Graph[str], layout: Layout) -> Markup:
    """Return an inline SVG, coloured by the page's style sheet; it says nothing to a reader."""
    half, height = round(layout.half_width * _SCALE * 0.8), round(layout.height * _SCALE)
    ties = (
        _tie(layout, one, other) for one, other, data in network.edges(data=True) if data["across"]
    )
    dots = (
        _dot(group, at.x * _SCALE, at.y * _SCALE, round(at.radius * 0.62, 1))
        for node, at in layout.positions.items()
        if (group := network.nodes[node]["group"]) != OTHER
    )
    return _FRAME.format(
        left=-half,
        top=-_HEAD,
        half=half,
        width=2 * half,
        height=height + _HEAD + _FOOT,
        bottom=height + _FOOT,
        reach=round(half * 0.45),
        ties=Markup().join(ties),
        dots=Markup().join(dots),
    )
