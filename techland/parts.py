"""What of a graph is taken away, and which format and compression names mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from techland.graph.export.compression import Compression, compression_named, split_suffixes
from techland.graph.export.serialising import graph_formats
from techland.graph.export_errors import DoesNotCombine
from techland.graph.formats import NETWORK, Format, format_named, formats_for
from techland.graph.network_errors import NoNetworkFormat
from techland.queries.answer_tables import ROW_FORMATS

# What `query` writes in the standard's own form, a table that leaves does not: see answer_tables.
TABLES_ONLY = frozenset({"parquet", "xlsx"})


class PartOptions(TypedDict, total=False):
    """The options of an export that say what of the graph is taken; see ``Part``."""

    graph: str | None
    entity: str | None
    query: str | None
    rdf12: bool
    isolated: bool
    language: str | None
    timeout: float | None


@dataclass(frozen=True)
class Part:
    """What is taken away: a graph, an entity or a query.

    Of a network: isolated nodes too, and the language of its labels.
    """

    graph: str | None = None
    entity: str | None = None
    query: str | None = None
    rdf12: bool = False
    isolated: bool = False
    language: str | None = None
    timeout: float | None = None


def exported_formats() -> list[Format]:
    """Return every format that an export can have: of graphs, tables, answers and networks."""
    rows = [format_named(name) for name in ROW_FORMATS]
    return list(dict.fromkeys([*graph_formats(), *rows, *formats_for(NETWORK)]))


def meant_format(
    path: Path | None, format_name: str | None, compression: str | None
) -> tuple[Format, Compression | None]:
    """Return the format and compression that names tell, else those of the file's suffixes.

    Raises:
        UnknownFormat, UnknownCompression: there is none of this name.
    """
    suffix, by_suffix = split_suffixes(path.name) if path else ("", None)
    entry = format_named(format_name or suffix, exported_formats())
    return entry, compression_named(compression) if compression else by_suffix


def check_network(part: Part, entry: Format) -> None:
    """Check that a part and a format are both of a network, or neither.

    Raises:
        NoNetworkFormat: isolated nodes or labels in a language, of a graph.
        DoesNotCombine: a graph, entity or query as a network.
    """
    if NETWORK not in entry.kinds:
        asked = "isolated" if part.isolated else "language" if part.language else None
        if asked:
            raise NoNetworkFormat(asked, entry.name, [one.name for one in formats_for(NETWORK)])
        return
    for name in ("graph", "entity", "query", "rdf12"):
        if getattr(part, name):
            hint = "the network is that of all organisations; choose another format"
            raise DoesNotCombine(entry.name, name, hint)
