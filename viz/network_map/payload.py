"""The network as columns for the page's script: a JSON head, then typed arrays.

Layout of the bytes: the length of the head (4 bytes, little endian), the head (JSON in
UTF-8, padded with spaces to a multiple of 4), then the columns that the head lists as
[name, type, values], 4 bytes a value (int32, float32) before 1 byte a value (uint8).
The script projects parts onto ties itself, so that no filter needs the server.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from techland.network.arrays.parts import NOT_TAKING_PART
from techland.network.choice import TIES
from techland.viz.network_map.shown import groups_of
from techland.viz.network_map.source import MapSource, programme_names
from techland.viz.network_map.view import MAP_TIES, View, short_id

if TYPE_CHECKING:
    import polars as pl

Columns = dict[str, NDArray[Any]]
Head = dict[str, Any]
UNKNOWN_DAY = -(2**31)
_ORDER = ("int32", "float32", "uint8")
_TONGUES = ("nl", "de", "en")
_DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def payload(source: MapSource, view: View) -> bytes:
    """Return everything that the page's script needs to draw any view of this level or query."""
    columns, head = payload_of(source, view)
    return packed(head, columns)


def payload_of(source: MapSource, view: View) -> tuple[Columns, Head]:
    """Return the columns of a payload and its head."""
    head: Head = {"version": source.version, "level": view.level}
    columns: Columns = {}
    _nodes(source, view, head, columns)
    if not source.has_parts:
        _ties(source, head, columns)
    else:
        _incidence(source, view, head, columns)
    return columns, head


def packed(head: Head, columns: Columns) -> bytes:
    """Return a head and columns as bytes."""
    order = sorted(columns, key=lambda name: _ORDER.index(str(columns[name].dtype)))
    told = [[name, str(columns[name].dtype), len(columns[name])] for name in order]
    text = json.dumps(head | {"columns": told}, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return b"".join(
        [len(text).to_bytes(4, "little"), text, *(columns[name].tobytes() for name in order)]
    )


def _coded(values: pl.Series, head: Head, name: str, known: list[str] | None = None) -> Any:
    """Return values as numbers of a list that goes into the head; -1 is unknown."""
    import polars as pl

    words = known if known is not None else values.drop_nulls().unique().sort().to_list()
    head.setdefault("words", {})[name] = words
    numbers = pl.DataFrame({name: words}, schema={name: pl.String}).with_row_index("number")
    found = pl.DataFrame({name: values.cast(pl.String)}).join(
        numbers, on=name, how="left", maintain_order="left"
    )
    return found["number"].cast(pl.Int32).fill_null(-1).to_numpy()


def _nodes(source: MapSource, view: View, head: Head, columns: Columns) -> None:
    nodes = source.nodes(view)
    bodies = source.arrays.organisations
    named = nodes.select("iri").join(
        bodies.select("iri", *(f"label_{one}" for one in _TONGUES), "aliases"),
        on="iri",
        how="left",
        maintain_order="left",
    )
    head["nodes"] = {"iri": [short_id(iri) for iri in nodes["iri"]]}
    plain = nodes.select("iri").join(
        bodies.select("iri", "label"), on="iri", how="left", maintain_order="left"
    )["label"]
    head["nodes"]["label"] = [a or b for a, b in zip(plain, nodes["label"], strict=True)]
    for tongue in _TONGUES:
        head["nodes"][tongue] = _sparse(named[f"label_{tongue}"].to_list())
    head["nodes"]["aliases"] = _sparse(named["aliases"].to_list())
    if "place" in nodes.columns:
        head["nodes"]["place"] = _sparse(nodes["place"].to_list())
    for name in ("country", "type"):
        if name in nodes.columns:
            columns[f"node.{name}"] = _coded(nodes[name], head, name)
    sides = ("NL", "DE", "both", "other")
    group = groups_of(nodes)
    head["sides"] = sides
    columns["node.group"] = np.array([sides.index(one) for one in group], dtype=np.uint8)
    _, layouts = source.at_level(view.level)
    for name, places in layouts.places.items():
        columns[f"node.{name}.x"] = np.ascontiguousarray(places[:, 0], dtype=np.float32)
        columns[f"node.{name}.y"] = np.ascontiguousarray(places[:, 1], dtype=np.float32)
    if source.given is not None and view.level == "organisation":
        columns["node.body"] = _coded(nodes["iri"], {}, "iri", bodies["iri"].to_list())
    columns["node.on_map"] = layouts.on_map.astype(np.uint8)


def _sparse(values: list[Any]) -> dict[str, Any]:
    """Return what is known by place; most things have no name of their own in a language."""
    return {str(place): value for place, value in enumerate(values) if value}


def _ties(source: MapSource, head: Head, columns: Columns) -> None:
    network = source.given
    assert network is not None  # noqa: S101 (the caller looked)
    head["directed"] = network.directed
    for end in ("source", "target"):
        columns[f"tie.{end}"] = network.edges[end].to_numpy().astype(np.int32)
    columns["tie.weight"] = network.edges["weight"].to_numpy().astype(np.float32)


def _incidence(source: MapSource, view: View, head: Head, columns: Columns) -> None:
    arrays = source.arrays
    parts = arrays.parts
    if source.given is not None and source.given.behind is not None:
        parts = source.given.behind.parts
    else:
        members = source.members(view.level)
        if members is not None:
            parts = parts.join(members, on="organisation").sort("node", "activity", "role")
        else:
            parts = parts.with_columns(node="organisation")
    head["ties"] = {
        name: {"kinds": sorted(TIES[name].kinds), "roles": sorted(TIES[name].roles or ())}
        for name in MAP_TIES
    }
    head["aside"] = sorted(NOT_TAKING_PART)
    _parts(parts.sort("node", "activity"), head, columns)
    _bodies(arrays.organisations, head, columns)
    _activities(source, head, columns)


def _parts(parts: pl.DataFrame, head: Head, columns: Columns) -> None:
    for name, column in (("node", "node"), ("body", "organisation"), ("activity", "activity")):
        columns[f"part.{name}"] = parts[column].to_numpy().astype(np.int32)
    for name in ("role", "certainty", "dataset"):
        columns[f"part.{name}"] = _coded(parts[name], head, name)
    columns["part.disputed"] = parts["disputed"].to_numpy().astype(np.uint8)
    counts = parts["sources"].list.len().to_numpy()
    columns["part.sources_end"] = np.cumsum(counts).astype(np.int32)
    columns["part.sources"] = parts["sources"].explode().drop_nulls().to_numpy().astype(np.int32)


def _bodies(bodies: pl.DataFrame, head: Head, columns: Columns) -> None:
    for name, column in (("country", "country"), ("type", "type"), ("region", "nuts")):
        columns[f"body.{name}"] = _coded(bodies[column], head, f"body.{name}")


def _activities(source: MapSource, head: Head, columns: Columns) -> None:
    import polars as pl

    arrays = source.arrays
    table = arrays.activities
    head["activities"] = {
        "iri": [short_id(iri) for iri in table["iri"]],
        "label": [label or "" for label in table["label"]],
        **{tongue: _sparse(table[f"label_{tongue}"].to_list()) for tongue in _TONGUES},
    }
    columns["activity.kind"] = _coded(table["kind"], head, "kind")
    columns["activity.programme"] = _coded(table["programme"], head, "programme")
    names = programme_names(arrays)
    iris = head["words"]["programme"]
    head["programmes"] = [names.get(iri, {}) for iri in iris]
    head["words"]["programme"] = [iri.rpartition("/")[2] for iri in iris]
    for name in _DAYS:
        days = table[name].cast(pl.Date).to_physical().fill_null(UNKNOWN_DAY)
        columns[f"activity.{name}"] = days.to_numpy().astype(np.int32)
    columns["activity.cost"] = table["cost"].fill_null(np.nan).to_numpy().astype(np.float32)
    for name in ("activity", "theme"):
        columns[f"about.{name}"] = arrays.activity_themes[name].to_numpy().astype(np.int32)
    themes = arrays.themes
    head["themes"] = {
        "id": [iri.rpartition("/")[2] for iri in themes["iri"]],
        "label": [label or "" for label in themes["label"]],
    }
    above = themes.select(pl.coalesce("matched", "broader").cast(pl.Int32).fill_null(-1))
    columns["theme.broader"] = above.to_series().to_numpy()
    head["sources"] = {
        "iri": [short_id(iri) for iri in arrays.sources["iri"]],
        "label": [label or "" for label in arrays.sources["label"]],
        "url": [url or "" for url in arrays.sources["url"]],
    }
