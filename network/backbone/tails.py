"""How likely two takers share so many activities by chance: tails of Poisson binomial sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from techland.network.backbone.configuration import Configuration
from techland.network.measures.structure import Numbers

# Beyond so many counts (and deviations) past the largest one asked the tail adds nothing.
_BEYOND, _DEVIATIONS = 64, 12


def chance_of_sharing(
    model: Configuration, one: Numbers, other: Numbers, shared: Numbers
) -> NDArray[np.float64]:
    """Return for pairs of takers the probability to share at least so many activities.

    The number of activities that two share is a sum of independent draws, one for each
    activity, with the product of the two's probabilities: a Poisson binomial sum. It
    depends only on the classes of the two, so that it is computed once for each pair of
    classes, exactly: activities of one class give a binomial part of it.

    Args:
        model: of the incidence.
        one: a taker of each pair.
        other: the other one.
        shared: how many activities they share.
    """
    classes = len(model.probabilities)
    ends = np.sort(np.stack([model.row_class[one], model.row_class[other]]), axis=0)
    key = ends[0] * classes + ends[1]
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    found = np.empty(len(key))
    for held in np.split(order, starts[1:]) if len(order) else []:
        a, b = divmod(int(key[held[0]]), classes)
        chances = model.probabilities[a] * model.probabilities[b]
        tail = _upper_tail(chances, model.column_counts, int(shared[held].max()))
        found[held] = tail[shared[held]]
    return found


def _upper_tail(chances: NDArray[np.float64], counts: Numbers, largest: int) -> NDArray[np.float64]:
    """Return P(X ≥ 0), …, P(X ≥ largest) of a sum of binomial parts."""
    deviation = float(np.sqrt(counts @ (chances * (1 - chances))))
    mean = float(counts @ chances)
    last = int(max(largest, mean) + _BEYOND + _DEVIATIONS * deviation)
    last = min(last, int(counts[chances > 0].sum()))
    mass = np.ones(1)
    for chance, count in zip(chances.tolist(), counts.tolist(), strict=True):
        if chance > 0:
            part = _binomial(count, chance, min(count, last))
            mass = np.convolve(mass, part)[: last + 1]
    tail = np.zeros(max(largest, len(mass) - 1) + 1)
    tail[: len(mass)] = np.cumsum(mass[::-1])[::-1]
    return np.minimum(tail, 1)


def _binomial(count: int, chance: float, last: int) -> NDArray[np.float64]:
    from scipy.special import gammaln, xlog1py, xlogy

    k = np.arange(last + 1)
    ways = gammaln(count + 1) - gammaln(k + 1) - gammaln(count - k + 1)
    return np.asarray(
        np.exp(ways + xlogy(k, chance) + xlog1py(count - k, -chance)), dtype=np.float64
    )
