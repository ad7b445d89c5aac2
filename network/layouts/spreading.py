"""Spread nodes that would cover one another, with as little moving as possible."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
# The angle that sunflower seeds turn by: circles of any number without gaps or rays.
_GOLDEN = pi * (3 - sqrt(5))
# Two places nearer than this are one.
_SAME = 1e-9


def sunflower(number: int, distance: float) -> Places:
    """Return places around (0, 0), about ``distance`` apart, the first in the middle."""
    at = np.arange(number, dtype=np.float64)
    reach = distance * 0.62 * np.sqrt(at)
    return np.stack([reach * np.cos(at * _GOLDEN), reach * np.sin(at * _GOLDEN)], axis=1)


def spread(places: Places, distance: float, rounds: int = 60) -> Places:
    """Return places at least about ``distance`` apart, moved in small steps from where they were.

    Pairs that are too near push each other away, half of what is missing each, until
    none is or the rounds are over. Two at the very same place part by their numbers.

    Args:
        places: x and y by node.
        distance: that two nodes should keep.
        rounds: the most steps.
    """
    from scipy.spatial import cKDTree

    moved = places.astype(np.float64).copy()
    for _ in range(rounds):
        pairs = cKDTree(moved).query_pairs(distance * 0.999, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        apart = moved[pairs[:, 1]] - moved[pairs[:, 0]]
        length = np.hypot(apart[:, 0], apart[:, 1])
        turned = (pairs.sum(axis=1) * _GOLDEN)[length < _SAME]
        apart[length < _SAME] = np.stack([np.cos(turned), np.sin(turned)], axis=1)
        length = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), _SAME)
        missing = np.clip(distance - length, 0, distance)
        push = apart / length[:, None] * (missing * 0.5)[:, None]
        for axis in (0, 1):
            moved[:, axis] += np.bincount(pairs[:, 1], push[:, axis], len(moved))
            moved[:, axis] -= np.bincount(pairs[:, 0], push[:, axis], len(moved))
    return moved


def rows_below(number: int, left: float, right: float, top: float, distance: float) -> Places:
    """Return places in rows from left to right, the first row at ``top``, y growing downwards."""
    columns = max(1, int((right - left) // distance) + 1)
    line, place = np.divmod(np.arange(number), columns)
    width = (min(number, columns) - 1) * distance
    middle = (left + right) / 2
    x = middle - width / 2 + place * distance
    return np.stack([x, top + line * distance], axis=1).astype(np.float64)
