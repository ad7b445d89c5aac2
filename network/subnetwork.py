"""A part of a network: some of its nodes and ties, with what lies behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from techland.network.measures.structure import Structure
from techland.network.value import NetworkTables

if TYPE_CHECKING:
    import polars as pl

_FAR = np.iinfo(np.int64).max
AnyNetwork = TypeVar("AnyNetwork", bound=NetworkTables)


def subnetwork(
    network: AnyNetwork, nodes: NDArray[np.bool_], ties: NDArray[np.bool_]
) -> AnyNetwork:
    """Return the network of these nodes and those of these ties that lie between them."""
    import polars as pl

    edges = network.edges
    source, target = (edges[end].to_numpy() for end in ("source", "target"))
    kept = ties & nodes[source] & nodes[target]
    places = np.cumsum(nodes) - 1
    moved = [
        pl.Series(end, places[numbers[kept]].astype(np.uint32))
        for end, numbers in (("source", source), ("target", target))
    ]
    behind = network.behind
    if behind is not None:
        parts, none = _moved(behind.parts, nodes, places), behind.others.clear()
        behind = replace(behind, parts=parts, others=none)
    return replace(
        network,
        nodes=network.nodes.filter(pl.Series(nodes)),
        edges=edges.filter(pl.Series(kept)).with_columns(moved),
        behind=behind,
    )


def _moved(
    parts: pl.DataFrame, nodes: NDArray[np.bool_], places: NDArray[np.int64]
) -> pl.DataFrame:
    import polars as pl

    node = parts["node"].to_numpy()
    kept = nodes[node]
    moved = pl.Series("node", places[node[kept]].astype(np.uint32))
    return parts.filter(pl.Series(kept)).with_columns(moved)


def tied(network: NetworkTables) -> NDArray[np.bool_]:
    """Tell of each node whether it has a tie."""
    found = np.zeros(network.nodes.height, dtype=bool)
    for end in ("source", "target"):
        found[network.edges[end].to_numpy()] = True
    return found


def steps_from(structure: Structure, starts: Iterable[int]) -> NDArray[np.int64]:
    """Return how many ties lie between each node and the nearest start; huge if there is no way."""
    from scipy.sparse import csr_array

    steps = np.full(structure.size, _FAR)
    front = np.zeros(structure.size, dtype=bool)
    front[list(starts)] = True
    matrix: csr_array = structure.without_direction().matrix
    number = 0
    while front.any():
        steps[front] = number
        number += 1
        reached = np.asarray(matrix @ front.astype(np.float64)) > 0
        front = reached & (steps == _FAR)
    return steps


def on_shortest_paths(
    structure: Structure, one: int, other: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which nodes and which ties lie on a shortest path between two nodes."""
    here, there = steps_from(structure, [one]), steps_from(structure, [other])
    length = here[other]
    if length == _FAR:
        return np.zeros(structure.size, dtype=bool), np.zeros(structure.ties, dtype=bool)
    reached = (here != _FAR) & (there != _FAR)
    nodes = reached & (np.where(reached, here, 0) + np.where(reached, there, 0) == length)
    ends = nodes[structure.source] & nodes[structure.target]
    ties = ends & (np.abs(here[structure.source] - here[structure.target]) == 1)
    return nodes, ties
