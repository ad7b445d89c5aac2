"""Project who takes part in what onto ties between those who share something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl
    from scipy.sparse import csr_array


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
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return the ties of units that share activities.

    Args:
        unit: which unit takes part; no pair of unit and activity stands twice.
        activity: in which activity.
        units: how many units there are.
        weights: what each activity adds; one that is NaN ties but adds nothing.

    Returns:
        The two ends of each tie (the smaller first, in order), its weight, and how
        many activities of known weight are shared.
    """
    from scipy.sparse import csr_array

    known = ~np.isnan(weights)
    shape = (units, len(weights))
    ones = np.ones(len(unit))
    incidence = csr_array((ones, (unit, activity)), shape=shape)
    counts = _upper(incidence, known.astype(np.float64))
    if (weights[known] == 1).all():
        one, other, shared = counts
        return one, other, shared, shared.astype(np.int64)
    one, other, weight = _upper(incidence, np.where(known, weights, 0))
    # Weights are above 0, so that both have the same ties.
    return one, other, weight, counts[2].astype(np.int64)


def _upper(
    incidence: csr_array, weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    from scipy.sparse import diags_array, triu

    product = triu(incidence @ diags_array(weights) @ incidence.T, k=1).tocsr()
    product.eliminate_zeros()
    product.sort_indices()
    found = product.tocoo()
    return found.row.astype(np.int64), found.col.astype(np.int64), found.data.astype(np.float64)
