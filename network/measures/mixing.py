"""Who is tied to whom: the mixing matrix of groups, and assortativity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from techland.network.measures.measured import Level, Measured, one, ratio
from techland.network.measures.partition import Grouped, Partition
from techland.network.measures.structure import Structure


def mixing_amounts(grouped: Grouped, *, weighted: bool = False) -> NDArray[np.float64]:
    """Return the matrix of tie ends between groups: an undirected tie counts from both ends."""
    structure, codes = grouped.structure, grouped.partition.codes
    source, target, weight = structure.both_ways
    count = len(grouped.partition.groups)
    key = codes[source] * count + codes[target]
    amounts = weight if weighted else np.ones(len(weight))
    found = np.bincount(key, amounts, count * count).astype(np.float64)
    return found.reshape(count, count)


def mixing(structure: Structure, partition: Partition, *, weighted: bool = False) -> Measured:
    """Return how many ties join each pair of groups, and how many group sizes would give.

    Definition: ``ties`` (or weight) between the groups ``one`` and ``other``; if
    undirected each pair of groups stands once, if directed ``one`` is where ties
    begin. ``share`` of all ties between known groups; ``expected`` the share of
    the pairs of nodes. Shares add up to 1; none are given without ties.
    """
    grouped = Grouped.of(structure, partition)
    amounts = mixing_amounts(grouped, weighted=weighted)
    sizes = partition.sizes.astype(np.float64)
    pairs = np.outer(sizes, sizes) - np.diag(sizes)
    if not structure.directed:
        for matrix in (amounts, pairs):
            matrix[np.diag_indices_from(matrix)] /= 2
        one_code, other_code = np.triu_indices(len(sizes))
    else:
        one_code, other_code = (part.ravel() for part in np.indices(amounts.shape))
    told, possible = amounts[one_code, other_code], pairs[one_code, other_code]
    names = np.array(partition.groups, dtype=object)
    return Measured(
        "mixing",
        Level.PAIR,
        {
            "one": names[one_code],
            "other": names[other_code],
            "ties": told,
            "share": ratio(told, told.sum()),
            "expected": ratio(possible, possible.sum()),
        },
        {"groups": partition.name, "weighted": weighted},
        grouped.notes,
        undefined={
            "share": "no tie joins two nodes of known groups",
            "expected": "there are fewer than two nodes of known groups",
        },
    )


def assortativity(
    structure: Structure, partition: Partition, *, weighted: bool = False
) -> Measured:
    """Return how much more ties stay within groups than chance by degree would give.

    Definition (Newman 2003, Physical Review E 67, 026126, equation 2): with e the
    mixing matrix of shares, (trace e - sum of a·b) / (1 - sum of a·b), a and b its
    row and column sums. 1 if all ties stay within groups, 0 as by chance, at least
    -1. Not defined without ties, and where all ties touch one group only.
    """
    grouped = Grouped.of(structure, partition)
    amounts = mixing_amounts(grouped, weighted=weighted)
    total = amounts.sum()
    value, why = None, "no tie joins two nodes of known groups"
    if total:
        shares = amounts / total
        chance = float(shares.sum(axis=0) @ shares.sum(axis=1))
        if np.isclose(chance, 1, atol=1e-12):
            why = "all ties touch one group"
        else:
            value = (float(np.trace(shares)) - chance) / (1 - chance)
    return Measured(
        "assortativity",
        Level.NETWORK,
        {"assortativity": one(value)},
        {"groups": partition.name, "weighted": weighted},
        grouped.notes,
        undefined={"assortativity": why},
    )


def participation(
    structure: Structure, partition: Partition, *, weighted: bool = False
) -> Measured:
    """Return how evenly the ties of each node are spread over the groups.

    Definition (Guimerà & Amaral 2005, Nature 433, 895-900): 1 - sum over groups of
    (ties into the group / ties)²; ties out of the node if directed. From 0 (one group
    only) to 1 - 1/K, with K groups (0.5 for two). Not defined for a node without ties
    to known groups.
    """
    from scipy.sparse import csr_array

    codes, known = partition.codes, partition.known
    source, target, weight = structure.both_ways
    kept = known[target]
    amounts = weight[kept] if weighted else np.ones(int(kept.sum()))
    shape = (structure.size, max(len(partition.groups), 1))
    into = csr_array((amounts, (source[kept], codes[target[kept]])), shape=shape)
    totals = np.asarray(into.sum(axis=1), dtype=np.float64).ravel()
    squares = np.asarray(into.multiply(into).sum(axis=1), dtype=np.float64).ravel()
    value = 1 - ratio(squares, totals**2)
    lost = int((~kept).sum())
    notes = (f"{lost} tie ends lead to nodes without known {partition.name}: left out",)
    return Measured(
        "participation",
        Level.NODE,
        {"ties": totals, "participation": value},
        {"groups": partition.name, "weighted": weighted, "highest": 1 - 1 / shape[1]},
        notes if lost else (),
        "participation",
        {"participation": "a node has no ties to known groups"},
    )
