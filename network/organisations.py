"""Organisations tied by shared agreements and projects, with all that files tell of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import networkx as nx

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.things import AGREEMENT, BOTH, DE, NL, OTHER, PROJECT
from techland.network.building import build_network
from techland.network.choice import TIES, chosen
from techland.network.recorded import read_concepts, read_nodes, read_titles
from techland.network.tie_dates import told_dates

if TYPE_CHECKING:
    import polars as pl

    from techland.network.network import Network

__all__ = ["BOTH", "DE", "GROUPS", "KINDS", "NL", "OTHER", "is_across", "organisation_network"]

GROUPS = (NL, BOTH, DE, OTHER)
KINDS = (AGREEMENT, PROJECT)
_ENDS = ("source", "target")
_TOLD = ("weight", *(f"{kind}s" for kind in KINDS), "activities", "first", "last")
_WITNESSED = ("dated", "certainty", "disputed", "dates_disputed", "sources")


def is_across(one: str, other: str) -> bool:
    """Tell whether a tie between these groups joins a Dutch and a German organisation."""
    return {one, other} == {NL, DE}


def organisation_network(
    arrays: Arrays, *, kinds: Collection[str] = KINDS, isolated: bool = False
) -> nx.Graph[str]:
    """Return the network of organisations by shared agreements and projects, for files.

    It is that of ``build_network``, told whole. Nodes are IRIs. docs/networks.md lists
    what nodes and edges carry; lists are tuples here, and what is not known is None.
    Those attributes that are written in a language (``label_language``, ``type_label``,
    ``shared``) come with ``network_in_language`` in viz/, and ``label`` is the display
    name until then. The network's own attributes: ``titles`` holds the names of the
    activities, ``concepts`` those of roles and types, ``kinds`` the kinds that tie.

    Args:
        arrays: of the snapshot.
        kinds: which activities tie: agreement, project.
        isolated: keep organisations without any tie.
    """
    (tie,) = (name for name, one in TIES.items() if one.kinds == set(kinds) and name in _USUAL)
    network = build_network(arrays, chosen(tie=tie, isolated=isolated), "")
    nodes = read_nodes(arrays)
    made: nx.Graph[str] = nx.Graph(
        titles=read_titles(arrays, kinds),
        concepts=read_concepts(arrays),
        kinds=tuple(sorted(kinds)),
    )
    made.add_nodes_from((iri, nodes[iri]) for iri in network.nodes["iri"])
    for row in _ties(arrays, network).iter_rows(named=True):
        one, other = row["one"], row["other"]
        across = is_across(nodes[one]["group"], nodes[other]["group"])
        made.add_edge(one, other, **_tie(row), across=across)
    return made


# Of the ties by agreements those that only signed are another question.
_USUAL = ("undertakings", "agreements", "projects")


def _ties(arrays: Arrays, network: Network) -> pl.DataFrame:
    """Return the ties with everything that a file tells of them."""
    import polars as pl

    if network.behind is None:
        raise TypeError(network)
    shared = network.behind.shared(network.edges)
    kinds = arrays.activities.select("kind").with_row_index("activity")
    counts = shared.join(kinds, on="activity").group_by(_ENDS)
    amounts = counts.agg(
        (pl.col("kind") == kind).sum().cast(pl.Int64).alias(f"{kind}s") for kind in KINDS
    )
    found = network.details.with_columns(network.edges.select(_ENDS))
    for more in (amounts, told_dates(arrays, shared)):
        found = found.join(more, on=_ENDS, how="left", maintain_order="left")
    return found


def _tie(row: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of a tie in the order in which files tell them."""
    found = {name: row[name] for name in _TOLD}
    found |= {f"{name}_told": row[f"{name}_told"] for name in ("first", "last")}
    found |= {name: row[name] for name in _WITNESSED}
    days = {name: row[name].isoformat() if row[name] else None for name in ("first", "last")}
    lists = {name: tuple(row[name]) for name in ("activities", "sources")}
    weight, sources = int(row["weight"]), len(row["sources"])
    return found | days | lists | {"weight": weight, "source_count": sources}
