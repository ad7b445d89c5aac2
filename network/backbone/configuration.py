"""The bipartite configuration model: how likely each part is if only the margins are known.

Source: Saracco, Di Clemente, Gabrielli & Squartini 2015, Scientific Reports 5, 10595. The
probability that taker i has a part in activity j is xᵢyⱼ/(1 + xᵢyⱼ), with x and y so that
every taker and every activity has, on average, as many parts as it really has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from techland.network.incidence import Incidence
from techland.network.measures.structure import Numbers

Probabilities = NDArray[np.float64]
_TOLERANCE = 1e-11
# Newton's method needs some ten steps; margins that allow one matrix only need more.
_STEPS = 200
# Where only one matrix has these margins, probabilities go to 0 and 1 without end.
_FAR = 60.0
# A step shorter than this share of Newton's helps no more.
_SMALLEST = 1e-10


@dataclass(frozen=True, eq=False)
class Configuration:
    """Probabilities by class: takers with as many parts have the same, activities likewise.

    Attributes:
        row_class, column_class: of each taker and activity.
        column_counts: how many activities each class has.
        probabilities: by class of takers and of activities.
        error: the largest difference of a mean number of parts to the real one.
    """

    row_class: Numbers
    column_class: Numbers
    column_counts: Numbers
    probabilities: Probabilities
    error: float


@dataclass
class _Side:
    """The classes of takers or of activities: their parts, how many they are, not settled yet."""

    parts: NDArray[np.float64]
    counts: Numbers
    is_open: NDArray[np.bool_]


def configuration(incidence: Incidence) -> Configuration:
    """Return the bipartite configuration model of an incidence."""
    (rows, row_class), (columns, column_class) = (
        _classes(degrees) for degrees in (incidence.row_degrees, incidence.column_degrees)
    )
    wanted = rows.parts.copy(), columns.parts.copy()
    p = np.zeros((len(rows.parts), len(columns.parts)))
    while _settle(rows, columns, p) or _settle(columns, rows, p.T):
        pass
    if rows.is_open.any() and columns.is_open.any():
        p[np.ix_(rows.is_open, columns.is_open)] = _solved(rows, columns)
    found = p @ columns.counts, rows.counts @ p
    gaps = [np.abs(one - other) for one, other in zip(found, wanted, strict=True)]
    error = max((float(gap.max()) for gap in gaps if len(gap)), default=0.0)
    return Configuration(row_class, column_class, columns.counts, p, error)


def _classes(degrees: Numbers) -> tuple[_Side, Numbers]:
    parts, place, counts = np.unique(degrees, return_inverse=True, return_counts=True)
    is_open = np.ones(len(parts), dtype=bool)
    return _Side(parts.astype(np.float64), counts.astype(np.int64), is_open), place.astype(np.int64)


def _settle(side: _Side, other: _Side, p: Probabilities) -> bool:
    """Settle classes with no part, or with all that are open: 0 or 1. Tell whether one was."""
    most = other.counts[other.is_open].sum()
    found = np.flatnonzero(side.is_open & ((side.parts == 0) | (side.parts == most)))
    for place in found:
        if side.parts[place]:
            p[place, other.is_open] = 1
            other.parts[other.is_open] -= side.counts[place]
        side.is_open[place] = False
    return len(found) > 0


def _solved(row_side: _Side, column_side: _Side) -> Probabilities:
    """Find the probabilities of the open classes by Newton's method on the likelihood."""
    (rows, n), (columns, m) = (
        (side.parts[side.is_open], side.counts[side.is_open]) for side in (row_side, column_side)
    )
    scale = np.sqrt(float(rows @ n))
    at = np.concatenate([np.log(rows / scale), np.log(columns / scale)])
    wanted, counts = np.concatenate([rows * n, columns * m]), np.concatenate([n, m])
    value = _likelihood(at, wanted, n, m)
    for _ in range(_STEPS):
        p = _logistic(at, len(n))
        gap = wanted - np.concatenate([n * (p @ m), m * (n @ p)])
        if np.abs(gap / counts).max() < _TOLERANCE:
            break
        step, size = _newton_step(p, gap, n, m), 1.0
        while size > _SMALLEST:
            tried = np.clip(at + size * step, -_FAR, _FAR)
            found = _likelihood(tried, wanted, n, m)
            if found >= value - 1e-12 * abs(value):
                break
            size /= 2
        else:
            break
        at, value = tried, found
    return _logistic(at, len(n))


def _logistic(at: NDArray[np.float64], rows: int) -> Probabilities:
    from scipy.special import expit

    return np.asarray(expit(at[:rows, None] + at[None, rows:]), dtype=np.float64)


def _likelihood(
    at: NDArray[np.float64], wanted: NDArray[np.float64], n: Numbers, m: Numbers
) -> float:
    total = np.logaddexp(0, at[: len(n), None] + at[None, len(n) :])
    return float(at @ wanted - n @ total @ m)


def _newton_step(
    p: Probabilities, gap: NDArray[np.float64], n: Numbers, m: Numbers
) -> NDArray[np.float64]:
    spread = n[:, None] * (p * (1 - p)) * m[None, :]
    rows, columns = np.diag(spread.sum(axis=1)), np.diag(spread.sum(axis=0))
    hessian = np.block([[rows, spread], [spread.T, columns]])
    # Adding to all x what is taken from all y changes nothing: that direction is held.
    hessian[np.diag_indices_from(hessian)] += 1e-13 * max(float(hessian.max()), 1e-300)
    return np.asarray(np.linalg.lstsq(hessian, gap, rcond=None)[0], dtype=np.float64)
