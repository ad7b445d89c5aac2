"""Write a network to a file: GEXF, GraphML, Pajek, or its ties or nodes as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import networkx as nx

from techland.graph.errors import UnknownFormat
from techland.graph.export.tables import write_csv, write_tsv
from techland.graph.export.workbook import Cell, write_workbook
from techland.graph.formats import FORMATS, Format, format_named
from techland.network.attributes import SEPARATOR, Attribute, Attributes, Kind, plain_values
from techland.network.file_contents import LICENCE, LICENCE_ADDRESS, About, Mark
from techland.network.gexf import write_gexf
from techland.network.graphml import write_graphml
from techland.network.json_files import measured_json, network_json
from techland.network.measures.measured import Measured
from techland.network.tables import labelled
from techland.network.tie_times import tie_spells
from techland.network.told import Told
from techland.network.value import NetworkTables
from techland.network.xml_text import check_texts
from techland.ontology.terms import XSD

if TYPE_CHECKING:
    import polars as pl

_XML = {"gexf": write_gexf, "graphml": write_graphml}
JSON = "plain-json"
_TABLES = ("csv", "tsv", "parquet", "xlsx")
NETWORK_FILES = [FORMATS[name] for name in (*_XML, "pajek", *_TABLES, JSON)]
MEASURE_FILES = [FORMATS[name] for name in (*_TABLES, JSON)]
# XML has values of its own for these.
_ENDS = frozenset({"one", "other", "one_label", "other_label"})


def network_format(name: str) -> Format:
    """Return the format of networks with this name or suffix.

    Raises:
        UnknownFormat: there is none.
    """
    return format_named(name, NETWORK_FILES)


def network_bytes(
    network: NetworkTables,
    format_name: str,
    *,
    nodes: bool = False,
    marks: Mapping[str, Mark] | None = None,
    timed: bool = False,
) -> bytes:
    """Return a network as a file, the same bytes for the same network.

    Args:
        network: the network.
        format_name: gexf, graphml, pajek, csv, tsv, parquet, xlsx or json.
        nodes: of a table: the nodes instead of the ties.
        marks: how nodes are drawn, by IRI, for GEXF and GraphML.
        timed: of GEXF: tell when ties hold, so that a timeline can show it.

    Raises:
        UnknownFormat: no network can be written so.
        UnwritableText: a text has a character that XML forbids.
    """
    entry = network_format(format_name)
    if entry.name in _XML:
        return _xml(network, entry.name, marks or {}, timed=timed)
    if entry.name == "pajek":
        return pajek(network)
    if entry.name == JSON:
        return network_json(network)
    return table_bytes(about(network), network.nodes if nodes else network.details, entry.name)


def measured_bytes(network: NetworkTables, measured: Measured, format_name: str) -> bytes:
    """Return what a measure finds as a file: csv, tsv, parquet, xlsx or json.

    Raises:
        UnknownFormat: none of these.
    """
    entry = format_named(format_name, MEASURE_FILES)
    if entry.name == JSON:
        return measured_json(network, measured)
    told = about(network) | {"measure": measured.name}
    told |= {name: str(value) for name, value in measured.settings.items()}
    notes = enumerate(measured.notes, len(network.notes) + 1)
    told |= {f"note {number}": note for number, note in notes}
    return table_bytes(told, labelled(network, measured), entry.name)


def _kind(dtype: pl.DataType) -> Kind:
    import polars as pl

    if dtype == pl.List:
        return Kind.LIST
    if dtype == pl.Boolean:
        return Kind.BOOLEAN
    if dtype.is_integer():
        return Kind.INTEGER
    return Kind.DOUBLE if dtype.is_float() else Kind.TEXT


def _attributes(table: pl.DataFrame, left_out: frozenset[str]) -> tuple[Attribute, ...]:
    columns = table.schema.items()
    return tuple(Attribute(name, _kind(kind)) for name, kind in columns if name not in left_out)


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _rows(table: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in table.iter_rows(named=True):
        yield {name: _value(value) for name, value in row.items()}


def _xml(network: NetworkTables, name: str, marks: Mapping[str, Mark], *, timed: bool) -> bytes:
    details = network.details
    attributes = Attributes(
        _attributes(network.nodes, frozenset({"iri"})), _attributes(details, _ENDS)
    )
    plain: nx.Graph[str] = nx.DiGraph() if network.directed else nx.Graph()
    for row in _rows(network.nodes):
        iri = row.pop("iri")
        row["sides"] = tuple(row.get("sides") or ())
        plain.add_node(iri, **plain_values(row, attributes.nodes))
        check_texts(f"node {iri!r}", {"id": iri, **plain.nodes[iri]})
    for row in _rows(details):
        lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
        told = plain_values(row | lists, attributes.ties)
        check_texts(f"the tie of {row['one']!r} and {row['other']!r}", told)
        plain.add_edge(row["one"], row["other"], **told)
    about = About(network.version, (), str(network.settings.get("language", "en")), network.words)
    if name == "gexf" and timed:
        return write_gexf(plain, marks, about, attributes, tie_spells(network))
    return _XML[name](plain, marks, about, attributes)


def pajek(network: NetworkTables) -> bytes:
    """Return a network in Pajek's format: nodes by number and label, ties with their weight.

    Pajek quotes a label and cannot escape a quotation mark: it becomes an apostrophe. Nor can
    a label go on in the next line: its lines become one.
    """
    labels = (
        " ".join(str(label).replace('"', "'").splitlines()) for label in network.nodes["label"]
    )
    lines = [f"*Vertices {network.nodes.height}"]
    lines += [f'{number} "{label}"' for number, label in enumerate(labels, 1)]
    lines.append("*Arcs" if network.directed else "*Edges")
    ends = network.edges.select("source", "target", "weight").iter_rows()
    lines += [f"{one + 1} {other + 1} {weight:.15g}" for one, other, weight in ends]
    return ("\n".join(lines) + "\n").encode()


def table_bytes(told: Mapping[str, str], table: pl.DataFrame, format_name: str) -> bytes:
    """Return a table as CSV, TSV, Parquet or XLSX; the latter two say too what it is.

    A Parquet file says it in its metadata, a workbook on its first sheet.

    Raises:
        UnknownFormat: it is none of these.
    """
    output = BytesIO()
    if format_name == "parquet":
        table.write_parquet(output, compression="zstd", metadata=dict(told))
    elif format_name in {"csv", "tsv"}:
        write = write_csv if format_name == "csv" else write_tsv
        write(table.columns, ([text for text, _ in row] for row in cells(table)), output)
    elif format_name == "xlsx":
        write_workbook(told, "table", table.columns, cells(table), output)
    else:
        raise UnknownFormat(format_name, _TABLES)
    return output.getvalue()


def settings_words(settings: Mapping[str, Any]) -> str:
    """Return what a result depends on in one line: groups=country, draws=999, seed=1."""
    return ", ".join(f"{name}={value}" for name, value in settings.items() if value is not None)


def about(network: Told) -> dict[str, str]:
    """Return the lines of a workbook's first sheet."""
    return {
        "title": "techland: network",
        "content": network.words,
        "version": network.version,
        "licence": f"{LICENCE}, {LICENCE_ADDRESS}",
        **{f"note {number}": note for number, note in enumerate(network.notes, 1)},
    }


def cells(table: pl.DataFrame) -> Iterable[list[Cell]]:
    """Yield the rows of a table as texts with their datatypes; a list is one text."""
    for row in table.iter_rows():
        yield [_cell(value) for value in row]


def _cell(value: Any) -> Cell:
    if value is None:
        return "", ""
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value)), ""
    if isinstance(value, bool):
        return str(value).lower(), ""
    if isinstance(value, date):
        return value.isoformat(), XSD.date
    if isinstance(value, float):
        return repr(value).removesuffix(".0"), XSD.double
    return (str(value), XSD.integer) if isinstance(value, int) else (value, "")
