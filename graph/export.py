"""Write a snapshot's graph in any serialisation, always whole."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, parse, serialize

from techland.graph.durable import sync_folder, writing
from techland.graph.formats import DATASET, GRAPH, Format, format_named, formats_for
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import PREFIXES

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
# Formats that carry the named graphs; every other one carries the default graph.
WHOLE_DATASET = frozenset({"trig", "nquads"})
COLUMNS = ("subject", "predicate", "object", "kind", "datatype", "language")
_CHUNK = 1 << 20


def graph_formats() -> list[Format]:
    """Return the formats in which the graph can be exported."""
    return formats_for(DATASET, GRAPH)


def scope_of(entry: Format) -> str:
    """Return what an export in this format holds: the dataset or the default graph."""
    return DATASET if entry.name in WHOLE_DATASET else GRAPH


def default_graph(snapshot: Snapshot) -> Iterator[Triple]:
    """Yield the triples of the default graph in their canonical order."""
    for quad in _quads(snapshot):
        if quad.graph_name == DefaultGraph():
            yield quad.triple


def _quads(snapshot: Snapshot) -> Iterator[Quad]:
    return parse(path=str(snapshot.quads_path), format=RdfFormat.N_QUADS)


def write_graph(snapshot: Snapshot, format_name: str, output: BinaryIO) -> None:
    """Write the graph to a binary file: the dataset or the default graph, as the format can hold.

    Raises:
        UnknownFormat: no serialisation of graphs has this name.
    """
    entry = format_named(format_name, graph_formats())
    if entry.name == "nquads":
        _copy(snapshot, output)
    elif entry.name in TABLES:
        TABLES[entry.name](snapshot, output)
    else:
        quads = _quads(snapshot) if scope_of(entry) == DATASET else default_graph(snapshot)
        serialize(quads, output, RDF_FORMATS[entry.name], prefixes=PREFIXES)


def _copy(snapshot: Snapshot, output: BinaryIO) -> None:
    with snapshot.quads_path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            output.write(chunk)


def statement_rows(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    """Yield the default graph as rows; IRIs and literals apart, nothing lost."""
    for triple in default_graph(snapshot):
        subject, predicate = str(triple.subject)[1:-1], triple.predicate.value
        value = triple.object
        if isinstance(value, Literal):
            language = value.language or ""
            datatype = "" if language else value.datatype.value
            yield subject, predicate, value.value, "literal", datatype, language
        else:
            yield subject, predicate, str(value)[1:-1], "iri", "", ""


def _write_csv(snapshot: Snapshot, output: BinaryIO) -> None:
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(statement_rows(snapshot))
    text.detach()


def _write_tsv(snapshot: Snapshot, output: BinaryIO) -> None:
    # Literals hold no tabs or line breaks: control characters are refused at ingest.
    rows = chain([COLUMNS], statement_rows(snapshot))
    output.writelines(("\t".join(row) + "\n").encode() for row in rows)


def _write_parquet(snapshot: Snapshot, output: BinaryIO) -> None:
    import polars as pl

    rows = list(statement_rows(snapshot))
    schema = dict.fromkeys(COLUMNS, pl.String)
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(output)


TABLES: dict[str, Callable[[Snapshot, BinaryIO], None]] = {
    "csv": _write_csv,
    "tsv": _write_tsv,
    "parquet": _write_parquet,
}


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Write a file under another name and give it its own when it is whole.

    Raises:
        CannotWrite: the folder is read-only or full.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with writing(path):
        try:
            with beside.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(path.absolute().parent)
    return path


def export_graph(snapshot: Snapshot, format_name: str, path: Path) -> Path:
    """Write the graph to a file that appears only when it is whole; return its path."""
    return write_whole(path, lambda output: write_graph(snapshot, format_name, output))
