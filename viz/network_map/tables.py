"""The tables beside a map: its nodes and ties in rows, and their sum in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from techland.viz.network_map.concepts import concept_name
from techland.viz.network_map.shown import Shown, groups_of
from techland.viz.network_map.view import short_id

if TYPE_CHECKING:
    from techland.viz.reader import Reader

# So many rows stand in a page that has no script to bring more.
ROWS = 200


@dataclass(frozen=True)
class NodeRow:
    """A row of the table of nodes."""

    id: str
    iri: str
    name: str
    group: str
    type: str
    place: str
    partners: int
    across: int


@dataclass(frozen=True)
class TieRow:
    """A row of the table of ties."""

    one: str
    other: str
    ids: str
    weight: float
    across: bool
    disputed: bool


def node_rows(shown: Shown, reader: Reader, most: int | None = None) -> list[NodeRow]:
    """Return the nodes that are drawn, those with most partners first; at most so many."""
    from techland.viz.network_map.node_measures import node_values

    nodes = shown.network.nodes
    degree, across = (node_values(shown.network, name) for name in ("degree", "across"))
    group = groups_of(nodes)
    keys = {"partners": -degree, "name": nodes["label"].str.to_lowercase(), "iri": nodes["iri"]}
    rows = []
    for place in _first(keys, most):
        node = nodes.row(place, named=True)
        kind = node.get("type") or ""
        rows.append(
            NodeRow(
                short_id(node["iri"]),
                node["iri"],
                node["label"],
                str(group[place]),
                concept_name("organisation-type", kind, reader.language) if kind else "",
                node.get("place") or "",
                int(degree[place]),
                int(across[place]),
            )
        )
    return rows


def tie_rows(shown: Shown, most: int | None = None) -> list[TieRow]:
    """Return the ties that are drawn: across the border first, then by weight; at most so many."""
    network, edges = shown.network, shown.network.edges
    labels, iris = network.nodes["label"], network.nodes["iri"]
    one, other = edges["source"], edges["target"]
    keys = {
        "within": ~edges["across"],
        "weight": -edges["weight"],
        "name": labels.str.to_lowercase().gather(one),
        "one": iris.gather(one),
        "other": iris.gather(other),
    }
    rows = []
    for place in _first(keys, most):
        tie = edges.row(place, named=True)
        rows.append(
            TieRow(
                labels[tie["source"]],
                labels[tie["target"]],
                f"{short_id(iris[tie['source']])}~{short_id(iris[tie['target']])}",
                tie["weight"],
                tie["across"],
                tie["disputed"],
            )
        )
    return rows


def _first(keys: Mapping[str, Any], most: int | None) -> list[int]:
    """Return the places of the first rows in the order of these keys: a page shows few of many."""
    import polars as pl

    table = pl.DataFrame(dict(keys)).with_row_index("place").sort(*keys)
    found: list[int] = (table if most is None else table.head(most))["place"].to_list()
    return found


def sum_words(shown: Shown, reader: Reader) -> str:
    """Return how many nodes and ties a view shows, in a reader's words."""
    across = int(np.count_nonzero(shown.network.edges["across"].to_numpy()))
    network = shown.network
    counts = {"nodes": network.nodes.height, "ties": network.edges.height, "across": across}
    return reader.message("netmap-sum", **counts)


@dataclass(frozen=True)
class Tables:
    """What a page tells of a view in words and rows.

    Attributes:
        summary: how many nodes and ties there are, in words.
        nodes: the first rows of nodes.
        ties: the first rows of ties.
        node_count: of all nodes.
        tie_count: of all ties.
        notes: on how the network was made.
    """

    summary: str
    nodes: list[NodeRow]
    ties: list[TieRow]
    node_count: int
    tie_count: int
    notes: list[str]

    def as_json(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def of_json(cls, text: bytes) -> Tables:
        """Return what ``as_json`` told."""
        told = json.loads(text)
        rows = {
            "nodes": [NodeRow(**row) for row in told["nodes"]],
            "ties": [TieRow(**row) for row in told["ties"]],
        }
        return cls(**{**told, **rows})


def tables_of(shown: Shown, reader: Reader) -> Tables:
    """Return the tables of what a view shows, with as many rows as a page holds."""
    network = shown.network
    return Tables(
        sum_words(shown, reader),
        node_rows(shown, reader, ROWS),
        tie_rows(shown, ROWS),
        network.nodes.height,
        network.edges.height,
        list(network.notes),
    )
