"""Measures by weight equal sums over the ties one by one, and networkx."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from tests.network.measures.test_properties import GROUPS, Made, made_networks, results

Sums = defaultdict[object, float]


def index(external: float, internal: float) -> float:
    total = external + internal
    return (external - internal) / total if total else float("nan")


@settings(deadline=None, max_examples=30)
@given(made_networks())
def test_sums_by_weight_are_those_over_the_ties(made: Made) -> None:
    structure, partition = made
    sides: Sums = defaultdict(float)
    nodes: Sums = defaultdict(float)
    groups: Sums = defaultdict(float)
    pairs: Sums = defaultdict(float)
    for tie in zip(structure.source, structure.target, structure.weight, strict=True):
        one, other, weight = int(tie[0]), int(tie[1]), float(tie[2])
        here, there = (int(partition.codes[end]) for end in (one, other))
        if min(here, there) < 0:
            continue
        across = here != there
        sides[across] += weight
        for end in (one, other):
            nodes[end, across] += weight
        for group in {here, there}:
            groups[group, across] += weight
        pair = (here, there) if structure.directed else tuple(sorted((here, there)))
        pairs[pair] += weight
    found = results(made, weighted=True)
    total = sides[True] + sides[False]
    assert found["share-across"].value("external") == pytest.approx(sides[True])
    assert found["share-across"].value("internal") == pytest.approx(sides[False])
    if total:
        assert found["ei-index"].value("index") == pytest.approx(index(sides[True], sides[False]))
    told = found["ei-index-of-nodes"].columns["index"]
    expected = [index(nodes[n, True], nodes[n, False]) for n in range(structure.size)]
    np.testing.assert_allclose(told, expected)
    told = found["ei-index-of-groups"].columns["index"]
    expected = [index(groups[g, True], groups[g, False]) for g in range(len(GROUPS))]
    np.testing.assert_allclose(told, expected)
    table = found["mixing"].columns
    for one_name, other_name, weight in zip(
        table["one"], table["other"], table["ties"], strict=True
    ):
        key = GROUPS.index(one_name), GROUPS.index(other_name)
        assert weight == pytest.approx(pairs[key])


@settings(deadline=None, max_examples=25)
@given(made_networks(unknown=False))
def test_walks_and_spreads_by_weight(made: Made) -> None:
    structure, partition = made
    network: nx.Graph[int] = nx.DiGraph() if structure.directed else nx.Graph()
    network.add_nodes_from(range(structure.size))
    ties = zip(structure.source, structure.target, structure.weight, strict=True)
    network.add_weighted_edges_from((int(a), int(b), float(w)) for a, b, w in ties)
    found = results(made, weighted=True)
    walked = nx.pagerank(network, weight="weight", tol=1e-12, max_iter=1000)
    expected = [walked[node] for node in range(structure.size)]
    np.testing.assert_allclose(found["pagerank"].columns["pagerank"], expected, atol=1e-8)
    spread = found["participation"].columns["participation"]
    for node in range(structure.size):
        into: Sums = defaultdict(float)
        for _, other, weight in network.edges(node, data="weight"):
            into[int(partition.codes[other])] += weight
        whole = sum(into.values())
        shares = [(one / whole) ** 2 for one in into.values()]
        assert spread[node] == pytest.approx(1 - sum(shares) if whole else np.nan, nan_ok=True)
    if structure.ties and not structure.directed:
        # Newman 2003, equation 2, over the ends of ties.
        ends = [
            (int(partition.codes[a]), int(partition.codes[b]), w)
            for a, b, w in (
                *network.edges(data="weight"),
                *((b, a, w) for a, b, w in network.edges(data="weight")),
            )
        ]
        mixed = np.zeros((len(GROUPS), len(GROUPS)))
        for here, there, weight in ends:
            mixed[here, there] += weight
        mixed /= mixed.sum()
        chance = float(mixed.sum(axis=0) @ mixed.sum(axis=1))
        value = found["assortativity"].value("assortativity")
        if value is not None:
            assert value == pytest.approx((np.trace(mixed) - chance) / (1 - chance))
        matrix = nx.to_numpy_array(network, nodelist=range(structure.size))
        vector = found["eigenvector"].columns["eigenvector"]
        largest = np.linalg.eigvalsh(matrix)[-1]
        np.testing.assert_allclose(matrix @ vector, largest * vector, atol=1e-6)
