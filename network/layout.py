"""The two-sided layout: the Dutch left, the Germans right, binational bodies on the border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

import networkx as nx

from techland.network.label_boxes import LABEL_CHARACTERS, Grid, Placement, label_width
from techland.network.ordering import spectral_order
from techland.network.organisations import BOTH, DE, NL, OTHER

# All lengths are in the picture's own units, about a screen pixel on a wide screen.
ROW = 20
INNER, SPAN = 150, 500
STEP = 25
MARGIN = 70
FILL = 0.5
SMALLEST_RADIUS, LARGEST_RADIUS = 4.0, 14.0


@dataclass(frozen=True)
class Position:
    """Where a node stands, its radius, and the side of it that its label stands on."""

    x: int
    y: int
    radius: float
    label_side: str


@dataclass(frozen=True)
class Layout:
    """Positions by node, and the frame: half its width, its height without the lower band."""

    positions: Mapping[str, Position]
    half_width: int
    height: int


def _radii(network: nx.Graph[str]) -> dict[str, float]:
    degrees = dict(network.degree())
    most = max(degrees.values(), default=0) or 1
    growth = LARGEST_RADIUS - SMALLEST_RADIUS
    return {
        node: round(SMALLEST_RADIUS + growth * sqrt(d / most), 1) for node, d in degrees.items()
    }


def _ties_across(network: nx.Graph[str], node: str) -> int:
    return sum(data["weight"] for _, _, data in network.edges(node, data=True) if data["across"])


def _height(widths: Mapping[str, int], side_sizes: Mapping[str, list[str]]) -> int:
    """Return the height at which the labels of the fuller side cover the share FILL of it."""
    needed = [sum(widths[node] + 2 * ROW for node in nodes) * ROW for nodes in side_sizes.values()]
    reach = SPAN + label_width(LABEL_CHARACTERS)
    return max(560, ROW * ceil(max(needed, default=0) / reach / FILL / ROW))


def _place_side(
    placement: Placement, nodes: list[str], wanted_y: Mapping[str, float], sign: int
) -> None:
    """Place one country's nodes, those with most ties across first and nearest to the border."""
    for rank, node in enumerate(nodes):
        depth = rank / max(1, len(nodes) - 1)
        wanted_x = INNER + SPAN * depth
        placement.place(node, wanted_x * sign, wanted_y[node], "left" if sign < 0 else "right")


def _place_border(placement: Placement, nodes: list[str], height: int) -> None:
    for index, node in enumerate(nodes):
        placement.fix(node, 0, round(height * (index + 1) / (len(nodes) + 1)), "below")


def _place_band(placement: Placement, nodes: list[str], height: int, half_width: int) -> None:
    """Set the others in lines below the two sides, each label right of its node."""
    column = label_width(LABEL_CHARACTERS) + 50
    columns = max(1, (2 * half_width) // column)
    width = min(columns, len(nodes)) * column
    for index, node in enumerate(nodes):
        line, place = divmod(index, columns)
        x = place * column - width // 2 + 20
        placement.fix(node, x, height + MARGIN + line * 2 * ROW, "right")


def two_sided_layout(network: nx.Graph[str]) -> Layout:
    """Return where to draw each organisation; the same network gives the same places.

    Nearer to the border means more ties across it; tied organisations stand at similar
    heights. Labels are given room by their longest name, so that a change of language
    moves nothing.
    """
    radii, order = _radii(network), spectral_order(network)
    widths = {
        node: label_width(max((len(n) for n in data["names"].values()), default=len(data["label"])))
        for node, data in network.nodes(data=True)
    }
    groups = {
        group: [node for node in order if network.nodes[node]["group"] == group]
        for group in (NL, DE, BOTH, OTHER)
    }
    height = _height(widths, {NL: groups[NL], DE: groups[DE]})
    placement = Placement(radii, widths, Grid(INNER, INNER + SPAN, STEP, height, ROW))
    _place_border(placement, groups[BOTH], height)
    wanted_y = {node: height * (i + 0.5) / len(order) for i, node in enumerate(order)}
    for group, sign in ((NL, -1), (DE, 1)):
        nearest = sorted(groups[group], key=lambda node: (-_ties_across(network, node), node))
        _place_side(placement, nearest, wanted_y, sign)
    half_width = INNER + SPAN + label_width(LABEL_CHARACTERS)
    _place_band(placement, groups[OTHER], height, half_width)
    positions = {
        node: Position(round(x), round(y), radii[node], side)
        for node, (x, y, side) in sorted(placement.places.items())
    }
    return Layout(positions, half_width, height)
