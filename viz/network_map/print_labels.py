"""Labels in pictures for print: each beside its node, none over another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from techland.viz.network_map.scene import Scene

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE = 6.8
_LONGEST = 42
# Width of a letter and height of a line, in points for each point of size: on the safe side.
_LETTER, _LINE = 0.58, 1.15
_POINTS = 72.0


def shortened(text: str) -> str:
    """Return a text on one line, cut with an ellipsis where it is very long."""
    told = " ".join(text.split())
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1].rstrip()}…"


def placed_labels(axes: Axes, made: Scene, ink: str, paper: str) -> None:
    """Write the labels, those of the largest nodes first.

    A label that finds no free room right, left, below or above of its node is written
    in small type at its node, so that a file holds them all.
    """
    # No outline of letters: matplotlib would write them as paths, and SVG keeps texts.
    behind = {"boxstyle": "square,pad=0.06", "facecolor": paper, "edgecolor": "none", "alpha": 0.66}
    figure: Any = axes.figure
    width, height = figure.get_size_inches() * axes.get_position().size * _POINTS
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    places = made.shown.places
    x = (places[:, 0] - left) / (right - left) * width
    y = (places[:, 1] - bottom) / (top - bottom) * height
    radius = made.radius * 0.63
    taken = [(x[i] - r, y[i] - r, x[i] + r, y[i] + r) for i, r in enumerate(radius)]
    boxes = np.array(taken).reshape(-1, 4)
    labels = made.labels
    two_sided = made.shown.view.layout == "sides"
    for node in np.argsort(-radius, kind="stable"):
        text = shortened(labels[node])
        wide, tall = len(text) * _LETTER * _SIZE, _LINE * _SIZE
        side = -1 if two_sided and places[node, 0] < 0 else 1
        spots = _spots(x[node], y[node], radius[node] + 1.5, wide, tall, side)
        free = next((spot for spot in spots if _is_free(spot, boxes, width, height)), None)
        spot = free or spots[0]
        if free:
            boxes = np.vstack([boxes, free])
        axes.text(
            spot[0] / width,
            (spot[1] + spot[3]) / 2 / height,
            text,
            transform=axes.transAxes,
            fontsize=_SIZE if free else 2.2,
            color=ink,
            va="center",
            zorder=7 if free else 6,
            parse_math=False,
            gid=f"label-{node}",
            bbox=behind if free else None,
        )


def _spots(
    x: float, y: float, gap: float, wide: float, tall: float, side: int
) -> list[tuple[float, float, float, float]]:
    right = (x + gap, y - tall / 2, x + gap + wide, y + tall / 2)
    left = (x - gap - wide, y - tall / 2, x - gap, y + tall / 2)
    below = (x - wide / 2, y - gap - tall, x + wide / 2, y - gap)
    above = (x - wide / 2, y + gap, x + wide / 2, y + gap + tall)
    return [left, right, below, above] if side < 0 else [right, left, below, above]


def _is_free(spot: tuple[float, ...], boxes: Any, width: float, height: float) -> bool:
    left, low, right, high = spot
    if left < 0 or low < 0 or right > width or high > height:
        return False
    apart = (boxes[:, 0] >= right) | (boxes[:, 2] <= left)
    apart |= (boxes[:, 1] >= high) | (boxes[:, 3] <= low)
    return bool(apart.all())
