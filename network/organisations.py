"""Organisations tied by shared agreements and projects, with all that files tell of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

import networkx as nx

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.things import BOTH, DE, NL, OTHER
from techland.network.recorded import read_concepts, read_documents, read_nodes, read_undertakings
from techland.network.ties import tie_between
from techland.network.undertakings import KINDS, Undertaking

__all__ = ["BOTH", "DE", "GROUPS", "NL", "OTHER", "is_across", "organisation_network"]

GROUPS = (NL, BOTH, DE, OTHER)


def is_across(one: str, other: str) -> bool:
    """Tell whether a tie between these groups joins a Dutch and a German organisation."""
    return {one, other} == {NL, DE}


def _shared(undertakings: Iterable[Undertaking]) -> dict[tuple[str, str], list[Undertaking]]:
    shared: dict[tuple[str, str], list[Undertaking]] = {}
    for undertaking in undertakings:
        for pair in combinations(sorted(undertaking.affiliations), 2):
            shared.setdefault(pair, []).append(undertaking)
    return shared


def organisation_network(
    arrays: Arrays, *, kinds: Collection[str] = KINDS, isolated: bool = False
) -> nx.Graph[str]:
    """Return the network of organisations by shared agreements and projects.

    Nodes are IRIs. docs/networks.md lists what nodes and edges carry; lists are tuples
    here, and what is not known is None. Those attributes that are written in a language
    (``label_language``, ``type_label``, ``shared``) come with ``network_in_language``
    in viz/, and ``label`` is the display name until then. The network's own attributes:
    ``undertakings`` and ``sources`` hold what the IRIs stand for, with each organisation's
    roles and the documents that tell of them; ``concepts`` the names of roles and types;
    ``kinds`` the kinds of undertakings that tie.

    Args:
        arrays: of the snapshot.
        kinds: which undertakings tie: agreement, project.
        isolated: keep organisations without any tie.
    """
    documents = read_documents(arrays)
    nodes = read_nodes(arrays, documents)
    undertakings = read_undertakings(arrays, kinds)
    network: nx.Graph[str] = nx.Graph(
        undertakings=undertakings,
        sources=documents,
        concepts=read_concepts(arrays),
        kinds=tuple(sorted(kinds)),
    )
    network.add_nodes_from(sorted(nodes.items()))
    for (one, other), shared in sorted(_shared(undertakings.values()).items()):
        across = is_across(nodes[one]["group"], nodes[other]["group"])
        network.add_edge(one, other, **tie_between(one, other, shared, documents), across=across)
    if not isolated:
        network.remove_nodes_from(sorted(nx.isolates(network)))
    return network
