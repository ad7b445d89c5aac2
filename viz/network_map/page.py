"""The map's page: its controls, its tables, and what its script is handed as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from techland.viz.edition import Edition
from techland.viz.messages import LOCALE_FOLDER
from techland.viz.names import Name
from techland.viz.network_map.controls import facets, word_names
from techland.viz.network_map.encodings import COLOURS, SIZES, as_json
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.tables import Tables, tables_of
from techland.viz.network_map.told_notes import tell_note
from techland.viz.network_map.view import MAP_LEVELS, MAP_TIES, View
from techland.viz.reader import Reader

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
    frame = frame_context(source, edition, reader, view, addresses)
    return {**frame, **table_context(tables_of(source.shown(view), reader), reader, link)}


def table_context(tables: Tables, reader: Reader, link: Callable[[str], str]) -> dict[str, Any]:
    """Return what ``netmap.html`` tells of a view in words and rows."""
    return {
        "link": link,
        "summary": tables.summary,
        "node_rows": tables.nodes,
        "tie_rows": tables.ties,
        "node_count": tables.node_count,
        "tie_count": tables.tie_count,
        "notes": [tell_note(note, reader) for note in tables.notes],
    }


def frame_context(
    source: MapSource, edition: Edition, reader: Reader, view: View, addresses: dict[str, str]
) -> dict[str, Any]:
    """Return what ``netmap.html`` needs around the picture and its tables."""
    query = view.to_query()
    return {
        "reader": reader,
        "t": reader.text,
        "view": view,
        "facets": facets(source.arrays, reader) if source.has_parts else [],
        "choices": {"tie": MAP_TIES, "level": MAP_LEVELS, "size": SIZES, "color": COLOURS},
        "files": [
            (name, message, _file_address(addresses, name, query)) for name, message in FILES
        ],
        "gaps": edition.gaps_touching("network"),
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
