"""The bare structure of a network: nodes by number, ties as arrays, ready for measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from techland.graph.measure_errors import ImpossibleTie

if TYPE_CHECKING:
    import igraph
    from scipy.sparse import csr_array

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Structure:
    """Nodes 0 to ``size - 1`` and the ties between them, no tie twice, none to itself.

    Attributes:
        size: how many nodes.
        source, target: ends of each tie; if undirected the smaller number first,
            sorted by source, then target.
        weight: of each tie, above 0.
        directed: whether a tie leads from source to target only.
        loops: how many ties from a node to itself were left out.
        merged: how many parallel ties became part of another, weights added.
    """

    size: int
    source: Numbers
    target: Numbers
    weight: Weights
    directed: bool = False
    loops: int = 0
    merged: int = 0

    @classmethod
    def of_ties(
        cls,
        size: int,
        source: NDArray[np.integer],
        target: NDArray[np.integer],
        weight: NDArray[np.floating] | None = None,
        *,
        directed: bool = False,
    ) -> Structure:
        """Return the structure of ties in any order; parallel ones merge, loops are left out.

        Raises:
            ImpossibleTie: an end that is no node, or a weight that is not above 0.
        """
        one, other = source.astype(np.int64), target.astype(np.int64)
        weights = np.ones(len(one)) if weight is None else weight.astype(np.float64)
        _check(size, one, other, weights)
        apart = one != other
        ends = np.stack([one[apart], other[apart]])
        if not directed:
            ends.sort(axis=0)
        key = ends[0] * size + ends[1]
        unique, place = np.unique(key, return_inverse=True)
        summed = np.bincount(place, weights[apart], len(unique)).astype(np.float64)
        return cls(
            size,
            unique // max(size, 1),
            unique % max(size, 1),
            summed,
            directed,
            loops=int((~apart).sum()),
            merged=int(apart.sum()) - len(unique),
        )

    @property
    def ties(self) -> int:
        """Return how many ties there are."""
        return len(self.source)

    @cached_property
    def both_ways(self) -> tuple[Numbers, Numbers, Weights]:
        """Return every tie from each of its ends; a directed one from its source only."""
        if self.directed:
            return self.source, self.target, self.weight
        return (
            np.concatenate([self.source, self.target]),
            np.concatenate([self.target, self.source]),
            np.concatenate([self.weight, self.weight]),
        )

    @cached_property
    def matrix(self) -> csr_array:
        """Return the weighted adjacency matrix; symmetric if undirected."""
        from scipy.sparse import csr_array

        one, other, weight = self.both_ways
        return csr_array((weight, (one, other)), shape=(self.size, self.size))

    @cached_property
    def igraph(self) -> igraph.Graph:
        """Return it for igraph, with the edge attribute ``weight``."""
        import igraph

        edges = np.stack([self.source, self.target], axis=1)
        made = igraph.Graph(self.size, edges.tolist(), directed=self.directed)
        made.es["weight"] = self.weight
        return made

    def without_direction(self) -> Structure:
        """Return it with every tie undirected; a tie there and one back become one."""
        if not self.directed:
            return self
        return Structure.of_ties(self.size, self.source, self.target, self.weight)


def _check(size: int, one: Numbers, other: Numbers, weights: Weights) -> None:
    for ends in (one, other):
        outside = (ends < 0) | (ends >= size)
        if outside.any():
            raise ImpossibleTie(f"node {ends[outside][0]}", f"nodes are numbered 0 to {size - 1}")
    wrong = ~(np.isfinite(weights) & (weights > 0))
    if wrong.any():
        raise ImpossibleTie(f"weight {weights[wrong][0]}", "weights are numbers above 0")
