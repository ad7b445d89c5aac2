"""Networks that measures are compared on: classic data sets, the curated one, random ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure


@dataclass(frozen=True)
class Case:
    """A network with a group for each node."""

    name: str
    edges: tuple[tuple[int, int], ...]
    groups: tuple[str, ...]
    directed: bool = False

    @property
    def size(self) -> int:
        return len(self.groups)

    @property
    def structure(self) -> Structure:
        ends = np.array(self.edges, dtype=np.int64).reshape(-1, 2)
        return Structure.of_ties(self.size, ends[:, 0], ends[:, 1], directed=self.directed)

    @property
    def partition(self) -> Partition:
        return Partition.of("group", self.groups)

    @property
    def network(self) -> nx.Graph[int]:
        made: nx.Graph[int] = nx.DiGraph() if self.directed else nx.Graph()
        made.add_nodes_from(range(self.size))
        made.add_edges_from(self.edges)
        return made


def _numbered(name: str, network: nx.Graph[object], group: Callable[[object], str]) -> Case:
    places = {node: place for place, node in enumerate(network)}
    edges = tuple((places[one], places[other]) for one, other in network.edges)
    return Case(name, edges, tuple(group(node) for node in network))


def karate() -> Case:
    """Zachary 1977: a club of 34 that split in two."""
    network = nx.karate_club_graph()
    return _numbered("karate", network, lambda node: str(network.nodes[node]["club"]))


def florentine() -> Case:
    """Padgett & Ansell 1993: marriages of 15 families; the Medici, their party, and others."""
    network = nx.florentine_families_graph()
    medici = {"Medici", "Acciaiuoli", "Tornabuoni", "Salviati", "Pazzi", "Ginori", "Ridolfi"}
    return _numbered("florentine", network, lambda node: str(node in medici))


def women() -> Case:
    """Davis, Gardner & Gardner 1941: 18 women who met; their two circles after Freeman 2003."""
    network = nx.davis_southern_women_graph()
    names = network.graph["top"]
    met = nx.bipartite.projected_graph(network, names)
    first = set(names[:9])
    return _numbered("women", met, lambda node: str(node in first))


def kite() -> Case:
    """Krackhardt 1990: ten nodes shaped like a kite; groups by place, the first five and others."""
    return _numbered("kite", nx.krackhardt_kite_graph(), lambda node: str(int(str(node)) < 5))


def random_directed(seed: int = 1, size: int = 30, ties: int = 140) -> Case:
    """Draw ties in one direction among three groups."""
    chance = np.random.default_rng(seed)
    drawn = chance.integers(0, size, (ties, 2))
    edges = sorted({(int(a), int(b)) for a, b in drawn if a != b})
    groups = tuple(chance.choice(["NL", "DE", "BE"], size).tolist())
    return Case(f"random-{seed}", tuple(edges), groups, directed=True)


CASES = {case.name: case for case in (karate(), florentine(), women(), kite(), random_directed())}
