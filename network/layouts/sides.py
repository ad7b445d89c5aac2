"""The two-sided layout: the Dutch left, the Germans right, binational bodies on the line."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from techland.network.layouts.spreading import Places, rows_below
from techland.network.measures.structure import Structure

# Half the free strip along the border, between columns, and between rows.
STRIP, COLUMN, ROW = 90.0, 62.0, 17.0
_LEFT, _RIGHT = -1, 1
# Rows of a side for each column of it.
_SHAPE = 6.0


def two_sided_layout(
    structure: Structure, sides: NDArray[np.int64], on_line: NDArray[np.bool_], heights: Places
) -> Places:
    """Return the places of all nodes; the same network gives the same places.

    Columns run along the border; the more ties a node has to the other side, the
    nearer its column. In a column nodes stand in the order of the force layout, so
    that tied ones are at like heights. Nodes of neither side stand in rows below.

    Args:
        structure: nodes and weighted ties.
        sides: -1 for the left side, 1 for the right one, 0 for neither.
        on_line: which nodes belong to both sides.
        heights: places of the force layout.
    """
    one, other, weight = structure.both_ways
    crossing = sides[one] * sides[other] == _LEFT
    across = np.bincount(one[crossing], weight[crossing], structure.size)
    degree = np.bincount(one, minlength=structure.size)
    largest = max(int((sides == side).sum()) for side in (_LEFT, _RIGHT))
    rows = max(8, ceil(sqrt(largest * _SHAPE)))
    places = np.zeros((structure.size, 2))
    for side in (_LEFT, _RIGHT):
        members = np.flatnonzero(sides == side)
        nearest = members[np.lexsort((members, -degree[members], -across[members]))]
        for column, start in enumerate(range(0, len(nearest), rows)):
            places[_column(nearest, start, rows, heights)] = _at(
                side, column, min(rows, len(nearest) - start), rows
            )
    line = np.flatnonzero(on_line)
    line = line[np.argsort(heights[line, 1], kind="stable")]
    places[line, 1] = (np.arange(len(line)) + 0.5) / max(len(line), 1) * rows * ROW
    rest = np.flatnonzero((sides == 0) & ~on_line)
    rest = rest[np.lexsort((rest, -degree[rest]))]
    columns = max(1, ceil(largest / rows))
    reach = STRIP + COLUMN * (columns - 1)
    places[rest] = rows_below(len(rest), -reach, reach, rows * ROW + 3 * ROW, ROW * 1.5)
    return places


def _column(
    nearest: NDArray[np.int64], start: int, rows: int, heights: Places
) -> NDArray[np.int64]:
    members = nearest[start : start + rows]
    return members[np.argsort(heights[members, 1], kind="stable")]


def _at(side: int, column: int, count: int, rows: int) -> Places:
    """Return the places of one column, spread over the whole height, neighbours shifted."""
    shift = (column % 2) * 0.5 - 0.25
    y = ((np.arange(count) + 0.5) / count * rows + shift) * ROW
    x = np.full(count, side * (STRIP + column * COLUMN))
    return np.stack([x, y], axis=1)
