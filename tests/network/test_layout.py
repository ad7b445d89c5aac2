"""The two-sided layout: sides, border, room for labels, the same places every time."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techland.network.arrays.arrays import Arrays
from techland.network.label_boxes import Grid, Placement, label_width
from techland.network.layout import ROW, Layout, two_sided_layout
from techland.network.ordering import spectral_order
from techland.network.organisations import BOTH, DE, NL, OTHER, organisation_network
from tests.network.networks import hostile_network, network_of


@pytest.fixture(scope="module")
def network(curated_arrays: Arrays) -> nx.Graph[str]:
    return organisation_network(curated_arrays)


@pytest.fixture(scope="module")
def layout(network: nx.Graph[str]) -> Layout:
    return two_sided_layout(network)


def test_each_side_keeps_to_its_own(network: nx.Graph[str], layout: Layout) -> None:
    for node, position in layout.positions.items():
        group = network.nodes[node]["group"]
        assert (group == NL) == (position.x < 0 and position.y < layout.height)
        if group == DE:
            assert position.x > 0
        if group == BOTH:
            assert position.x == 0
        if group == OTHER:
            assert position.y > layout.height


def test_no_label_covers_a_dot_or_another_label(network: nx.Graph[str], layout: Layout) -> None:
    widths = {
        node: label_width(max(len(name) for name in data["names"].values()))
        for node, data in network.nodes(data=True)
    }
    radii = {node: position.radius for node, position in layout.positions.items()}
    placed = Placement(radii, widths, Grid(1, 2, 1, 1, ROW))
    boxes = {
        node: placed.box(node, at.x, at.y, at.label_side) for node, at in layout.positions.items()
    }
    overlapping = [
        (one, other) for one, other in combinations(boxes, 2) if boxes[one].overlaps(boxes[other])
    ]
    assert overlapping == []


def test_more_ties_across_means_nearer_to_the_border(
    network: nx.Graph[str], layout: Layout
) -> None:
    def across(node: str) -> int:
        return sum(tie["weight"] for *_, tie in network.edges(node, data=True) if tie["across"])

    for group in (NL, DE):
        nodes = [node for node, data in network.nodes(data=True) if data["group"] == group]
        distances = sorted((abs(layout.positions[node].x), across(node)) for node in nodes)
        half = len(distances) // 2
        near, far = distances[:half], distances[half:]
        assert sum(count for _, count in near) > 2 * sum(count for _, count in far)


def test_the_same_network_gives_the_same_places_in_any_order(network: nx.Graph[str]) -> None:
    turned: nx.Graph[str] = nx.Graph(**network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from((b, a, tie) for a, b, tie in reversed(list(network.edges(data=True))))
    assert two_sided_layout(turned) == two_sided_layout(network)


def test_tied_organisations_stand_at_similar_heights(
    network: nx.Graph[str], layout: Layout
) -> None:
    tied = [abs(layout.positions[a].y - layout.positions[b].y) for a, b in network.edges]
    apart = [abs(a.y - b.y) for a, b in combinations(layout.positions.values(), 2)]
    assert sum(tied) / len(tied) < 0.75 * sum(apart) / len(apart)


def test_an_empty_network_has_a_layout() -> None:
    assert two_sided_layout(network_of({}, [])).positions == {}


def test_hostile_names_are_placed() -> None:
    network = hostile_network()
    assert set(two_sided_layout(network).positions) == set(network)


@settings(max_examples=30, deadline=None)
@given(
    st.integers(1, 12).flatmap(
        lambda size: st.lists(
            st.tuples(st.integers(0, size), st.integers(0, size)).filter(lambda t: t[0] != t[1])
        )
    )
)
def test_every_node_has_one_place_in_the_order(ties: list[tuple[int, int]]) -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(map(str, range(13)))
    network.add_edges_from((str(one), str(other)) for one, other in ties)
    order = spectral_order(network)
    assert sorted(order) == sorted(network)
    assert order == spectral_order(nx.Graph(network))
