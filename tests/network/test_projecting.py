"""A projection equals the product of matrices that defines it, in any order and in pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techland.network.projecting import project

UNITS, ACTIVITIES = 6, 5
PARTS = st.lists(
    st.tuples(st.integers(0, UNITS - 1), st.integers(0, ACTIVITIES - 1)), unique=True, max_size=30
)
WEIGHTS = st.lists(
    st.sampled_from([1.0, 0.5, 3.0, float("nan")]), min_size=ACTIVITIES, max_size=ACTIVITIES
)


def assert_as_defined(parts: list[tuple[int, int]], weights: list[float]) -> None:
    ends = np.array(parts, dtype=np.int64).reshape(-1, 2)
    one, other, weight, shared = project(ends[:, 0], ends[:, 1], UNITS, np.array(weights))
    known = ~np.isnan(weights)
    dense = np.zeros((UNITS, ACTIVITIES))
    dense[ends[:, 0], ends[:, 1]] = 1
    counts = np.triu(dense @ np.diag(known) @ dense.T, 1)
    sums = np.triu(dense @ np.diag(np.where(known, weights, 0)) @ dense.T, 1)
    expected = np.nonzero(counts)
    assert (one.tolist(), other.tolist()) == (expected[0].tolist(), expected[1].tolist())
    assert shared.tolist() == counts[expected].tolist()
    np.testing.assert_allclose(weight, sums[expected])


@settings(deadline=None)
@given(PARTS, WEIGHTS)
def test_ties_and_weights_are_those_of_the_product(
    parts: list[tuple[int, int]], weights: list[float]
) -> None:
    assert_as_defined(parts, weights)


def test_pieces_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("techland.network.pairing._PIECE", 2)
    parts = [(unit, activity) for unit in range(UNITS) for activity in range(ACTIVITIES)]
    assert_as_defined(parts, [1, 1, 0.5, float("nan"), 2])
