"""Write a selection of statements in any serialisation, always whole, as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, serialize

from techland.graph.export.about import about_export, content_of
from techland.graph.export.framed import write_framed
from techland.graph.export.json_ld import write_json_ld
from techland.graph.export.nquads_lines import blocks
from techland.graph.export.rdf_xml import write_rdf_xml
from techland.graph.export.selection import DEFAULT_GRAPH, EVERY_GRAPH, Selection, select
from techland.graph.export.tables import (
    columns_of,
    statement_rows,
    write_csv,
    write_parquet,
    write_tsv,
)
from techland.graph.export.whole_file import write_whole
from techland.graph.export.workbook import ROW_LIMIT, check_rows, write_workbook
from techland.graph.export_errors import DoesNotCombine
from techland.graph.formats import DATASET, GRAPH, TABLE, Format, format_named, formats_for
from techland.graph.snapshot import Snapshot
from techland.ontology.prefix_table import PREFIXES

About = Mapping[str, str]
# Formats that carry the named graphs unless told otherwise; every other one the default graph.
WHOLE_DATASET = frozenset({"trig", "nquads"})
# Formats that can hold what RDF 1.2 adds.
RDF12 = frozenset({"turtle", "trig", "ntriples", "nquads"})


def graph_formats() -> list[Format]:
    """Return the formats in which the graph can be exported."""
    return formats_for(DATASET, GRAPH, TABLE)


def usual_graph(entry: Format) -> str:
    """Return what an export in this format holds if nothing is said: all graphs or the default."""
    return EVERY_GRAPH if entry.name in WHOLE_DATASET else DEFAULT_GRAPH


def check_fits(entry: Format, selection: Selection) -> None:
    """Check that a format can hold a selection.

    Raises:
        DoesNotCombine: several graphs in a format for one, or RDF 1.2 in one of RDF 1.1.
    """
    if selection.is_dataset and not {DATASET, TABLE} & entry.kinds:
        holders = [known.name for known in formats_for(DATASET)]
        hint = f"choose {', '.join(holders)} or a table, or one graph"
        raise DoesNotCombine(entry.name, "several graphs", hint)
    if selection.rdf12 and entry.name not in RDF12:
        raise DoesNotCombine(
            entry.name, "the RDF 1.2 form of claims", f"choose {', '.join(sorted(RDF12))}"
        )


def write_selection(
    selection: Selection, entry: Format, output: BinaryIO, about: About | None = None
) -> None:
    """Write statements in a format.

    Args:
        selection: the statements.
        entry: one of ``graph_formats()``.
        output: a binary file.
        about: what Turtle, TriG and workbooks say of themselves at their head.

    Raises:
        DoesNotCombine: see ``check_fits``.
        NotExpressible: a triple or cell that the format cannot hold.
        TooManyRows: more than a workbook holds.
    """
    check_fits(entry, selection)
    _WRITERS[entry.name](selection, output, about or {})


def _with_head(output: BinaryIO, about: About) -> None:
    output.writelines(f"# {key}: {value}\n".encode() for key, value in about.items())


def _serialise(quads: Iterable[Quad], output: BinaryIO, kind: RdfFormat) -> None:
    serialize(quads, output, kind, prefixes=PREFIXES)


def _turtle(selection: Selection, output: BinaryIO, about: About) -> None:
    _with_head(output, about)
    _serialise(selection.triples(), output, RdfFormat.TURTLE)


def _trig(selection: Selection, output: BinaryIO, about: About) -> None:
    _with_head(output, about)
    _serialise(selection.quads(), output, RdfFormat.TRIG)


def _ntriples(selection: Selection, output: BinaryIO, _: About) -> None:
    output.writelines(blocks(selection.triple_lines()))


def _nquads(selection: Selection, output: BinaryIO, _: About) -> None:
    output.writelines(selection.pieces())


def _rdfxml(selection: Selection, output: BinaryIO, about: About) -> None:
    write_rdf_xml(selection, output, about)


def _jsonld(selection: Selection, output: BinaryIO, _: About) -> None:
    if selection.entity:
        write_framed(selection, output)
    else:
        write_json_ld(selection, output)


def _csv(selection: Selection, output: BinaryIO, _: About) -> None:
    write_csv(columns_of(selection), statement_rows(selection), output)


def _tsv(selection: Selection, output: BinaryIO, _: About) -> None:
    write_tsv(columns_of(selection), statement_rows(selection), output)


def _parquet(selection: Selection, output: BinaryIO, _: About) -> None:
    write_parquet(columns_of(selection), statement_rows(selection), output)


def _xlsx(selection: Selection, output: BinaryIO, about: About) -> None:
    check_rows(sum(1 for _ in islice(selection.lines(), ROW_LIMIT)))
    rows = (((cell, "") for cell in row) for row in statement_rows(selection))
    columns = columns_of(selection)
    write_workbook(about, "statements", columns, (tuple(row) for row in rows), output)


_WRITERS: dict[str, Callable[[Selection, BinaryIO, About], None]] = {
    "turtle": _turtle,
    "trig": _trig,
    "ntriples": _ntriples,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
    "csv": _csv,
    "tsv": _tsv,
    "parquet": _parquet,
    "xlsx": _xlsx,
}


def export_graph(snapshot: Snapshot, format_name: str, path: Path) -> Path:
    """Write what a format usually holds of a snapshot to a file; return its path.

    Raises:
        UnknownFormat: no serialisation of graphs has this name.
    """
    entry = format_named(format_name, graph_formats())
    selection = select(snapshot, usual_graph(entry))
    about = about_export(snapshot, content_of(selection))
    return write_whole(path, lambda output: write_selection(selection, entry, output, about))
