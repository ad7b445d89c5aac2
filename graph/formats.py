"""The serialisation table: every format's name, media type, suffix and use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from techland.graph.errors import UnknownFormat

DATASET = "dataset"
GRAPH = "graph"
SOLUTIONS = "solutions"
NETWORK = "network"
TABLE = "table"
CHANGES = "changes"


@dataclass(frozen=True)
class Format:
    """A serialisation: its lasting name, media type, file suffix and what it can hold.

    ``kinds`` holds any of: dataset (quads), graph (triples of one graph),
    solutions (rows of bindings), table (rows of cells, from either of the
    two), network (nodes and edges), network-file (the same, without a place on the map),
    changes (of two versions).
    """

    name: str
    media_type: str
    suffix: str
    kinds: frozenset[str]
    aliases: tuple[str, ...] = ()


def _format(name: str, media_type: str, suffix: str, kinds: str, aliases: str = "") -> Format:
    return Format(name, media_type, suffix, frozenset(kinds.split()), tuple(aliases.split()))


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        _format("turtle", "text/turtle", "ttl", "graph", "ttl"),
        _format("trig", "application/trig", "trig", "dataset graph"),
        _format("ntriples", "application/n-triples", "nt", "graph", "nt n-triples"),
        _format("nquads", "application/n-quads", "nq", "dataset graph", "nq n-quads"),
        _format("jsonld", "application/ld+json", "jsonld", "dataset graph", "json-ld"),
        _format("rdfxml", "application/rdf+xml", "rdf", "graph", "rdf rdf/xml"),
        _format("csv", "text/csv", "csv", "solutions graph table"),
        _format("tsv", "text/tab-separated-values", "tsv", "solutions graph table"),
        _format("json", "application/sparql-results+json", "json", "solutions", "srj"),
        _format("xml", "application/sparql-results+xml", "xml", "solutions", "srx"),
        _format("parquet", "application/vnd.apache.parquet", "parquet", "table"),
        _format("xlsx", _XLSX, "xlsx", "table"),
        _format("gexf", "application/gexf+xml", "gexf", "network"),
        _format("graphml", "application/graphml+xml", "graphml", "network"),
        _format("plain-json", "application/json", "json", "network-file"),
        _format("pajek", "application/vnd.pajek", "net", "network-file"),
    )
}


def formats_for(*kinds: str) -> list[Format]:
    """Return the formats that can hold any of these kinds, in the table's order."""
    return [entry for entry in FORMATS.values() if entry.kinds & set(kinds)]


def format_named(name: str, among: Iterable[Format] | None = None) -> Format:
    """Return the format with this name, alias or suffix.

    Raises:
        UnknownFormat: no format of those offered has this name.
    """
    offered = list(FORMATS.values() if among is None else among)
    wanted = name.lower().removeprefix(".")
    for entry in offered:
        if wanted in {entry.name, entry.suffix, entry.media_type, *entry.aliases}:
            return entry
    raise UnknownFormat(name, [entry.name for entry in offered])
