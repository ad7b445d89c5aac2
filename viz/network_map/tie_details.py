"""What two nodes of a network share: activities with dates, sources, certainty and disputes."""

from __future__ import annotations

from typing import Any

import polars as pl

from techland.network.network import Network

_DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def tie_details(network: Network, one: int, other: int) -> dict[str, Any]:
    """Return what lies behind the tie of two nodes, by their rows; empty if nothing is known."""
    behind = network.behind
    names = network.nodes.rows(named=True)
    told: dict[str, Any] = {
        "ends": [{"iri": names[end]["iri"], "label": names[end]["label"]} for end in (one, other)],
        "activities": [],
    }
    if behind is None:
        return told
    parts = behind.parts.filter(pl.col("node").is_in([one, other]))
    shared = parts.group_by("activity").agg(pl.col("node").n_unique()).filter(pl.col("node") == 2)  # noqa: PLR2004 (a tie has two ends)
    for number in shared["activity"].sort():
        activity = behind.arrays.activities.row(number, named=True)
        own = parts.filter(pl.col("activity") == number).sort("node", "role")
        told["activities"].append(
            {
                "iri": activity["iri"],
                "kind": activity["kind"],
                "label": activity["label"],
                **{day: activity[day] and activity[day].isoformat() for day in _DAYS},
                "parts": [_part(network, row) for row in own.iter_rows(named=True)],
            }
        )
    return told


def _part(network: Network, row: dict[str, Any]) -> dict[str, Any]:
    behind = network.behind
    assert behind is not None  # noqa: S101 (the caller looked)
    documents = behind.arrays.sources
    return {
        "node": network.nodes["iri"][row["node"]],
        "role": row["role"],
        "certainty": row["certainty"],
        "disputed": row["disputed"],
        "dataset": row["dataset"],
        "sources": [documents.row(number, named=True) for number in row["sources"]],
    }
