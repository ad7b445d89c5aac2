"""The force layout: tied nodes near one another, the Dutch towards the left, Germans the right."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from techland.network.layouts.spreading import Places, rows_below, spread, sunflower
from techland.network.measures.structure import Structure

SEED = 7
DISTANCE = 16.0
# Above so many nodes fewer rounds, and repulsion of near nodes only.
_LARGE = 1000
_LEFT, _RIGHT = -1, 1


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from a generator of this seed, then from Python's own again."""
    import igraph

    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 (nothing secret)
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _start(sides: NDArray[np.int64], count: int) -> Places:
    """Return first places: a disc, each side on its half."""
    disc = sunflower(count, DISTANCE)
    disc[:, 0] = np.where(sides == 0, disc[:, 0] * 0.5, np.abs(disc[:, 0]) * sides)
    return disc


def _component(
    structure: Structure, members: NDArray[np.int64], sides: NDArray[np.int64]
) -> Places:
    """Lay out one connected part around (0, 0)."""
    count = len(members)
    if count <= 2:  # noqa: PLR2004 (a pair needs no forces)
        return np.stack([(np.arange(count) - (count - 1) / 2) * DISTANCE, np.zeros(count)], axis=1)
    graph = structure.igraph.subgraph(members.tolist())
    large = count > _LARGE
    start = _start(sides[members], count)
    if large:
        # igraph's grid is as wide as the root of the number of nodes; what begins outside it
        # falls into its outermost cells, where every pair is looked at.
        start *= 0.8 / DISTANCE
    with seeded(SEED):
        laid = graph.layout_fruchterman_reingold(
            weights="weight",
            seed=start.tolist(),
            niter=120 if large else 600,
            grid="grid" if large else "nogrid",
        )
    places = np.array(laid.coords)
    places -= places.mean(axis=0)
    places = _turned(places, sides[members])
    # The middle half of all nodes gets the room that discs of the wanted distance need.
    reach = np.quantile(np.hypot(places[:, 0], places[:, 1]), 0.75) or 1.0
    places *= DISTANCE * 0.95 * np.sqrt(count) / reach
    return spread(places, DISTANCE * (0.9 if large else 1.9), 12 if large else 160)


def _turned(places: Places, sides: NDArray[np.int64]) -> Places:
    """Turn a part so that its Dutch nodes are left of its German ones."""
    if not ((sides == _LEFT).any() and (sides == _RIGHT).any()):
        return places
    across = places[sides == _RIGHT].mean(axis=0) - places[sides == _LEFT].mean(axis=0)
    angle = -np.arctan2(across[1], across[0])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(places @ turn.T, dtype=np.float64)


def force_layout(structure: Structure, sides: NDArray[np.int64]) -> Places:
    """Return the places of all nodes; the same network gives the same places.

    Forces after Fruchterman & Reingold (1991) as igraph computes them, from a fixed
    start and seed. Each connected part is laid out by itself: the largest in the
    middle, smaller ones and nodes without ties in rows below it.

    Args:
        structure: nodes and weighted ties.
        sides: -1 for the left side, 1 for the right one, 0 for neither.
    """
    from scipy.sparse.csgraph import connected_components

    places = np.zeros((structure.size, 2))
    if not structure.size:
        return places
    _, label = connected_components(structure.matrix, directed=False)
    sizes = np.bincount(label)
    order = np.argsort(-sizes, kind="stable")
    first = np.flatnonzero(label == order[0])
    places[first] = _component(structure, first, sides)
    left, right = places[first, 0].min(), places[first, 0].max()
    left, right = min(left, -12 * DISTANCE), max(right, 12 * DISTANCE)
    top = places[first, 1].max() + 3 * DISTANCE
    x, height = left, 0.0
    for part in (one for one in order[1:] if sizes[one] > 1):
        members = np.flatnonzero(label == part)
        own = _component(structure, members, sides)
        own -= own.min(axis=0)
        width, tall = own.max(axis=0)
        if x > left and x + width > right:
            x, top, height = left, top + height + 2 * DISTANCE, 0.0
        places[members] = own + np.array([x, top])
        x, height = x + width + 2.5 * DISTANCE, max(height, tall)
    alone = np.flatnonzero((sizes[label] == 1) & (label != order[0]))
    top += height + 2 * DISTANCE if (sizes[order[1:]] > 1).any() else 0
    places[alone] = rows_below(len(alone), left, right, top, DISTANCE)
    return places
