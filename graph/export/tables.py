"""Write statements as tables, IRIs and literals apart, nothing lost.

No cell of a CSV or TSV table begins with a sign that a spreadsheet takes for
a formula: such a text gets an apostrophe before it, and so does a text that
already begins with apostrophes and such a sign, so that taking one away
gives back what was there. (Signs: OWASP, CSV injection.)
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from techland.graph.export.nquads_lines import blocks
from techland.graph.export.outlet import Outlet
from techland.graph.export.selection import Selection

COLUMNS = ("subject", "predicate", "object", "kind", "datatype", "language")
DATASET_COLUMNS = (*COLUMNS, "graph")
Row = Sequence[str]
_KINDS: dict[type, str] = {NamedNode: "iri", BlankNode: "blank"}
_ROW_GROUP = 100_000
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_QUOTED_IN_TSV = re.compile('["\t\n\r]')


def columns_of(selection: Selection) -> tuple[str, ...]:
    """Return the columns of a selection's table; several graphs have one more."""
    return DATASET_COLUMNS if selection.is_dataset else COLUMNS


def statement_rows(selection: Selection) -> Iterator[tuple[str, ...]]:
    """Yield a row a statement; a blank node keeps its ``_:``, the default graph is empty."""
    with_graph = selection.is_dataset
    for quad in selection.quads():
        row = (_name(quad.subject), quad.predicate.value, *_object_cells(quad))
        graph = quad.graph_name
        yield (*row, graph.value if isinstance(graph, NamedNode) else "") if with_graph else row


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _object_cells(quad: Quad) -> tuple[str, str, str, str]:
    value = quad.object
    if not isinstance(value, Literal):
        return _name(value), _KINDS.get(type(value), "triple"), "", ""
    language = value.language or ""
    datatype = "" if language else value.datatype.value
    if language and value.direction:
        language = f"{language}--{value.direction}"
    return value.value, "literal", datatype, language


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; a number stays one.

    >>> guarded("=1+1"), guarded("'=1"), guarded("-5.2"), guarded("+49 251")
    ("'=1+1", "''=1", '-5.2', "'+49 251")
    """
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unguarded(cell: str) -> str:
    """Return the cell that was guarded.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'t Hof")
    ('=1+1', "'=1", "'t Hof")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write_csv(columns: Row, rows: Iterable[Row], output: BinaryIO) -> None:
    """Write a table as CSV (RFC 4180, UTF-8), every cell in quotes, so that it can stay a text."""
    text = io.TextIOWrapper(output, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    try:
        writer.writerow(columns)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
    finally:
        text.detach()


def write_tsv(columns: Row, rows: Iterable[Row], output: BinaryIO) -> None:
    """Write a table as tab-separated values, UTF-8, as spreadsheets, R and pandas read them.

    A cell with a quote, tab or line break in it stands in quotes, its quotes
    doubled; every other one stands as it is.
    """
    output.writelines(blocks(_tsv_line(row) for row in chain([columns], rows)))


def _tsv_line(row: Row) -> bytes:
    return ("\t".join(map(_tsv_cell, row)) + "\n").encode()


def _tsv_cell(cell: str) -> str:
    safe = guarded(cell)
    if not _QUOTED_IN_TSV.search(safe):
        return safe
    return '"' + safe.replace('"', '""') + '"'


def write_parquet(columns: Row, rows: Iterable[Row], output: BinaryIO) -> None:
    """Write a table as Parquet, every column a text, a group of rows at a time."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = pa.schema([(name, pa.string()) for name in columns])
    outlet = Outlet(output)
    file = pa.PythonFile(outlet, mode="w")
    with ParquetWriter(file, schema, compression="zstd") as writer, outlet.whole_or_cut():
        taken = iter(rows)
        while group := list(islice(taken, _ROW_GROUP)):
            arrays = [pa.array(column, pa.string()) for column in zip(*group, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
