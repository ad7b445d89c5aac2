"""A small drawing of the network without words: the dots, the border, the ties across."""

from __future__ import annotations

import networkx as nx
from markupsafe import Markup

from techland.network.layout import Layout

_SCALE = 0.5


def _tie(layout: Layout, one: str, other: str) -> Markup:
    start, end = layout.positions[one], layout.positions[other]
    x1, y1, x2, y2 = (round(at * _SCALE) for at in (start.x, start.y, end.x, end.y))
    return Markup('<path d="M{} {}C0 {} 0 {} {} {}"/>').format(x1, y1, y1, y2, x2, y2)


def thumbnail(network: nx.Graph[str], layout: Layout) -> Markup:
    """Return an inline SVG, coloured by the page's style sheet; it says nothing to a reader."""
    half, height = round(layout.half_width * _SCALE * 0.82), round(layout.height * _SCALE)
    ties = (
        _tie(layout, one, other) for one, other, data in network.edges(data=True) if data["across"]
    )
    dots = (
        Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
            network.nodes[node]["group"].lower(),
            round(position.x * _SCALE),
            round(position.y * _SCALE),
            round(position.radius * 0.62, 1),
        )
        for node, position in layout.positions.items()
        if network.nodes[node]["group"] != "other"
    )
    frame = Markup(
        '<rect class="nl-field" x="{0}" y="-12" width="{1}" height="{2}"/>'
        '<rect class="de-field" x="0" y="-12" width="{1}" height="{2}"/>'
    ).format(-half, half, height + 24)
    border = Markup('<path class="border" d="M0 -12V{}"/>').format(height + 12)
    box = f"{-half} -12 {2 * half} {height + 24}"
    return Markup('<svg viewBox="{}" aria-hidden="true" class="thumbnail">{}{}{}{}</svg>').format(
        box, frame, Markup('<g class="ties">{}</g>').format(Markup().join(ties)), border,
        Markup().join(dots),
    )  # fmt: skip
