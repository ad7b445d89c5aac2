"""Layouts: the same each time, nobody on top of another, everybody on the right side."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from techland.graph.snapshot import Snapshot
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.force import force_layout
from techland.network.layouts.geographic import DISTANCE, geographic_layout, projected
from techland.network.layouts.layouts import Layouts, layouts_of, make_layouts, whole_structure
from techland.network.layouts.sides import two_sided_layout
from techland.network.measures.structure import Structure


@pytest.fixture(scope="module")
def arrays(curated_snapshot: Snapshot) -> Arrays:
    return arrays_of(curated_snapshot)


@pytest.fixture(scope="module")
def made(arrays: Arrays) -> Layouts:
    return make_layouts(arrays.organisations, whole_structure(arrays))


def test_the_same_network_gives_the_same_places_and_the_kept_ones(
    curated_snapshot: Snapshot, arrays: Arrays, made: Layouts
) -> None:
    again = make_layouts(arrays.organisations, whole_structure(arrays))
    kept = layouts_of(curated_snapshot, arrays)
    for name, places in made.places.items():
        assert np.isfinite(places).all()
        np.testing.assert_array_equal(places, again.places[name])
        np.testing.assert_array_equal(places, kept.places[name])


def test_no_two_nodes_stand_at_one_place(made: Layouts) -> None:
    for name, places in made.places.items():
        near = cKDTree(places).query_pairs(DISTANCE * 0.5)
        assert not near, (name, sorted(near)[:5])


def test_sides_are_left_and_right_of_the_line(arrays: Arrays, made: Layouts) -> None:
    group = arrays.organisations["group"].to_numpy()
    x = made.places["sides"][:, 0]
    assert (x[group == "NL"] < 0).all()
    assert (x[group == "DE"] > 0).all()
    assert (x[group == "both"] == 0).all()
    force = made.places["force"][:, 0]
    assert force[group == "NL"].mean() < force[group == "DE"].mean()


def test_nodes_on_the_ground_stay_near_their_town(arrays: Arrays, made: Layouts) -> None:
    table = arrays.organisations
    degrees = [table[name].fill_null(np.nan).to_numpy() for name in ("longitude", "latitude")]
    towns = projected(*degrees)[made.on_map]
    away = np.hypot(*(made.places["geographic"][made.on_map] - towns).T)
    assert made.on_map.sum() == np.isfinite(degrees[0]).sum() - 0
    # 100 units are a degree of longitude: 40 are some 27 km.
    assert away.max() < 40
    assert np.median(away) < 5


def test_nodes_without_a_town_stand_at_sea() -> None:
    places, known = geographic_layout(
        np.array([6.9, np.nan, 120.0]), np.array([52.2, np.nan, 30.0])
    )
    assert known.tolist() == [True, False, False]
    assert (places[1:, 0] < projected(np.array([4.1]), np.array([53.0]))[0, 0]).all()


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_very_small_networks_have_places(size: int) -> None:
    ends = np.arange(max(size - 1, 0))
    structure = Structure.of_ties(size, ends, ends + 1)
    sides = np.array([-1, 1, 0])[:size].astype(np.int64)
    force = force_layout(structure, sides)
    two_sided = two_sided_layout(structure, sides, np.zeros(size, dtype=bool), force)
    assert force.shape == two_sided.shape == (size, 2)
    assert np.isfinite(force).all()
