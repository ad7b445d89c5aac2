"""Project who takes part in what onto ties between those who share something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from techland.network.pairing import following_pairs

if TYPE_CHECKING:
    import polars as pl
    from scipy.sparse import csr_array

_Numbers = NDArray[np.int64]


def activity_weights(
    weight: str, activities: pl.DataFrame, takers: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what each activity adds to the tie of two who share it; NaN where it is not known.

    Args:
        weight: count, newman, money or days.
        activities: one a row, with cost and dates.
        takers: how many take part in each.
    """
    import polars as pl

    if weight == "count":
        return np.ones(activities.height)
    if weight == "newman":
        return np.where(takers > 1, 1 / np.maximum(takers - 1, 1), 1.0)
    if weight == "money":
        known: pl.Expr = pl.when(pl.col("cost") > 0).then(pl.col("cost"))
    else:
        known = (pl.col("end_latest") - pl.col("start_earliest")).dt.total_days() + 1
    return activities.select(known.cast(pl.Float64)).to_series().to_numpy(writable=True)


def project(
    unit: NDArray[np.integer],
    activity: NDArray[np.integer],
    units: int,
    weights: NDArray[np.float64],
) -> tuple[_Numbers, _Numbers, NDArray[np.float64], _Numbers]:
    """Return the ties of units that share activities, linear in the pairs within activities.

    Args:
        unit: which unit takes part; no pair of unit and activity stands twice.
        activity: in which activity; the quickest in order of activity, then unit.
        units: how many units there are.
        weights: what each activity adds; one that is NaN adds no tie.

    Returns:
        The two ends of each tie (the smaller first, in order), its weight, and how
        many activities of known weight are shared.
    """
    known = ~np.isnan(weights)[activity]
    unit, activity = _in_order(unit[known], activity[known])
    amounts, ones = weights[activity], np.ones(len(activity))
    one, other, shared = _summed(unit, activity, units, ones)
    weight = shared
    if not np.array_equal(amounts, ones):
        *_, weight = _summed(unit, activity, units, amounts)
    return one, other, weight, shared.astype(np.int64)


def _in_order(
    unit: NDArray[np.integer], activity: NDArray[np.integer]
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    before, after = activity[:-1], activity[1:]
    if ((before < after) | ((before == after) & (unit[:-1] < unit[1:]))).all():
        return unit, activity
    order = np.lexsort((unit, activity))
    return unit[order], activity[order]


def _summed(
    unit: NDArray[np.integer],
    activity: NDArray[np.integer],
    units: int,
    amounts: NDArray[np.float64],
) -> tuple[_Numbers, _Numbers, NDArray[np.float64]]:
    """Return the pairs of units, and for each the sum of the amounts of what it shares."""
    from scipy.sparse import csr_array

    # Small numbers make a smaller matrix in half the time.
    few = units < np.iinfo(np.int32).max
    small: NDArray[Any] = unit.astype(np.int32) if few else unit.astype(np.int64)
    ends = np.cumsum(np.bincount(activity))[activity]
    shape = (units, units)
    found: csr_array = csr_array(shape, dtype=np.float64)
    for one, other in following_pairs(ends - np.arange(len(ends)) - 1):
        # Made of triples, a matrix gathers those of a row in one pass and adds up the same.
        piece = csr_array((amounts[one], (small[one], small[other])), shape=shape)
        found = found + piece if found.nnz else piece
    found.sort_indices()
    told = found.tocoo()
    return told.row.astype(np.int64), told.col.astype(np.int64), told.data.astype(np.float64)
