"""Correct p-values for how many pairs were tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def _none(ordered: Values, _: int) -> Values:
    return ordered


def _bonferroni(ordered: Values, tests: int) -> Values:
    return ordered * tests


def _holm(ordered: Values, tests: int) -> Values:
    return np.maximum.accumulate(ordered * (tests - np.arange(len(ordered))))


def _benjamini_hochberg(ordered: Values, tests: int) -> Values:
    scaled = ordered * tests / np.arange(1, len(ordered) + 1)
    return np.minimum.accumulate(scaled[::-1])[::-1]


_METHODS: Mapping[str, Callable[[Values, int], Values]] = {
    "none": _none,
    "bonferroni": _bonferroni,
    "holm": _holm,
    "bh": _benjamini_hochberg,
}
CORRECTIONS = {
    "none": "without correction for the number of tests",
    "bonferroni": "Bonferroni correction: the chance of any false tie is below alpha",
    "holm": "Holm correction (1979): the chance of any false tie is below alpha",
    "bh": "Benjamini-Hochberg correction (1995): the expected share of false ties is below alpha",
}


def adjusted(values: Values, tests: int, method: str) -> Values:
    """Return p-values after a correction, as R's ``p.adjust(values, method, n = tests)``.

    Args:
        values: the p-values of some of the tests; those of the others are 1.
        tests: how many tests were made in all, at least as many as values.
        method: one of CORRECTIONS.
    """
    order = np.argsort(values, kind="stable")
    found = np.empty(len(values))
    found[order] = np.minimum(_METHODS[method](values[order], tests), 1)
    return found
