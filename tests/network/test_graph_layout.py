"""The two-sided places of a networkx graph: each side keeps to its own, the same every time."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import pytest

from techland.network.arrays.arrays import Arrays
from techland.network.layouts.of_graph import Position, positions_of
from techland.network.organisations import BOTH, DE, NL, OTHER, organisation_network
from tests.network.networks import hostile_network, network_of


@pytest.fixture(scope="module")
def network(curated_arrays: Arrays) -> nx.Graph[str]:
    return organisation_network(curated_arrays)


@pytest.fixture(scope="module")
def positions(network: nx.Graph[str]) -> Mapping[str, Position]:
    return positions_of(network)


def test_each_side_keeps_to_its_own(
    network: nx.Graph[str], positions: Mapping[str, Position]
) -> None:
    groups = nx.get_node_attributes(network, "group")
    lowest = max(at.y for node, at in positions.items() if groups[node] in {NL, DE})
    assert set(positions) == set(network)
    for node, at in positions.items():
        if groups[node] == NL:
            assert at.x < 0
        if groups[node] == DE:
            assert at.x > 0
        if groups[node] == BOTH:
            assert at.x == 0
        if groups[node] == OTHER:
            assert at.y > lowest


def test_more_ties_across_means_nearer_to_the_border(
    network: nx.Graph[str], positions: Mapping[str, Position]
) -> None:
    def across(node: str) -> int:
        return sum(tie["weight"] for *_, tie in network.edges(node, data=True) if tie["across"])

    for group in (NL, DE):
        nodes = [node for node, data in network.nodes(data=True) if data["group"] == group]
        distances = sorted((abs(positions[node].x), across(node)) for node in nodes)
        half = len(distances) // 2
        assert sum(n for _, n in distances[:half]) > 2 * sum(n for _, n in distances[half:])


def test_the_same_network_gives_the_same_places_in_any_order(network: nx.Graph[str]) -> None:
    turned: nx.Graph[str] = nx.Graph(**network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from((b, a, tie) for a, b, tie in reversed(list(network.edges(data=True))))
    assert positions_of(turned) == positions_of(network)


def test_no_two_nodes_stand_at_one_place(positions: Mapping[str, Position]) -> None:
    assert len({(at.x, at.y) for at in positions.values()}) == len(positions)


def test_an_empty_network_and_hostile_names_have_places() -> None:
    assert positions_of(network_of({}, [])) == {}
    assert set(positions_of(hostile_network())) == set(hostile_network())
