"""A network: its nodes and ties as tables, what it is of, and what lies behind each tie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from techland.graph.measure_errors import UnknownPartition
from techland.network.measures.catalogue import measure_named, take_measure
from techland.network.measures.leiden import Communities, Leiden, find_communities
from techland.network.measures.measured import Measured
from techland.network.measures.partition import Partition
from techland.network.measures.structure import Structure

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import pandas as pd
    import polars as pl

    from techland.network.behind import Behind

DEFAULT_GROUPS = "country"
# Columns that name or measure a node rather than group it.
_NO_GROUPS = frozenset({"iri", "label", "latitude", "longitude", "organisations", "sides"})


@dataclass(frozen=True, eq=False)
class NetworkTables:
    """The tables of a network, from a snapshot or from an answer of a query.

    Attributes:
        nodes: a table, one node a row: iri, label, and what else is known of it.
        edges: a table, one tie a row: source and target (rows of ``nodes``), weight and
            shared (how many activities it stands for).
        version: of the snapshot.
        words: what the network is of, in a sentence.
        settings: the choice as plain values.
        notes: sentences on what was left out, and what to know before counting.
        directed: whether ties lead from source to target only.
        behind: the activities behind the ties, where the network comes from the arrays.
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame
    version: str
    words: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    directed: bool = False
    behind: Behind | None = None

    @cached_property
    def structure(self) -> Structure:
        """Return the nodes and ties as plain arrays, for measures."""
        return Structure.of_ties(
            self.nodes.height,
            self.edges["source"].to_numpy().astype(np.int64),
            self.edges["target"].to_numpy().astype(np.int64),
            self.edges["weight"].to_numpy().astype(np.float64),
            directed=self.directed,
        )

    @property
    def attributes(self) -> list[str]:
        """Return the columns of nodes by which they can be grouped."""
        return [name for name in self.nodes.columns if name not in _NO_GROUPS]

    def partition(self, attribute: str) -> Partition:
        """Return the groups of nodes by an attribute such as country, group or type.

        Raises:
            UnknownPartition: nodes have no such attribute.
        """
        if attribute not in self.attributes:
            raise UnknownPartition(attribute, self.attributes)
        return Partition.of(attribute, self.nodes[attribute].cast(str).to_list())

    @cached_property
    def ties(self) -> pl.DataFrame:
        """Return the ties with the IRIs and labels of their ends, in the order of ``edges``."""
        import polars as pl

        names = self.nodes.select("iri", "label").with_row_index("number")
        ends = self.edges
        for end, name in (("source", "one"), ("target", "other")):
            told = names.select(
                pl.col("number").cast(pl.UInt32),
                pl.col("iri").alias(name),
                pl.col("label").alias(f"{name}_label"),
            )
            ends = ends.join(told, left_on=end, right_on="number", maintain_order="left")
        first = ["one", "one_label", "other", "other_label"]
        rest = [name for name in self.edges.columns if name not in {"source", "target"}]
        return ends.select(*first, *rest)

    @cached_property
    def details(self) -> pl.DataFrame:
        """Return the ties with what they stand for: activities, days, certainty, sources.

        Columns besides those of ``ties``: activities (list of IRIs), first and last (the
        earliest and latest day that a date of them can mean), dated (how many have a
        date), certainty, disputed, sources (list of addresses). A network from a query
        has none of these.
        """
        return self.behind.details(self.ties, self.edges) if self.behind else self.ties

    def measure(self, name: str, by: str | None = None, **options: Any) -> Measured:
        """Return what a measure finds; docs/measures.md explains each.

        Args:
            name: of the measure, such as ei-index or brokerage.
            by: the attribute that groups nodes; ``country`` if None.
            options: of the measure: weighted, draws, seed, sampled, damping.

        Raises:
            UnknownMeasure, UnknownPartition, WrongMeasureOption, NotAProjection: see each.
        """
        groups = None
        if measure_named(name).of_groups:
            groups = self.partition(by or DEFAULT_GROUPS)
        incidence = self.behind.incidence if self.behind else None
        return take_measure(name, self.structure, groups, incidence, **options)

    def communities(
        self, *, seed: int = 1, resolution: float = 1.0, weighted: bool = False
    ) -> Communities:
        """Return the community of each node (a row of ``nodes``), see ``Leiden``.

        Raises:
            WrongMeasureOption: a resolution that is not above 0.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     found = kg.network(tie="projects").communities(seed=1)
        >>> int(found.sizes.sum()) == len(found.codes)
        True
        """
        return find_communities(self.structure, Leiden(resolution, seed, weighted))

    def to_networkx(self) -> nx.Graph[str]:
        """Return it for networkx; nodes are named by their IRIs."""
        import networkx as nx

        made: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        made.graph.update(version=self.version, words=self.words, notes=self.notes)
        for node in self.nodes.iter_rows(named=True):
            made.add_node(node.pop("iri"), **node)
        for tie in self.details.iter_rows(named=True):
            one, other = tie.pop("one"), tie.pop("other")
            made.add_edge(one, other, **tie)
        return made

    def to_igraph(self) -> igraph.Graph:
        """Return it for igraph; nodes have the attribute ``name`` with their IRIs."""
        graph = self.structure.igraph.copy()
        for name in self.nodes.columns:
            graph.vs["name" if name == "iri" else name] = self.nodes[name].to_list()
        graph["version"], graph["words"] = self.version, self.words
        return graph

    def to_pandas(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the tables of nodes and ties for pandas."""
        return self.nodes.to_pandas(), self.details.to_pandas()

    def __repr__(self) -> str:
        size = f"{self.nodes.height} nodes, {self.edges.height} ties"
        return "\n  note: ".join([f"<Network of {size}: {self.words}>", *self.notes])
