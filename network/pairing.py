"""Pair each row of a run with those after it in the run, in pieces that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

# So many pairs are held at a time: some 100 MB.
_PIECE = 2_000_000
_Numbers = NDArray[np.int64]


def following_pairs(after: _Numbers) -> Iterator[tuple[_Numbers, _Numbers]]:
    """Yield arrays of the two rows of every pair, in order.

    Args:
        after: how many rows of the same run come after each row.
    """
    for first, last in _pieces(after):
        count = after[first:last]
        one = np.repeat(np.arange(first, last), count)
        step = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count)
        yield one, one + 1 + step


def _pieces(counts: _Numbers) -> Iterator[tuple[int, int]]:
    """Yield stretches whose counts add up to a piece at most, or that are one long."""
    ends = np.cumsum(counts)
    start = 0
    while start < len(counts):
        before = ends[start - 1] if start else 0
        end = max(int(np.searchsorted(ends, before + _PIECE, side="right")), start + 1)
        yield start, end
        start = end
