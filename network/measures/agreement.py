"""How far two groupings of the same nodes agree, chance taken out.

scikit-learn has the same; importing it takes some seconds, so that it only checks this one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from techland.network.measures.structure import Numbers

_Sizes = NDArray[np.int64]


def adjusted_mutual_information(one_codes: Numbers, other_codes: Numbers) -> float:
    """Return the adjusted mutual information of two groupings of the same nodes.

    Definition (Vinh, Epps & Bailey 2010, Journal of Machine Learning Research 11,
    2837-2854): (mutual information - its expectation) / (mean entropy - its
    expectation), both groupings dealt by chance with their sizes kept. 1 if they are
    the same, 0 as by chance; below 0 is possible.
    """
    _, one = np.unique(one_codes, return_inverse=True)
    _, other = np.unique(other_codes, return_inverse=True)
    joint, counts = np.unique(np.stack([one, other]), axis=1, return_counts=True)
    rows, columns = np.bincount(one), np.bincount(other)
    if len(counts) == len(rows) == len(columns):
        return 1.0
    total = len(one)
    pairs = rows[joint[0]] * columns[joint[1]]
    shared = float((counts / total * np.log(counts * (total / pairs))).sum())
    expected = _expected(rows, columns, total)
    mean = (_entropy(rows, total) + _entropy(columns, total)) / 2
    return (shared - expected) / (mean - expected)


def _entropy(sizes: _Sizes, total: int) -> float:
    shares = sizes / total
    return float(-(shares * np.log(shares)).sum())


def _expected(rows: _Sizes, columns: _Sizes, total: int) -> float:
    """Return the mutual information to expect of groups of these sizes (equation 24a)."""
    from scipy.special import gammaln

    found = 0.0
    logs = gammaln(np.arange(total + 1) + 1)
    many, others = (np.unique(sizes, return_counts=True) for sizes in (rows, columns))
    for a, a_count in zip(*many, strict=True):
        for b, b_count in zip(*others, strict=True):
            n = np.arange(max(1, a + b - total), min(a, b) + 1)
            ways = logs[a] + logs[b] + logs[total - a] + logs[total - b] - logs[total]
            chance = ways - logs[n] - logs[a - n] - logs[b - n] - logs[total - a - b + n]
            told = n / total * np.log(n * (total / (a * b))) * np.exp(chance)
            found += float(told.sum()) * int(a_count) * int(b_count)
    return found
