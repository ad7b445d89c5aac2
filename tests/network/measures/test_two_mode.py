"""Two-mode measures equal those of networkx, on a classic data set and on drawn ones."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techland.network.incidence import Incidence
from techland.network.measures.structure import Structure
from techland.network.measures.two_mode import two_mode, two_mode_nodes

NONE = np.zeros(0, dtype=np.int64)


def incidence_of(parts: list[tuple[int, int]]) -> Incidence:
    row, column = (np.array(ends, dtype=np.int64) for ends in zip(*parts, strict=True))
    return Incidence.of_parts(row, column)


def bipartite(incidence: Incidence) -> nx.Graph[tuple[str, int]]:
    made: nx.Graph[tuple[str, int]] = nx.Graph()
    ends = zip(incidence.row.tolist(), incidence.column.tolist(), strict=True)
    made.add_edges_from((("row", one), ("column", other)) for one, other in ends)
    return made


def women() -> Incidence:
    network = nx.davis_southern_women_graph()
    names, events = network.graph["top"], network.graph["bottom"]
    return incidence_of([(names.index(one), events.index(other)) for one, other in network.edges])


@st.composite
def incidences(draw: st.DrawFn) -> Incidence:
    part = st.tuples(st.integers(0, 7), st.integers(0, 6))
    return incidence_of(draw(st.lists(part, min_size=1, max_size=30)))


def assert_as_networkx(incidence: Incidence) -> None:
    network = bipartite(incidence)
    takers = [node for node in network if node[0] == "row"]
    whole = two_mode(Structure.of_ties(incidence.rows, NONE, NONE), incidence)
    assert whole.value("density") == pytest.approx(nx.bipartite.density(network, takers))
    clustering = nx.bipartite.robins_alexander_clustering(network)
    assert whole.value("clustering") in (None, pytest.approx(clustering))
    nodes = two_mode_nodes(Structure.of_ties(incidence.rows, NONE, NONE), incidence).columns
    shares = nx.bipartite.degree_centrality(network, takers)
    several = len(takers) > 1 and incidence.columns > 1
    between = nx.bipartite.betweenness_centrality(network, takers) if several else {}
    for kind, row in takers:
        assert nodes["share"][row] == pytest.approx(shares[kind, row])
        if several:
            assert nodes["betweenness"][row] == pytest.approx(between[kind, row])
        if network.degree[kind, row] > 1:
            redundancy = nx.bipartite.node_redundancy(network, [(kind, row)])
            assert nodes["redundancy"][row] == pytest.approx(redundancy[kind, row])
        else:
            assert np.isnan(nodes["redundancy"][row])


def test_the_women_of_davis() -> None:
    assert_as_networkx(women())


def test_the_published_values_of_the_women() -> None:
    """Borgatti & Halgin 2011, The Sage Handbook of Social Network Analysis, chapter 28."""
    names = list(nx.davis_southern_women_graph().graph["top"])
    found = two_mode_nodes(Structure.of_ties(len(names), NONE, NONE), women()).columns
    published = {
        "Evelyn Jefferson": (0.57, 0.10),
        "Theresa Anderson": (0.57, 0.09),
        "Nora Fayette": (0.57, 0.11),
    }
    for name, (degree, between) in published.items():
        row = names.index(name)
        assert round(found["share"][row], 2) == degree
        assert round(found["betweenness"][row], 2) == between


@settings(max_examples=60, deadline=None)
@given(incidences())
def test_drawn_ones(incidence: Incidence) -> None:
    assert_as_networkx(incidence)


def test_by_hand() -> None:
    """Three takers: the first two share two activities, the third has one with the second."""
    incidence = incidence_of([(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2)])
    found = two_mode(Structure.of_ties(3, NONE, NONE), incidence)
    assert (found.value("takers"), found.value("activities"), found.value("parts")) == (3, 3, 6)
    # One cycle of length four; paths of length three: 1+1 through 0, 2+2+2 through 1, 0 through 2.
    assert found.value("clustering") == pytest.approx(4 / 8)
    nodes = two_mode_nodes(Structure.of_ties(3, NONE, NONE), incidence).columns
    assert nodes["redundancy"][:2].tolist() == [1, pytest.approx(1 / 3)]
