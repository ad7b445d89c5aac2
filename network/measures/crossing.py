"""Betweenness on the paths that cross from one group into another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from techland.network.measures.measured import Level, Measured, ratio
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure


def crossing_betweenness(structure: Structure, partition: Partition) -> Measured:
    """Return the betweenness of each node over pairs of nodes of different groups only.

    Definition: the sum, over pairs (s, t) of different groups, of the share of
    shortest paths from s to t that pass through the node, s and t themselves left
    aside. For two groups this is the bridging measure Q of Flom, Friedman, Strauss &
    Neaigus 2004, Connections 26(1), 62-70; in general a betweenness over subsets of
    pairs (Brandes 2008, Social Networks 30(2), 136-145). ``share`` divides it by the
    number of such pairs without the node: 0 to 1, not defined without any pair.
    Every tie has length 1. Paths may lead through nodes of unknown group; pairs with
    such an end do not count. Undirected pairs count once.
    """
    counts = np.zeros(structure.size)
    sizes = partition.sizes
    for code in range(len(partition.groups)):
        begin = np.flatnonzero(partition.codes == code)
        end = np.flatnonzero((partition.codes != code) & partition.known)
        if len(begin) and len(end):
            counts += _between(structure, begin, end)
    pairs = int(sizes.sum()) ** 2 - int((sizes**2).sum())
    own, known = np.zeros(structure.size), partition.known
    own[known] = sizes.sum() - sizes[partition.codes[known]]
    without = pairs - 2 * own
    # igraph gives half of an undirected pair for either order of its ends.
    without = without if structure.directed else without / 2
    unknown = int((~partition.known).sum())
    notes = (f"{unknown} nodes of unknown {partition.name} are no ends of paths",)
    return Measured(
        "crossing-betweenness",
        Level.NODE,
        {"betweenness": counts, "share": ratio(counts, without)},
        {"groups": partition.name},
        notes if unknown else (),
        undefined={"share": "no two others are of different groups"},
    )


def _between(
    structure: Structure, begin: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.float64]:
    found = structure.igraph.betweenness(
        directed=structure.directed, sources=begin.tolist(), targets=end.tolist()
    )
    return np.asarray(found, dtype=np.float64)
