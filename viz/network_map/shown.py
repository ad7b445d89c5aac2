"""What a view shows of a network: its nodes and ties, with their measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from techland.network.arrays.things import DE, NL
from techland.network.layouts.layouts import Layouts
from techland.network.network import Network
from techland.network.subnetwork import on_shortest_paths, steps_from, subnetwork, tied
from techland.viz.network_map.view import View, full_iri

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, eq=False)
class Shown:
    """The network of a view, and where its nodes stand.

    Attributes:
        network: nodes and ties that are drawn; ties have across and disputed besides.
        places: x and y of each node in the layout of the view, y growing downwards.
        on_map: which nodes stand on the ground in the geographic layout.
        view: what was wanted.
    """

    network: Network
    places: NDArray[np.float64]
    on_map: NDArray[np.bool_]
    view: View

    @cached_property
    def rows(self) -> dict[str, int]:
        """Return the place of each node by its IRI."""
        return {iri: place for place, iri in enumerate(self.network.nodes["iri"])}


def groups_of(nodes: pl.DataFrame) -> NDArray[np.str_]:
    """Return the side of each node: NL, DE, both, other."""
    if "group" not in nodes.columns:
        return np.full(nodes.height, "other")
    return np.asarray(nodes["group"].fill_null("other").to_numpy().astype(str))


def _marked(network: Network) -> Network:
    """Return the network with ``across`` and ``disputed`` on every tie."""
    import polars as pl

    group = groups_of(network.nodes)
    one, other = (group[network.edges[end].to_numpy()] for end in ("source", "target"))
    across = ((one == NL) & (other == DE)) | ((one == DE) & (other == NL))
    disputed = pl.lit(value=False)
    edges = network.edges.with_columns(pl.Series("across", across), disputed.alias("disputed"))
    if network.behind is not None and network.behind.parts["disputed"].any():
        found = _disputed(network)
        edges = edges.drop("disputed").join(
            found, on=["source", "target"], how="left", maintain_order="left"
        )
        edges = edges.with_columns(pl.col("disputed").fill_null(value=False))
    return replace(network, edges=edges)


def _disputed(network: Network) -> pl.DataFrame:
    """Return the ties behind which a part of either end stands in a dispute."""
    import polars as pl

    behind = network.behind
    assert behind is not None  # noqa: S101 (the caller looked)
    in_doubt = behind.parts.filter("disputed").select("node", "activity").unique()
    shared = behind.shared(network.edges)
    found = [
        shared.join(in_doubt, left_on=[end, "activity"], right_on=["node", "activity"])
        for end in ("source", "target")
    ]
    ties = pl.concat([one.select("source", "target") for one in found]).unique()
    return ties.with_columns(disputed=pl.lit(value=True))


def _numbers(network: Network, ids: Iterable[str]) -> list[int]:
    rows = {iri: place for place, iri in enumerate(network.nodes["iri"])}
    return [rows[iri] for iri in map(full_iri, ids) if iri in rows]


def _kept_ties(network: Network, view: View) -> NDArray[np.bool_]:
    kept = network.edges["weight"].to_numpy() >= view.min - 1e-9
    if view.across:
        kept = kept & network.edges["across"].to_numpy()
    if view.disputed:
        kept = kept & network.edges["disputed"].to_numpy()
    return np.asarray(kept)


def narrowed(network: Network, view: View) -> Network:
    """Return what a view keeps of the network of its choice: ties, then nodes around or between."""
    marked = _marked(network)
    nodes = np.ones(network.nodes.height, dtype=bool)
    nodes[_numbers(marked, view.hidden)] = False
    found = subnetwork(marked, nodes, _kept_ties(marked, view))
    all_ties = np.ones(found.edges.height, dtype=bool)
    if view.ego:
        near = steps_from(found.structure, _numbers(found, view.ego)) <= view.steps
        found = subnetwork(found, near, all_ties)
    elif len(ends := _numbers(found, view.path)) == 2:  # noqa: PLR2004 (a path has two ends)
        found = subnetwork(found, *on_shortest_paths(found.structure, *ends))
    if not view.isolated:
        keep = tied(found)
        keep[_numbers(found, view.ego)] = True
        found = subnetwork(found, keep, np.ones(found.edges.height, dtype=bool))
    return found


def shown(network: Network, layouts: Layouts, whole: Iterable[str], view: View) -> Shown:
    """Return what a view shows.

    Args:
        network: of the view's choice, or of its query, isolated nodes kept.
        layouts: places of the whole network.
        whole: IRIs of the nodes of ``layouts``, in order.
        view: what is wanted.
    """
    found = narrowed(network, view)
    rows = {iri: place for place, iri in enumerate(whole)}
    numbers = np.array([rows[iri] for iri in found.nodes["iri"]], dtype=np.int64)
    places = layouts.places[view.layout][numbers].astype(np.float64)
    own = {iri: place for place, iri in enumerate(found.nodes["iri"])}
    for node, x, y in view.pinned:
        if (iri := full_iri(node)) in own:
            places[own[iri]] = (x, y)
    return Shown(found, places, layouts.on_map[numbers], view)
