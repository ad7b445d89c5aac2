"""Build a network from the arrays of a snapshot, as it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from techland.network.arrays.arrays import Arrays
from techland.network.behind import Behind
from techland.network.choice import WEIGHTS, Choice
from techland.network.network import Network
from techland.network.projecting import activity_weights, project
from techland.network.selecting import select_activities, select_bodies, select_parts
from techland.network.units import body_units, organisation_nodes, theme_nodes

if TYPE_CHECKING:
    import polars as pl

# One activity that makes at least this share of all ties is told of.
_CLIQUE_SHARE = 0.25


@dataclass(frozen=True, eq=False)
class _Incidence:
    """Nodes, and the parts in which they take part (column ``node``)."""

    nodes: pl.DataFrame
    parts: pl.DataFrame
    notes: tuple[str, ...]


def build_network(arrays: Arrays, choice: Choice, version: str, language: str = "en") -> Network:
    """Return the network of a choice.

    Args:
        arrays: of the snapshot.
        choice: what is wanted.
        version: of the snapshot, kept in the network.
        language: of labels where one is known in it: en, nl or de.

    Raises:
        NoSuchValue: a filter names what the snapshot does not have.
    """
    activities, undated = select_activities(arrays, choice)
    bodies = select_bodies(arrays, choice)
    parts = select_parts(arrays, choice, activities, bodies)
    made = _incidence(arrays, choice, bodies, parts, language)
    if choice.tie == "themes":
        edges, notes = _two_mode(made), tuple[str, ...]()
    else:
        edges, notes = _one_mode(made, choice, activities)
    nodes, edges, kept = _without_isolates(made.nodes, edges, keep=choice.isolated)
    told, others = _told_parts(made.parts, kept)
    return Network(
        nodes,
        edges,
        version,
        choice.words(),
        choice.as_settings() | {"language": language},
        (*undated, *made.notes, *notes),
        behind=Behind(arrays, told, others) if choice.tie != "themes" else None,
    )


def _incidence(
    arrays: Arrays, choice: Choice, bodies: pl.DataFrame, parts: pl.DataFrame, language: str
) -> _Incidence:

    if choice.tie == "themes":
        return _body_themes(arrays, bodies, parts, language)
    if choice.level == "organisation":
        nodes = organisation_nodes(bodies, language).with_row_index("node")
        joined = parts.join(nodes.select("organisation", "node"), on="organisation")
        return _Incidence(nodes.drop("organisation"), joined, ())
    if choice.level == "theme":
        nodes = theme_nodes(arrays, language).rename({"theme": "node"})
        joined = parts.join(arrays.activity_themes, on="activity").rename({"theme": "node"})
        return _Incidence(nodes, joined, ())
    members, units, notes = body_units(bodies, choice.level)
    joined = parts.join(members, on="organisation").rename({"unit": "node"})
    return _Incidence(units.rename({"unit": "node"}), joined, notes)


def _body_themes(
    arrays: Arrays, bodies: pl.DataFrame, parts: pl.DataFrame, language: str
) -> _Incidence:
    """Return organisations and themes as nodes; a part's ``theme_node`` is the other end."""
    import polars as pl

    own = organisation_nodes(bodies, language).with_columns(mode=pl.lit("organisation"))
    themes = theme_nodes(arrays, language).with_columns(mode=pl.lit("theme"))
    nodes = pl.concat([own, themes], how="diagonal").with_row_index("node")
    by_body = nodes.drop_nulls("organisation").select("organisation", "node")
    by_theme = nodes.drop_nulls("theme").select("theme", theme_node="node")
    joined = parts.join(arrays.activity_themes, on="activity")
    joined = joined.join(by_body, on="organisation").join(by_theme, on="theme")
    return _Incidence(nodes.drop("organisation", "theme"), joined, ())


def _two_mode(made: _Incidence) -> pl.DataFrame:
    import polars as pl

    shared = made.parts.select("node", "theme_node", "activity").unique()
    return (
        shared.group_by(source="node", target="theme_node")
        .agg(weight=pl.len().cast(pl.Float64), shared=pl.len().cast(pl.Int64))
        .sort("source", "target")
    )


def _one_mode(
    made: _Incidence, choice: Choice, activities: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    import polars as pl

    rows = activities.select("activity").with_row_index("row")
    taking = made.parts.select("node", "activity").unique().join(rows, on="activity")
    taking = taking.sort("row", "node")
    node, row = (taking[name].to_numpy().astype(np.int64) for name in ("node", "row"))
    takers = np.bincount(row, minlength=activities.height)
    weights = activity_weights(choice.weight, activities, takers)
    one, other, weight, shared = project(node, row, made.nodes.height, weights)
    edges = pl.DataFrame(
        {
            "source": one.astype(np.uint32),
            "target": other.astype(np.uint32),
            "weight": weight,
            "shared": shared,
        }
    )
    return edges, (*_unknown(choice, weights, takers), *_cliques(activities, takers, len(one)))


def _unknown(
    choice: Choice, weights: NDArray[np.float64], takers: NDArray[np.int64]
) -> tuple[str, ...]:
    """Say of how many activities that tie the weight is not known."""
    tying = takers > 1
    unknown = int((np.isnan(weights) & tying).sum())
    if not unknown:
        return ()
    told = WEIGHTS[choice.weight]
    return (
        f"of {unknown} of {int(tying.sum())} shared activities the weight ({told}) "
        "is not known: they add nothing, and ties by them alone are left out",
    )


def _cliques(activities: pl.DataFrame, takers: NDArray[np.int64], ties: int) -> tuple[str, ...]:
    """Say which activity makes a clique that holds a large share of all ties."""
    if not ties:
        return ()
    largest = int(takers.argmax())
    n = int(takers[largest])
    pairs = n * (n - 1) // 2
    if pairs == 1 or pairs < _CLIQUE_SHARE * ties:
        return ()
    label = activities["label"][largest] or activities["iri"][largest]
    return (
        f"{label} alone ties {n} nodes to one another: {pairs} of {ties} ties; "
        "measures say as much of it as of the rest",
    )


def _told_parts(
    parts: pl.DataFrame, kept: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the parts by the network's nodes, and those of others, numbered on from them."""
    import polars as pl

    if kept is None:
        return parts, parts.clear()
    told = parts.join(kept, on="node").drop("node").rename({"place": "node"})
    left = parts.join(kept, on="node", how="anti")
    return told, left.with_columns(node=pl.col("node").rank("dense") - 1 + kept.height)


def _without_isolates(
    nodes: pl.DataFrame, edges: pl.DataFrame, *, keep: bool
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame | None]:
    """Drop nodes without ties unless they are kept; return which node has which place then."""
    import polars as pl

    if keep:
        return nodes.drop("node"), edges, None
    tied = pl.concat([edges["source"], edges["target"]]).unique()
    left = nodes.filter(pl.col("node").is_in(tied.implode())).sort("node")
    places = left.select("node").with_row_index("place")
    for end in ("source", "target"):
        edges = edges.join(places, left_on=end, right_on="node", maintain_order="left")
        edges = edges.drop(end).rename({"place": end})
    return left.drop("node"), edges.select("source", "target", "weight", "shared"), places
