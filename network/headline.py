"""The headline numbers of a network: few, each with what it says, for reports and for R."""

from __future__ import annotations

from dataclasses import dataclass

from techland.network.measures.across import Permutation, external_internal, share_across
from techland.network.measures.brokerage import brokerage
from techland.network.measures.leiden import find_communities
from techland.network.measures.mixing import assortativity
from techland.network.value import DEFAULT_GROUPS, NetworkTables

# Beyond so many nodes R's brokerage, whose matrix is dense, is not asked to count.
DENSE = 2_000


@dataclass(frozen=True)
class Headline:
    """One number.

    Attributes:
        name: a short word, the same in every language and file.
        told: what it says.
        value: None where it is not defined.
        digits: how many decimals are shown.
    """

    name: str
    told: str
    value: float | None
    digits: int = 0

    @property
    def shown(self) -> str:
        """Return the number as it is shown, with a point; empty where it is not defined."""
        return "" if self.value is None else f"{self.value:.{self.digits}f}"


def headline_numbers(network: NetworkTables, groups: str = DEFAULT_GROUPS) -> list[Headline]:
    """Return the headline numbers of a network.

    Raises:
        UnknownPartition: nodes have no such attribute.
    """
    structure, partition = network.structure, network.partition(groups)
    share = share_across(structure, partition)
    index = external_internal(structure, partition, permutation=Permutation(1))
    sizes = structure.without_direction().igraph.connected_components().sizes()
    pairs = structure.size * (structure.size - 1) / 2
    community = find_communities(structure)
    mixed = assortativity(structure, partition).value("assortativity")
    found = [
        Headline("nodes", "nodes", structure.size),
        Headline("ties", "ties", structure.ties),
        Headline("components", "parts that no tie joins", len(sizes)),
        Headline("largest_component", "nodes of the largest part", max(sizes, default=0)),
        Headline("density", "share of all pairs that are tied", _over(structure.ties, pairs), 6),
        Headline("external", f"ties between groups ({groups})", share.value("external")),
        Headline("internal", f"ties within a group ({groups})", share.value("internal")),
        Headline("share_across", "share of ties between groups", share.value("share"), 6),
        Headline("share_expected", "the same of all pairs of nodes", share.value("expected"), 6),
        Headline("ei_index", "E-I index", index.value("index"), 6),
        Headline("ei_expected", "E-I index of all pairs of nodes", index.value("expected"), 6),
        Headline("assortativity", f"assortativity by {groups}", mixed, 6),
        Headline("communities", "communities (Leiden, seed 1)", len(community.sizes)),
        Headline("modularity", "modularity of these communities", community.modularity, 6),
    ]
    if structure.size <= DENSE:
        most = brokerage(structure, partition).columns["total"].max(initial=0)
        found.append(Headline("most_brokerage", "most open paths through one node", float(most)))
    return found


def _over(part: float, whole: float) -> float | None:
    return part / whole if whole else None
