"""The organisations as nodes: names, country, seat, identifiers and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from techland.network.rows import QueryFunction, Row, read_rows, value
from techland.network.ties import addresses
from techland.network.undertakings import Document, read_names

NAME_LANGUAGES = ("nl", "de", "en")


def _coordinate(row: Row, variable: str) -> float | None:
    degrees = value(row, variable)
    return None if degrees is None else float(degrees)


def _values(query: QueryFunction, name: str, variable: str) -> dict[str, list[str]]:
    """Return the values of a query that gives one organisation and one value a row."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(query, name):
        found[str(value(row, "organisation"))].append(str(value(row, variable)))
    return found


def _node(row: Row, names: Mapping[str, str]) -> dict[str, Any]:
    nuts = value(row, "nuts")
    return {
        "label": value(row, "label"),
        "names": names,
        **{f"label_{language}": names.get(language) for language in NAME_LANGUAGES},
        "country": value(row, "country"),
        "type": value(row, "type"),
        "place": value(row, "place"),
        "nuts3": nuts.rpartition("/")[2] if nuts else None,
        "latitude": _coordinate(row, "latitude"),
        "longitude": _coordinate(row, "longitude"),
    }


def read_nodes(
    query: QueryFunction, documents: Mapping[str, Document]
) -> dict[str, dict[str, Any]]:
    """Return every organisation by its IRI with its attributes, but for its group."""
    names = read_names(query)
    identifiers = _values(query, "identifiers", "identifier")
    sources = _values(query, "organisation-sources", "source")
    sides: dict[str, list[str]] = {}
    nodes: dict[str, dict[str, Any]] = {}
    for row in read_rows(query, "organisations"):
        iri = str(value(row, "organisation"))
        if iri not in nodes:
            nodes[iri] = _node(row, names.get(iri, {}))
        side = value(row, "side")
        known = sides.setdefault(iri, [])
        if side is not None and side not in known:
            known.append(side)
    for iri, node in nodes.items():
        urls = addresses(sources.get(iri, ()), documents)
        node["sides"] = tuple(sides[iri])
        node["identifiers"] = tuple(identifiers.get(iri, ()))
        node["source_count"] = len(urls)
        node["sources"] = urls
    return nodes
