"""A small drawing of the map's two sides without words: the dots, the border, the ties across."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from techland.network.arrays.things import BOTH, DE, NL
from techland.viz.network_map.node_measures import node_values
from techland.viz.network_map.shown import Shown, groups_of
from techland.viz.network_map.view import View

# What the drawing shows, and where it leads.
VIEW = View(layout="sides")
# More dots and lines than these tell nothing at this size.
MOST_DOTS, MOST_TIES = 300, 900
_WIDE, _HEAD, _FOOT = 340, 40, 14
_SMALLEST, _LARGEST = 1.8, 7.0
_FRAME = Markup("""\
<svg viewBox="{left} {top} {width} {height}" aria-hidden="true" class="thumbnail">\
<defs><linearGradient id="across" gradientUnits="userSpaceOnUse" x1="-{reach}" x2="{reach}">\
<stop class="nl-stop" offset="0"/><stop class="de-stop" offset="1"/></linearGradient></defs>\
<rect class="nl-field" x="{left}" y="{top}" width="{half}" height="{height}"/>\
<rect class="de-field" x="0" y="{top}" width="{half}" height="{height}"/>\
<g class="ties" stroke="url(#across)">{ties}</g><path class="border" d="M0 {top}V{bottom}"/>\
{dots}</svg>""")


def _tie(start: tuple[int, int], end: tuple[int, int]) -> Markup:
    (x1, y1), (x2, y2) = start, end
    return Markup('<path d="M{} {}C0 {} 0 {} {} {}"/>').format(x1, y1, y1, y2, x2, y2)


def _dot(group: str, at: tuple[int, int], radius: float) -> Markup:
    x, y = at
    if group != BOTH:
        circle = Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>')
        return circle.format(group.lower(), x, y, radius)
    # A binational body has one half in the colour of each side.
    half = Markup('<path class="{}" d="M{} {}a{} {} 0 0 {} 0 {}z"/>')
    return Markup().join(
        half.format(side, x, round(y - radius, 1), radius, radius, turn, 2 * radius)
        for side, turn in (("nl", 0), ("de", 1))
    )


def thumbnail(shown: Shown) -> Markup:
    """Return an inline SVG of a view of two sides, coloured by the page's style sheet.

    It says nothing to a reader. Dots stand where the map has them; of very many the
    largest are drawn, and the heaviest ties across between these.
    """
    group, degree = groups_of(shown.network.nodes), node_values(shown.network, "degree")
    order = np.lexsort((np.arange(len(degree)), -degree))
    kept = [int(row) for row in order if group[row] in {NL, DE, BOTH}][:MOST_DOTS]
    if not kept:
        return Markup()
    places = shown.places[kept]
    scale = (_WIDE - 2 * _LARGEST) / max(1.0, float(np.abs(places[:, 0]).max()))
    top = float(places[:, 1].min())
    at = {
        row: (round(float(x) * scale), round(float(y - top) * scale))
        for row, (x, y) in zip(kept, places, strict=True)
    }
    across = shown.network.edges.filter("across").sort("weight", descending=True)
    ends = [(int(a), int(b)) for a, b in across.select("source", "target").iter_rows()]
    ties = [_tie(at[a], at[b]) for a, b in ends if a in at and b in at][:MOST_TIES]
    most = float(degree.max()) or 1.0
    growth = _LARGEST - _SMALLEST
    dots = (
        _dot(str(group[row]), at[row], round(_SMALLEST + growth * (degree[row] / most) ** 0.5, 1))
        for row in kept
    )
    bottom = max(y for _, y in at.values()) + _FOOT
    return _FRAME.format(
        left=-_WIDE,
        top=-_HEAD,
        half=_WIDE,
        width=2 * _WIDE,
        height=bottom + _HEAD,
        bottom=bottom,
        reach=round(_WIDE * 0.45),
        ties=Markup().join(ties),
        dots=Markup().join(dots),
    )
