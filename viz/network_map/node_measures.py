"""Measures of nodes by which a map colours and sizes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from techland.graph.map_errors import UnknownViewWord
from techland.network.measures.measured import ratio
from techland.network.network import Network
from techland.viz.network_map.shown import groups_of

SEED = 1
Values = NDArray[Any]


def _at_ends(network: Network, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.zeros(network.nodes.height)
    for end in ("source", "target"):
        found += np.bincount(network.edges[end].to_numpy(), weights, network.nodes.height)
    return found


def _degree(network: Network) -> Values:
    return _at_ends(network, np.ones(network.edges.height))


def _strength(network: Network) -> Values:
    return _at_ends(network, network.edges["weight"].to_numpy().astype(np.float64))


def _across(network: Network) -> Values:
    return _at_ends(network, network.edges["across"].to_numpy().astype(np.float64))


def _ei(network: Network) -> Values:
    """Return (external - internal) / all ties of a node, by group; NaN without ties."""
    group = groups_of(network.nodes)
    one, other = (network.edges[end].to_numpy() for end in ("source", "target"))
    external = _at_ends(network, (group[one] != group[other]).astype(np.float64))
    degree = _degree(network)
    return ratio(2 * external - degree, degree)


def _betweenness(network: Network) -> Values:
    return np.asarray(network.measure("betweenness").columns["betweenness"])


def _brokerage(network: Network) -> Values:
    return np.asarray(_roles(network).sum(axis=1))


def _roles(network: Network) -> NDArray[np.float64]:
    from techland.network.measures.brokerage import ROLES

    if "group" not in network.nodes.columns:
        return np.zeros((network.nodes.height, len(ROLES)))
    columns = network.measure("brokerage", "group").columns
    return np.nan_to_num(np.stack([columns[role] for role in ROLES], axis=1).astype(np.float64))


def _role(network: Network) -> Values:
    """Return the role that a node has most often; empty where it stands between nobody."""
    from techland.network.measures.brokerage import ROLES

    counts = _roles(network)
    names = np.array(ROLES, dtype=object)[counts.argmax(axis=1)] if len(counts) else np.array([])
    return np.where(counts.sum(axis=1) > 0, names, "")


def _community(network: Network) -> Values:
    """Return the community of each node by Leiden's algorithm (modularity), the largest first."""
    from techland.network.layouts.force import seeded

    if not network.edges.height:
        return np.array([""] * network.nodes.height, dtype=object)
    graph = network.structure.without_direction().igraph
    with seeded(SEED):
        found = graph.community_leiden("modularity", weights="weight", n_iterations=-1)
    member = np.array(found.membership)
    sizes = np.bincount(member)
    firsts = [int(np.flatnonzero(member == one)[0]) for one in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda one: (-sizes[one], firsts[one]))
    name = {one: str(place + 1) for place, one in enumerate(order) if sizes[one] > 1}
    return np.array([name.get(one, "") for one in member], dtype=object)


def _text(column: str) -> Callable[[Network], Values]:
    def values(network: Network) -> Values:
        if column not in network.nodes.columns:
            return np.array([""] * network.nodes.height, dtype=object)
        return network.nodes[column].fill_null("").to_numpy()

    return values


NODE_MEASURES: Mapping[str, Callable[[Network], Values]] = {
    "degree": _degree,
    "strength": _strength,
    "across": _across,
    "ei": _ei,
    "betweenness": _betweenness,
    "brokerage": _brokerage,
    "role": _role,
    "community": _community,
    "type": _text("type"),
    "": lambda network: groups_of(network.nodes),
}


def node_values(network: Network, measure: str) -> Values:
    """Return a value for each node: numbers, or names of categories ("" for none).

    Raises:
        UnknownViewWord: no measure of nodes has this name.
    """
    if measure not in NODE_MEASURES:
        raise UnknownViewWord("measure", measure, NODE_MEASURES)
    return NODE_MEASURES[measure](network)


def told_values(values: Values) -> list[Any]:
    """Return values for JSON: what is not defined is None."""
    return [None if isinstance(one, float) and isnan(one) else one for one in values.tolist()]
