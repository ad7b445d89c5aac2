"""What holds of every network: ranges, names of nodes do not matter, components add up."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from techland.network.measures import holes
from techland.network.measures.brokerage import ROLES, brokerage
from techland.network.measures.catalogue import MEASURES, take_measure
from techland.network.measures.measured import Level, Measured
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure

GROUPS = ("BE", "DE", "NL")
Made = tuple[Structure, Partition]


@st.composite
def made_networks(draw: st.DrawFn, *, unknown: bool = True) -> Made:
    """Draw up to 14 nodes with ties, loops, parallels and unknown groups among them."""
    size = draw(st.integers(1, 14))
    node = st.integers(0, size - 1)
    weight = st.floats(0.25, 8)
    ties = draw(st.lists(st.tuples(node, node, weight), max_size=45))
    codes = draw(st.lists(st.integers(-unknown, 2), min_size=size, max_size=size))
    ends = np.array([(a, b) for a, b, _ in ties], dtype=np.int64).reshape(-1, 2)
    weights = np.array([w for *_, w in ties], dtype=np.float64)
    directed = draw(st.booleans())
    structure = Structure.of_ties(size, ends[:, 0], ends[:, 1], weights, directed=directed)
    return structure, Partition("country", GROUPS, np.array(codes, dtype=np.int64))


# Leiden has tests of its own (test_communities.py), and so have two modes (test_two_mode.py).
ELSEWHERE = {"communities", "community-stability", "community-agreement"} | {
    "two-mode",
    "two-mode-nodes",
}
OURS = [name for name in MEASURES if name not in ELSEWHERE]


def results(made: Made, *, weighted: bool = False) -> dict[str, Measured]:
    """Return what every measure finds, by weights where it can."""
    structure, partition = made
    found = {}
    for name in OURS:
        known = MEASURES[name].options
        options: dict[str, object] = {"draws": 9, "seed": 3} if "draws" in known else {}
        options |= {"weighted": weighted} if "weighted" in known else {}
        groups = partition if MEASURES[name].of_groups else None
        found[name] = take_measure(name, structure, groups, **options)
    return found


def bridge_ends(measured: Measured, place: NDArray[np.int64] | None = None) -> set[frozenset[int]]:
    ends = zip(measured.columns["source"], measured.columns["target"], strict=True)
    return {frozenset(int(n if place is None else place[n]) for n in pair) for pair in ends}


def within(values: NDArray[np.float64], low: float, high: float) -> bool:
    known = values[~np.isnan(values)]
    return bool(((known >= low - 1e-9) & (known <= high + 1e-9)).all())


@settings(deadline=None)
@given(made_networks())
def test_values_are_in_their_ranges_and_gaps_have_a_word(made: Made) -> None:
    found = results(made)
    for measured in found.values():
        for values in measured.columns.values():
            assert len(values) == len(next(iter(measured.columns.values())))
            if measured.level == Level.NODE:
                assert len(values) == made[0].size
    ranges = {
        ("share-across", "share"): (0, 1),
        ("share-across", "expected"): (0, 1),
        ("ei-index", "index"): (-1, 1),
        ("ei-index", "p_low"): (0.1, 1),
        ("ei-index-of-groups", "index"): (-1, 1),
        ("ei-index-of-nodes", "index"): (-1, 1),
        ("mixing", "share"): (0, 1),
        ("assortativity", "assortativity"): (-1, 1),
        ("participation", "participation"): (0, 2 / 3),
        ("crossing-betweenness", "share"): (0, 1),
        ("degree", "share"): (0, 1),
        ("closeness", "closeness"): (0, 1),
        ("closeness", "harmonic"): (0, 1),
        ("betweenness", "share"): (0, 1),
        ("pagerank", "pagerank"): (0, 1),
        ("eigenvector", "eigenvector"): (0, 1),
        ("effective-size", "efficiency"): (0, 1),
        ("effective-size", "effective_size"): (1, made[0].size),
        ("coreness", "coreness"): (0, made[0].size - 1),
        ("constraint", "constraint"): (0, 4),  # squares of shares that add up to 2 at most
        ("articulation", "bridges"): (0, made[0].size - 1),
        ("bridges", "source"): (0, made[0].size - 1),
        ("brokerage", "total"): (0, made[0].size ** 2),
    }
    assert {name for name, _ in ranges} == set(OURS), "every measure has a range"
    for (name, column), (low, high) in ranges.items():
        assert within(found[name].columns[column].astype(np.float64), low, high), (name, column)
    for name, measured in found.items():
        for column, values in measured.columns.items():
            if values.dtype == np.float64 and np.isnan(values).any():
                assert any(column in note for note in measured.notes), (name, column)


@settings(deadline=None)
@given(made_networks(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_does_not_matter(made: Made, chance: object) -> None:
    structure, partition = made
    order = np.arange(structure.size)
    chance.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a Random
    place = np.argsort(order)
    turned = Structure.of_ties(
        structure.size,
        place[structure.source],
        place[structure.target],
        structure.weight,
        directed=structure.directed,
    )
    regrouped = Partition(partition.name, partition.groups, partition.codes[order])
    before, after = results(made), results((turned, regrouped))
    for name, measured in before.items():
        for column, values in measured.columns.items():
            if column in {"mean", "deviation", "p_low", "p_high"}:  # dealt node by node
                continue
            if name == "bridges":
                assert bridge_ends(after[name]) == bridge_ends(measured, place)
                continue
            expected = values[order] if measured.level == Level.NODE else values
            told = after[name].columns[column]
            if values.dtype == object:
                assert told.tolist() == expected.tolist()
            else:
                np.testing.assert_allclose(told, expected, atol=1e-9, err_msg=f"{name} {column}")


@settings(deadline=None)
@given(made_networks(unknown=False), made_networks(unknown=False))
def test_counts_add_up_over_components(one: Made, other: Made) -> None:
    (a, in_a), (b, in_b) = one, other
    if a.directed != b.directed:
        return
    both = Structure.of_ties(
        a.size + b.size,
        np.concatenate([a.source, b.source + a.size]),
        np.concatenate([a.target, b.target + a.size]),
        np.concatenate([a.weight, b.weight]),
        directed=a.directed,
    )
    groups = Partition("country", GROUPS, np.concatenate([in_a.codes, in_b.codes]))
    whole, one_alone, other_alone = (results(m) for m in ((both, groups), one, other))
    for name, column in BY_NODE:
        told = [alone[name].columns[column] for alone in (one_alone, other_alone)]
        found = whole[name].columns[column]
        np.testing.assert_allclose(found, np.concatenate(told), atol=1e-9, err_msg=name)
    for name, column in ADDED:
        told = [alone[name].columns[column] for alone in (one_alone, other_alone)]
        np.testing.assert_allclose(whole[name].columns[column], sum(told), err_msg=name)
    assert whole["bridges"].table().height == sum(
        alone["bridges"].table().height for alone in (one_alone, other_alone)
    )
    # Harmonic closeness is a mean over all others; its sum adds up.
    near = [
        m["closeness"].columns["harmonic"] * (len(m["closeness"].columns["harmonic"]) - 1)
        for m in (one_alone, other_alone)
    ]
    expected = np.nan_to_num(np.concatenate(near))
    harmonic = whole["closeness"].columns["harmonic"] * (both.size - 1)
    np.testing.assert_allclose(harmonic, expected, atol=1e-9)


# What a node has in its component, it has in the network; what groups have, adds up. Ratios of
# the whole network (shares, PageRank, eigenvector, assortativity) do neither.
BY_NODE = [
    *(("brokerage", role) for role in ROLES),
    ("degree", "degree"),
    ("degree", "strength"),
    ("betweenness", "betweenness"),
    ("crossing-betweenness", "betweenness"),
    ("coreness", "coreness"),
    ("constraint", "constraint"),
    ("effective-size", "effective_size"),
    ("articulation", "articulation"),
    ("articulation", "bridges"),
    ("participation", "participation"),
    ("ei-index-of-nodes", "index"),
]
ADDED = [
    *((name, side) for name in ("share-across", "ei-index") for side in ("external", "internal")),
    *(("ei-index-of-groups", side) for side in ("external", "internal")),
    ("mixing", "ties"),
]
# Measures with weights: the columns that a factor on all weights leaves as they are.
RATIOS = [
    ("share-across", "share"),
    ("ei-index", "index"),
    ("ei-index", "p_low"),
    ("ei-index-of-groups", "index"),
    ("ei-index-of-nodes", "index"),
    ("mixing", "share"),
    ("assortativity", "assortativity"),
    ("participation", "participation"),
    ("eigenvector", "eigenvector"),
    ("pagerank", "pagerank"),
    ("constraint", "constraint"),
]


@settings(deadline=None)
@given(made_networks(), st.sampled_from([0.5, 4.0]))
def test_scaled_weights_change_no_ratio(made: Made, factor: float) -> None:
    structure, partition = made
    scaled = Structure.of_ties(
        structure.size,
        structure.source,
        structure.target,
        structure.weight * factor,
        directed=structure.directed,
    )
    before = results(made, weighted=True)
    after = results((scaled, partition), weighted=True)
    with_weights = {name for name in OURS if "weighted" in MEASURES[name].options}
    assert with_weights == {name for name, _ in RATIOS}
    for name, column in RATIOS:
        told, expected = after[name].columns[column], before[name].columns[column]
        np.testing.assert_allclose(told, expected, atol=1e-7, err_msg=name)
    for name in set(OURS) - with_weights - {"degree"}:
        for column, values in before[name].columns.items():
            np.testing.assert_array_equal(after[name].columns[column], values, err_msg=name)
    strength = before["degree"].columns["strength"] * factor
    np.testing.assert_allclose(after["degree"].columns["strength"], strength)


@settings(deadline=None)
@given(made_networks())
def test_roles_equal_a_count_of_every_path(made: Made) -> None:
    structure, partition = made
    tied = structure.matrix.toarray() > 0
    codes, expected = partition.codes, np.zeros((structure.size, len(ROLES)))
    for a, v, b in permutations(range(structure.size), 3):
        begin, broker, end = (int(codes[node]) for node in (a, v, b))
        if not (tied[a, v] and tied[v, b]) or tied[a, b] or min(begin, broker, end) < 0:
            continue
        roles = (begin == broker == end, begin == end, begin == broker, broker == end, True)
        expected[v, roles.index(True)] += 1
    found = brokerage(structure, partition).columns
    np.testing.assert_array_equal(np.column_stack([found[role] for role in ROLES]), expected)


@settings(deadline=None)
@given(made_networks(unknown=False))
def test_measures_equal_those_of_networkx(made: Made) -> None:
    structure, partition = made
    network: nx.Graph[int] = nx.DiGraph() if structure.directed else nx.Graph()
    network.add_nodes_from((n, {"group": int(partition.codes[n])}) for n in range(structure.size))
    ties = zip(structure.source, structure.target, structure.weight, strict=True)
    network.add_weighted_edges_from((int(a), int(b), float(w)) for a, b, w in ties)

    def column(values: dict[int, float]) -> list[float]:
        return [values[node] for node in range(structure.size)]

    found = results(made)
    pairs = {
        "betweenness": nx.betweenness_centrality(network, normalized=False),
        # networkx looks at ties into a node, we at those out of it.
        "closeness": nx.closeness_centrality(network.reverse() if structure.directed else network),
        "pagerank": nx.pagerank(network, weight=None, tol=1e-12, max_iter=1000),
    }
    for name, values in pairs.items():
        told = found[name].columns[name]
        if structure.size > 1 or name == "pagerank":
            np.testing.assert_allclose(told, column(values), atol=1e-8, err_msg=name)
    if not structure.directed and structure.ties:
        burt = np.array(column(nx.constraint(network, weight="weight")))
        told = holes.constraint(structure, weighted=True).columns["constraint"]
        np.testing.assert_allclose(told, burt, atol=1e-9)
        size = np.array(column(nx.effective_size(network)))
        np.testing.assert_allclose(found["effective-size"].columns["effective_size"], size)
        assert nx.core_number(network) == dict(enumerate(found["coreness"].columns["coreness"]))
        strength = dict(network.degree(weight="weight"))
        np.testing.assert_allclose(found["degree"].columns["strength"], column(strength))
        told_mixed = found["assortativity"].value("assortativity")
        if told_mixed is not None:  # where all ties touch one group, networkx divides by 0
            mixed = nx.attribute_assortativity_coefficient(network, "group")
            assert told_mixed == pytest.approx(mixed)
