"""Organisations tied by the agreements and projects that they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

import networkx as nx

from techland.network.concepts import read_concepts
from techland.network.nodes import read_nodes
from techland.network.rows import QueryFunction
from techland.network.ties import tie_between
from techland.network.undertakings import KINDS, Undertaking, read_documents, read_undertakings

NL, DE, BOTH, OTHER = "NL", "DE", "both", "other"
GROUPS = (NL, BOTH, DE, OTHER)


def group_of(sides: Collection[str]) -> str:
    """Return the group of an organisation with these sides: NL, DE, both or other.

    Binational bodies such as the euroregions are a group of their own; ``other``
    holds other countries and organisations whose country is not known.
    """
    if {NL, DE} <= set(sides):
        return BOTH
    for side in (NL, DE):
        if side in sides:
            return side
    return OTHER


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
    query: QueryFunction, *, kinds: Collection[str] = KINDS, isolated: bool = False
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
        query: answers a SELECT query with rows of RDF terms.
        kinds: which undertakings tie: agreement, project.
        isolated: keep organisations without any tie.
    """
    documents = read_documents(query)
    nodes = read_nodes(query, documents)
    for node in nodes.values():
        node["group"] = group_of(node["sides"])
    every = read_undertakings(query)
    undertakings = {iri: one for iri, one in every.items() if one.kind in kinds}
    network: nx.Graph[str] = nx.Graph(
        undertakings=undertakings,
        sources=documents,
        concepts=read_concepts(query),
        kinds=tuple(sorted(kinds)),
    )
    network.add_nodes_from(sorted(nodes.items()))
    for (one, other), shared in sorted(_shared(undertakings.values()).items()):
        across = is_across(nodes[one]["group"], nodes[other]["group"])
        network.add_edge(one, other, **tie_between(one, other, shared, documents), across=across)
    if not isolated:
        network.remove_nodes_from(sorted(nx.isolates(network)))
    return network
