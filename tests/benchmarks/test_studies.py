"""The benchmarks of studies draw what they say, and the committed figures add up."""

from __future__ import annotations

import json
from statistics import median

import numpy as np
import pytest

from benchmarks.studies import LEIDEN_BAR, RESULTS, planted, taking


def test_ties_are_drawn_once_and_mostly_within_groups() -> None:
    one, other = planted(400, 1500, 8)
    assert len(one) == 1500
    assert (one < other).all()
    assert len({*zip(one.tolist(), other.tolist(), strict=True)}) == 1500
    again = planted(400, 1500, 8)
    assert all(np.array_equal(a, b) for a, b in zip((one, other), again, strict=True))


def test_a_taker_has_one_part_in_an_activity() -> None:
    row, column = taking(200, 100)
    assert len({*zip(row.tolist(), column.tolist(), strict=True)}) == len(row)
    assert np.bincount(column).max() <= 20


def test_committed_figures_add_up() -> None:
    figures = {one["name"]: one for one in json.loads(RESULTS.read_text("utf-8"))["figures"]}
    assert set(figures) == {
        "communities, 100000 nodes",
        "backbone, 20000 x 10000",
        "backbone, 20000 x 10000: memory",
    }
    found = figures["communities, 100000 nodes"]
    assert found["ratio"] == pytest.approx(median(found["peer"]) / median(found["ours"]))
    assert found["bar"] == LEIDEN_BAR
    assert found["met"] is (found["ratio"] >= LEIDEN_BAR)
