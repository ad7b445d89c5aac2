"""The two-sided layout of a networkx graph of organisations, as the map has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import networkx as nx
import numpy as np

from techland.network.layouts.force import force_layout
from techland.network.layouts.sides import two_sided_layout
from techland.network.measures.structure import Structure
from techland.network.organisations import BOTH, DE, NL

SMALLEST_RADIUS, LARGEST_RADIUS = 4.0, 14.0
_SIDES = {NL: -1, DE: 1}


@dataclass(frozen=True)
class Position:
    """Where a node stands, y growing downwards, and its radius."""

    x: float
    y: float
    radius: float


def positions_of(network: nx.Graph[str]) -> Mapping[str, Position]:
    """Return where to draw each organisation; the same network gives the same places.

    Args:
        network: nodes have ``group``, ties ``weight``.
    """
    nodes = sorted(network)
    if not nodes:
        return {}
    rows = {node: row for row, node in enumerate(nodes)}
    groups = np.array([network.nodes[node]["group"] for node in nodes])
    sides = np.array([_SIDES.get(group, 0) for group in groups.tolist()], dtype=np.int64)
    ties = sorted(
        (*sorted((rows[one], rows[other])), float(weight))
        for one, other, weight in network.edges(data="weight", default=1)
    )
    one, other, weight = (np.array(column) for column in zip(*ties, strict=True)) if ties else _NONE
    structure = Structure.of_ties(len(nodes), one, other, weight)
    force = force_layout(structure, sides)
    places = two_sided_layout(structure, sides, groups == BOTH, force)
    degree = [network.degree(node) for node in nodes]
    most = max(degree) or 1
    return {
        node: Position(round(float(x), 1), round(float(y), 1), _radius(degree[row] / most))
        for row, (node, (x, y)) in enumerate(zip(nodes, places, strict=True))
    }


_NONE = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def _radius(share: float) -> float:
    return round(SMALLEST_RADIUS + (LARGEST_RADIUS - SMALLEST_RADIUS) * sqrt(share), 1)
