"""A small still drawing of a body and its partners; the list beside it says the same in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from techland.network.arrays.things import BOTH, DE, NL
from techland.server.surroundings.partners import Partner

MOST_DRAWN = 40
_RADIUS, _LARGEST, _SMALLEST = 120, 13, 4
_FRAME = (
    '<svg class="ego" viewBox="-170 -150 340 300" aria-hidden="true" focusable="false">'
    '<rect class="nl-field" x="-170" y="-150" width="170" height="300"/>'
    '<rect class="de-field" x="0" y="-150" width="170" height="300"/>'
    '<path class="border" d="M0 -150V150"/>{ties}{dots}'
    '<circle class="{group} self" cx="0" cy="0" r="15"/></svg>'
)
_CLASSES = {NL: "nl", DE: "de", BOTH: "both"}
# The arc of each group in degrees, clockwise from the right.
_ARCS = {NL: (110, 250), DE: (-70, 70), BOTH: (75, 105), "other": (255, 285)}


def ego_picture(group: str | None, partners: Sequence[Partner]) -> Markup:
    """Return the drawing: Dutch partners on the left, German ones on the right.

    A dot's area grows with what is shared; the first partners are drawn.
    """
    drawn = partners[:MOST_DRAWN]
    most = max((len(one.shared) for one in drawn), default=1)
    ties, dots = [], []
    for key, (first, last) in _ARCS.items():
        here = [one for one in drawn if (one.group if one.group in _ARCS else "other") == key]
        for place, partner in enumerate(here):
            angle = math.radians(first + (last - first) * (place + 0.5) / len(here))
            x, y = round(_RADIUS * math.cos(angle)), round(_RADIUS * math.sin(angle))
            size = math.sqrt(len(partner.shared) / most)
            radius = round(_SMALLEST + (_LARGEST - _SMALLEST) * size, 1)
            across = "across" if partner.across else "tie"
            ties.append(f'<path class="{across}" d="M0 0L{x} {y}"/>')
            name = _CLASSES.get(partner.group, "other")
            dots.append(f'<circle class="{name}" cx="{x}" cy="{y}" r="{radius}"/>')
    drawing = _FRAME.format(
        ties="".join(ties), dots="".join(dots), group=_CLASSES.get(group or "", "other")
    )
    return Markup(drawing)  # noqa: S704 (numbers and names of our own only)
