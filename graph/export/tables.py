"""Write statements as tables, IRIs and literals apart, nothing lost.

No cell of a CSV or TSV table begins with a sign that a spreadsheet takes for
a formula: such a text gets an apostrophe before it, and so does a text that
already begins with apostrophes and such a sign, so that taking one away
gives back what was there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from techland.graph.export.selection import Selection
from techland.graph.export_errors import NotExpressible

COLUMNS = ("subject", "predicate", "object", "kind", "datatype", "language")
DATASET_COLUMNS = (*COLUMNS, "graph")
Row = Sequence[str]
_ROW_GROUP = 100_000
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NO_TSV = re.compile("[\t\n\r]")


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
        kind = "iri" if isinstance(value, NamedNode) else "blank"
        return _name(value), kind, "", ""
    language = value.language or ""
    return value.value, "literal", "" if language else value.datatype.value, language


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
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    try:
        writer.writerow(columns)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
    finally:
        text.detach()


def write_tsv(columns: Row, rows: Iterable[Row], output: BinaryIO) -> None:
    """Write a table as tab-separated values, UTF-8, without quotes or escapes.

    Raises:
        NotExpressible: a cell holds a tab or line break.
    """
    output.writelines(_tsv_line(row) for row in chain([columns], rows))


def _tsv_line(row: Row) -> bytes:
    for cell in row:
        if _NO_TSV.search(cell):
            hint = "choose csv, xlsx or parquet, which can"
            raise NotExpressible("TSV", repr(cell), "a cell holds a tab or line break", hint)
    return ("\t".join(map(guarded, row)) + "\n").encode()


def write_parquet(columns: Row, rows: Iterable[Row], output: BinaryIO) -> None:
    """Write a table as Parquet, every column a text, a group of rows at a time."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = pa.schema([(name, pa.string()) for name in columns])
    with ParquetWriter(output, schema, compression="zstd") as writer:
        taken = iter(rows)
        while group := list(islice(taken, _ROW_GROUP)):
            arrays = [pa.array(column, pa.string()) for column in zip(*group, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
