"""Ties across the border between groups: their share, the E-I index, and what chance would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from techland.graph.measure_errors import WrongMeasureOption
from techland.network.measures.measured import Level, Measured, one, ratio
from techland.network.measures.partition import Grouped, Partition
from techland.network.measures.structure import Structure, Weights

SOURCE = "Krackhardt & Stern 1988, Social Psychology Quarterly 51(2), 123-140"
_NO_TIES = "no tie joins two nodes of known groups"
_NO_PAIRS = "there are fewer than two nodes of known groups"


def _index(external: Any, internal: Any) -> NDArray[np.float64]:
    return ratio(np.subtract(external, internal), np.add(external, internal))


def _amounts(grouped: Grouped, *, weighted: bool) -> Weights:
    structure = grouped.structure
    return structure.weight if weighted else np.ones(structure.ties)


def possible_pairs(sizes: NDArray[np.int64]) -> tuple[int, int]:
    """Return how many pairs of nodes join two groups, and how many stay within one."""
    total = int(sizes.sum())
    internal = int((sizes * (sizes - 1) // 2).sum())
    return total * (total - 1) // 2 - internal, internal


def share_across(structure: Structure, partition: Partition, *, weighted: bool = False) -> Measured:
    """Return the share of ties that join two groups, and the share that group sizes give.

    Definition: external / (external + internal), counting ties, or adding their
    weights if ``weighted``. Expectation: the same of all pairs of nodes, as if
    every pair were tied with one probability. Range 0 to 1. Direction does not
    matter. Not defined without ties; the expectation not below two nodes.
    """
    grouped = Grouped.of(structure, partition)
    amounts = _amounts(grouped, weighted=weighted)
    external = float(amounts[grouped.across].sum())
    internal = float(amounts.sum()) - external
    pairs_across, pairs_within = possible_pairs(partition.sizes)
    share = ratio(external, external + internal)
    expected = ratio(pairs_across, pairs_across + pairs_within)
    return Measured(
        "share-across",
        Level.NETWORK,
        {
            "external": one(external),
            "internal": one(internal),
            "share": one(float(share)),
            "expected": one(float(expected)),
            "ratio": one(float(ratio(share, expected))),
        },
        {"groups": partition.name, "weighted": weighted},
        grouped.notes,
        undefined={
            "share": _NO_TIES,
            "expected": _NO_PAIRS,
            "ratio": "the share is not, or none is expected",
        },
    )


@dataclass(frozen=True)
class Permutation:
    """How the groups of nodes are dealt anew: how many times, from which seed."""

    draws: int = 999
    seed: int = 1

    def __post_init__(self) -> None:
        if self.draws < 1:
            raise WrongMeasureOption("draws", self.draws, "a whole number of at least 1")


def external_internal(
    structure: Structure,
    partition: Partition,
    *,
    weighted: bool = False,
    permutation: Permutation | None = None,
) -> Measured:
    """Return the E-I index of the network, its expectation and a permutation test.

    Definition (Krackhardt & Stern 1988): (external - internal) / (external +
    internal), counting ties, or adding their weights if ``weighted``. From -1
    (all ties within groups) to 1 (all across). ``expected`` is the index of all
    pairs of nodes: read the index against it, not against 0. The test deals the
    groups anew to the nodes of known group, ``draws`` times, ties kept:
    ``mean`` and ``deviation`` of the index then, and the share of deals with an
    index at most (``p_low``) or at least (``p_high``) as large, the observed one
    counted among them. In a projection of shared projects the ties come in
    cliques, so that this test is too sure of itself. Not defined without ties.
    """
    grouped, dealt = Grouped.of(structure, partition), permutation or Permutation()
    amounts = _amounts(grouped, weighted=weighted)
    total, external = float(amounts.sum()), float(amounts[grouped.across].sum())
    index = float(_index(external, total - external))
    columns = {
        "external": one(external),
        "internal": one(total - external),
        "index": one(index),
        "expected": one(float(_index(*possible_pairs(partition.sizes)))),
    }
    draws = _dealt_indices(grouped, amounts, dealt) if total else np.full(1, np.nan)
    columns |= {"mean": one(float(draws.mean())), "deviation": one(_deviation(draws))}
    columns |= {"p_low": one(_share(draws <= index)), "p_high": one(_share(draws >= index))}
    if not total:
        columns |= {"p_low": one(None), "p_high": one(None)}
    return Measured(
        "ei-index",
        Level.NETWORK,
        columns,
        {
            "groups": partition.name,
            "weighted": weighted,
            "draws": dealt.draws,
            "seed": dealt.seed,
        },
        grouped.notes,
        undefined={
            **dict.fromkeys(("index", "mean", "p_low", "p_high"), _NO_TIES),
            "expected": _NO_PAIRS,
            "deviation": f"{_NO_TIES}, or there was one draw",
        },
    )


def _deviation(draws: NDArray[np.float64]) -> float:
    return float(draws.std(ddof=1)) if len(draws) > 1 else float("nan")


def _share(hits: NDArray[np.bool_]) -> float:
    return (int(hits.sum()) + 1) / (len(hits) + 1)


def _dealt_indices(
    grouped: Grouped, amounts: Weights, permutation: Permutation
) -> NDArray[np.float64]:
    structure, partition = grouped.structure, grouped.partition
    known = np.flatnonzero(partition.known)
    chance, codes = np.random.default_rng(permutation.seed), partition.codes.copy()
    total, found = amounts.sum(), np.empty(permutation.draws)
    for draw in range(permutation.draws):
        codes[known] = chance.permutation(partition.codes[known])
        external = amounts[codes[structure.source] != codes[structure.target]].sum()
        found[draw] = (2 * external - total) / total
    return found


def external_internal_of_groups(
    structure: Structure, partition: Partition, *, weighted: bool = False
) -> Measured:
    """Return the E-I index of each group, with what the sizes of the groups would give.

    Definition: external ties of a group join one of its nodes with one of another
    group, internal ones two of its own. ``expected`` is the index of all pairs of
    nodes with an end in the group. From -1 to 1; not defined for a group without ties.
    """
    grouped = Grouped.of(structure, partition)
    amounts, across = _amounts(grouped, weighted=weighted), grouped.across
    ends = partition.codes[grouped.structure.source], partition.codes[grouped.structure.target]
    count = len(partition.groups)
    external = sum(np.bincount(end[across], amounts[across], count) for end in ends)
    internal = np.bincount(ends[0][~across], amounts[~across], count)
    sizes = partition.sizes
    expected = _index(sizes * (sizes.sum() - sizes), sizes * (sizes - 1) / 2)
    index = _index(external, internal)
    return Measured(
        "ei-index-of-groups",
        Level.GROUP,
        {
            "group": np.array(partition.groups, dtype=object),
            "nodes": sizes,
            "external": np.asarray(external, dtype=np.float64),
            "internal": internal,
            "index": index,
            "expected": expected,
        },
        {"groups": partition.name, "weighted": weighted},
        grouped.notes,
        undefined={
            "index": "a group has no ties to known groups",
            "expected": "a group is one node and the only group",
        },
    )


def external_internal_of_nodes(
    structure: Structure, partition: Partition, *, weighted: bool = False
) -> Measured:
    """Return the E-I index of each node.

    Definition: as for the network, over the ties of the node; direction does not
    matter. From -1 to 1; not defined for a node without ties, of unknown group,
    or tied to nodes of unknown group only.
    """
    grouped = Grouped.of(structure, partition)
    inner, across = grouped.structure, grouped.across
    amounts = _amounts(grouped, weighted=weighted)
    external, internal = np.zeros(inner.size), np.zeros(inner.size)
    for end in (inner.source, inner.target):
        external += np.bincount(end[across], amounts[across], inner.size)
        internal += np.bincount(end[~across], amounts[~across], inner.size)
    index = _index(external, internal)
    return Measured(
        "ei-index-of-nodes",
        Level.NODE,
        {"external": external, "internal": internal, "index": index},
        {"groups": partition.name, "weighted": weighted},
        grouped.notes,
        "index",
        {"index": "a node has no tie between known groups"},
    )
