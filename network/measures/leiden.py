"""Communities by the Leiden algorithm: groups with more ties within than chance by degree gives.

Source: Traag, Waltman & van Eck 2019, Scientific Reports 9, 5233.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from threading import Lock

import numpy as np

from techland.graph.measure_errors import WrongMeasureOption
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Numbers, Structure

# igraph has one source of chance for the whole process.
_CHANCE = Lock()


@dataclass(frozen=True)
class Leiden:
    """How communities are looked for.

    Attributes:
        resolution: above 1 finds more and smaller communities, below 1 fewer and larger.
        seed: of what is drawn by chance; the same seed gives the same communities.
        weighted: whether ties count by their weight.
        iterations: how often the algorithm runs over its own result.
    """

    resolution: float = 1.0
    seed: int = 1
    weighted: bool = False
    iterations: int = 2

    def __post_init__(self) -> None:
        if not 0 < self.resolution < float("inf"):
            raise WrongMeasureOption("resolution", self.resolution, "a number above 0")
        if self.iterations < 1:
            raise WrongMeasureOption("iterations", self.iterations, "a whole number of at least 1")


@dataclass(frozen=True, eq=False)
class Communities:
    """The community of each node.

    Attributes:
        codes: of each node; 0 is the largest community, the next largest 1, and so on,
            those of one size in the order of their first nodes.
        sizes: how many nodes each community has.
        modularity: (Newman & Girvan 2004, generalised by Reichardt & Bornholdt 2006) of
            the communities at the resolution; None without ties.
        settings: how they were looked for.
    """

    codes: Numbers
    sizes: Numbers
    modularity: float | None
    settings: Leiden

    @property
    def partition(self) -> Partition:
        """Return the communities as groups named C1, C2 and so on, with leading zeros."""
        digits = len(str(len(self.sizes)))
        return Partition.of("community", [f"C{code + 1:0{digits}}" for code in self.codes.tolist()])


def find_communities(structure: Structure, settings: Leiden | None = None) -> Communities:
    """Return the communities that the Leiden algorithm finds by modularity.

    Direction plays no part. A node without ties is a community of its own.
    """
    asked, plain = settings or Leiden(), structure.without_direction()
    weights = "weight" if asked.weighted else None
    graph = plain.igraph
    with _CHANCE:
        import igraph

        drawn = random.Random(asked.seed)  # noqa: S311 (communities, not secrets)
        igraph.set_random_number_generator(drawn)
        try:
            found = graph.community_leiden(
                objective_function="modularity",
                weights=weights,
                resolution=asked.resolution,
                n_iterations=asked.iterations,
            )
        finally:
            igraph.set_random_number_generator(random)
    codes, sizes = _by_size(np.asarray(found.membership, dtype=np.int64))
    quality = None
    if plain.ties:
        quality = graph.modularity(codes.tolist(), weights=weights, resolution=asked.resolution)
    return Communities(codes, sizes, quality, asked)


def _by_size(codes: Numbers) -> tuple[Numbers, Numbers]:
    """Number communities from the largest, then from the one whose first node comes first."""
    names, first, codes, sizes = np.unique(
        codes, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    place = np.empty(len(names), dtype=np.int64)
    place[order] = np.arange(len(names))
    return place[codes], sizes[order].astype(np.int64)
