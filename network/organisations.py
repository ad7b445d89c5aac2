"""Organisations tied by the agreements and projects that they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

import networkx as nx

from techland.network.concepts import read_concepts
from techland.network.rows import QueryFunction, read_rows, value
from techland.network.undertakings import (
    KINDS,
    Undertaking,
    read_documents,
    read_names,
    read_undertakings,
)

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


def _read_organisations(query: QueryFunction) -> dict[str, dict[str, object]]:
    names = read_names(query)
    sides: dict[str, list[str]] = {}
    nodes: dict[str, dict[str, object]] = {}
    for row in read_rows(query, "organisations"):
        iri = str(value(row, "organisation"))
        latitude, longitude = value(row, "latitude"), value(row, "longitude")
        nodes.setdefault(
            iri,
            {
                "label": value(row, "label"),
                "names": names.get(iri, {}),
                "country": value(row, "country"),
                "type": value(row, "type"),
                "place": value(row, "place"),
                "latitude": None if latitude is None else float(latitude),
                "longitude": None if longitude is None else float(longitude),
            },
        )
        side = value(row, "side")
        known = sides.setdefault(iri, [])
        if side is not None and side not in known:
            known.append(side)
    for iri, node in nodes.items():
        node["sides"] = tuple(sides[iri])
        node["group"] = group_of(sides[iri])
    return nodes


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

    Nodes are IRIs with ``label``, ``names`` (by language), ``country``, ``sides``, ``group``
    (NL, DE, both, other), ``type``, ``place``, ``latitude`` and ``longitude``. Edges carry
    ``weight`` (the number of shared undertakings), ``agreements``, ``projects``, ``across``
    (a Dutch and a German organisation) and ``shared`` (IRIs). The network's attributes
    ``undertakings`` and ``sources`` hold what the IRIs stand for, with each organisation's
    roles and the documents that tell of them; ``concepts`` the names of roles and types.

    Args:
        query: answers a SELECT query with rows of RDF terms.
        kinds: which undertakings tie: agreement, project.
        isolated: keep organisations without any tie.
    """
    nodes = _read_organisations(query)
    every = read_undertakings(query)
    undertakings = {iri: one for iri, one in every.items() if one.kind in kinds}
    network: nx.Graph[str] = nx.Graph(
        undertakings=undertakings,
        sources=read_documents(query),
        concepts=read_concepts(query),
        kinds=tuple(sorted(kinds)),
    )
    network.add_nodes_from(sorted(nodes.items()))
    for (one, other), shared in sorted(_shared(undertakings.values()).items()):
        counts = {f"{kind}s": sum(item.kind == kind for item in shared) for kind in KINDS}
        network.add_edge(
            one,
            other,
            weight=len(shared),
            **counts,
            across=is_across(str(nodes[one]["group"]), str(nodes[other]["group"])),
            shared=tuple(item.iri for item in shared),
        )
    if not isolated:
        network.remove_nodes_from(sorted(nx.isolates(network)))
    return network
