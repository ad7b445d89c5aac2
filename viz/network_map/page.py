"""The map's page: its controls, its tables, and what its script is handed as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from techland.viz.edition import Edition
from techland.viz.messages import LOCALE_FOLDER
from techland.viz.names import Name
from techland.viz.network_map.concepts import concept_name
from techland.viz.network_map.controls import facets, word_names
from techland.viz.network_map.encodings import COLOURS, SIZES, as_json
from techland.viz.network_map.shown import Shown, groups_of
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.told_notes import tell_note
from techland.viz.network_map.view import MAP_LEVELS, MAP_TIES, View, short_id
from techland.viz.reader import Reader

# So many rows stand in a page that has no script to bring more.
ROWS = 200
FILES = (
    ("svg", "netmap-take-svg"),
    ("png", "netmap-take-png"),
    ("slide", "netmap-take-slide"),
    ("gexf", "netmap-take-gexf"),
    ("graphml", "netmap-take-graphml"),
    ("nodes", "netmap-take-nodes"),
    ("csv", "netmap-take-ties"),
    ("html", "netmap-take-html"),
)


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


def script_data(
    source: MapSource, reader: Reader, view: View, addresses: dict[str, str]
) -> dict[str, Any]:
    """Return what the page's script is handed: palettes, messages, names, the first view."""
    arrays = source.arrays
    words = {
        "role": arrays.parts["role"].unique(),
        "body.type": arrays.organisations["type"].drop_nulls().unique(),
        "body.country": arrays.organisations["country"].drop_nulls().unique(),
        "kind": arrays.activities["kind"].unique(),
    }
    ftl = (LOCALE_FOLDER / reader.language / "netmap.ftl").read_text(encoding="utf-8")
    return {
        "language": reader.language,
        "locale": str(reader.locale).replace("_", "-"),
        "ftl": ftl,
        "palette": as_json(),
        "names": word_names(words, reader),
        "view": view.to_query(),
        "columns_view": view.of_columns.to_query(),
        "addresses": addresses,
    }


def page_context(
    source: MapSource,
    edition: Edition,
    reader: Reader,
    view: View,
    link: Callable[[str], str],
    addresses: dict[str, str],
) -> dict[str, Any]:
    """Return what ``netmap.html`` needs to show a view to a reader."""
    shown = source.shown(view)
    network = shown.network
    query = view.to_query()
    return {
        "reader": reader,
        "t": reader.text,
        "view": view,
        "link": link,
        "summary": sum_words(shown, reader),
        "node_rows": node_rows(shown, reader, ROWS),
        "tie_rows": tie_rows(shown, ROWS),
        "node_count": network.nodes.height,
        "tie_count": network.edges.height,
        "facets": facets(source.arrays, reader) if source.has_parts else [],
        "choices": {"tie": MAP_TIES, "level": MAP_LEVELS, "size": SIZES, "color": COLOURS},
        "files": [
            (name, message, _file_address(addresses, name, query)) for name, message in FILES
        ],
        "gaps": edition.gaps_touching("network"),
        "notes": [tell_note(note, reader) for note in network.notes],
        "short_version": edition.short,
        "preloads": _preloads(view, addresses),
        "data": script_data(source, reader, view, addresses),
        "Name": Name,
    }


def _preloads(view: View, addresses: dict[str, str]) -> list[str]:
    """Return what the page's script will ask for first, so that it comes along with the script."""
    wanted = []
    if "columns" in addresses:
        wanted.append(f"{addresses['columns']}?{view.of_columns.to_query()}")
    if "ground" in addresses and view.layout == "geographic":
        wanted.append(addresses["ground"])
    return wanted


def _file_address(addresses: dict[str, str], name: str, query: str) -> str:
    return f"{addresses['file']}.{name}?{query}" if "file" in addresses else ""
