"""Labels in pictures for print: each beside its node, none over another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from techland.viz.network_map.scene import Scene

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE = 6.8
_LONGEST = 42
# Height of a line in points for each point of size, and how much wider another font may run.
_LINE, _WIDER = 1.15, 1.04
_POINTS = 72.0

Spot = tuple[float, float, float, float]


def shortened(text: str) -> str:
    """Return a text on one line, cut with an ellipsis where it is very long."""
    told = " ".join(text.split())
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1].rstrip()}…"


def placed_labels(axes: Axes, made: Scene, ink: str, paper: str) -> int:
    """Write the labels, those of the largest nodes first.

    A label that finds no free room around its node is left out: letters that nobody can
    read would only cover nodes and ties.

    Returns:
        How many labels were left out.
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
    boxes = np.empty((2 * len(taken), 4))
    boxes[: len(taken)] = np.array(taken).reshape(-1, 4)
    used = len(taken)
    labels = made.labels
    two_sided = made.shown.view.layout == "sides"
    for node in np.argsort(-radius, kind="stable"):
        text = shortened(labels[node])
        wide, tall = _width(text) * _WIDER, _LINE * _SIZE
        side = -1 if two_sided and places[node, 0] < 0 else 1
        spots = _spots(x[node], y[node], radius[node] + 1.5, wide, tall, side)
        free = next((one for one in spots if _is_free(one[0], boxes[:used], width, height)), None)
        if free is None:
            continue
        spot, anchor = free
        boxes[used] = spot
        used += 1
        across = {"left": spot[0], "right": spot[2], "center": (spot[0] + spot[2]) / 2}[anchor]
        axes.text(
            across / width,
            (spot[1] + spot[3]) / 2 / height,
            text,
            transform=axes.transAxes,
            fontsize=_SIZE,
            color=ink,
            ha=anchor,
            va="center",
            zorder=7,
            parse_math=False,
            gid=f"label-{node}",
            bbox=behind,
        )
    return 2 * len(taken) - used


def _width(text: str) -> float:
    """Return how wide a text runs, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    # The family is that of the settings, as for the texts of the picture.
    return float(
        text_to_path.get_text_width_height_descent(text, FontProperties(size=_SIZE), False)[0]
    )


def _spots(
    x: float, y: float, gap: float, wide: float, tall: float, side: int
) -> list[tuple[Spot, str]]:
    """Return where a label may stand, the best first, each with the side on which it is held."""
    near = gap * 0.7
    right = ((x + gap, y - tall / 2, x + gap + wide, y + tall / 2), "left")
    left = ((x - gap - wide, y - tall / 2, x - gap, y + tall / 2), "right")
    below = ((x - wide / 2, y - gap - tall, x + wide / 2, y - gap), "center")
    above = ((x - wide / 2, y + gap, x + wide / 2, y + gap + tall), "center")
    corners_right = [
        ((x + near, y + near, x + near + wide, y + near + tall), "left"),
        ((x + near, y - near - tall, x + near + wide, y - near), "left"),
    ]
    corners_left = [
        ((x - near - wide, y + near, x - near, y + near + tall), "right"),
        ((x - near - wide, y - near - tall, x - near, y - near), "right"),
    ]
    if side < 0:
        return [left, right, below, above, *corners_left, *corners_right]
    return [right, left, below, above, *corners_right, *corners_left]


def _is_free(spot: Spot, boxes: Any, width: float, height: float) -> bool:
    left, low, right, high = spot
    if left < 0 or low < 0 or right > width or high > height:
        return False
    apart = (boxes[:, 0] >= right) | (boxes[:, 2] <= left)
    apart |= (boxes[:, 1] >= high) | (boxes[:, 3] <= low)
    return bool(apart.all())
