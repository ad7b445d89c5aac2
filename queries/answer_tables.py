"""Write the rows of an answer as a table that leaves: no cell of it runs in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, BinaryIO, cast

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from techland.graph.export.nquads_lines import PieceReader
from techland.graph.export.tables import write_csv, write_parquet, write_tsv
from techland.graph.export.workbook import Cell, write_workbook
from techland.graph.formats import Format
from techland.graph.query_errors import FormatDoesNotFit
from techland.queries.answers import Answer
from techland.queries.guard import QueryForm
from techland.queries.xml_answers import sound_xml

# The standard's own serialisations leave as they come, XML mended; tables are made from JSON.
AS_IT_COMES = frozenset({"json", "xml"})
_FROM_TEXT = {"csv": write_csv, "tsv": write_tsv, "parquet": write_parquet}
ROW_FORMATS = (*_FROM_TEXT, "xlsx", *sorted(AS_IT_COMES))


def fitting_table(entry: Format, form: QueryForm) -> str:
    """Return the serialisation to ask for, so that rows can be written in a format.

    Raises:
        FormatDoesNotFit: the format holds no rows.
    """
    if entry.name not in ROW_FORMATS:
        raise FormatDoesNotFit(entry.name, form, ROW_FORMATS)
    return entry.name if entry.name in AS_IT_COMES else "json"


def write_rows(answer: Answer, entry: Format, output: BinaryIO, about: Mapping[str, str]) -> None:
    """Write an answer in the serialisation of ``fitting_table`` as a file of this format.

    Raises:
        ExportError: the format cannot hold a cell, or not so many rows.
        QueryError: the answer was cut.
    """
    if entry.name in AS_IT_COMES:
        output.writelines(sound_xml(answer.chunks) if entry.name == "xml" else answer.chunks)
        return
    columns, rows = _read(answer.chunks)
    if entry.name in _FROM_TEXT:
        _FROM_TEXT[entry.name](columns, ([text for text, _ in row] for row in rows), output)
    else:
        write_workbook(about, "answer", columns, rows, output)


def _read(chunks: Iterable[bytes]) -> tuple[list[str], Iterator[list[Cell]]]:
    """Read SPARQL JSON as it comes: the variables, and a list of cells a solution."""
    reader = cast("IO[bytes]", PieceReader(chunks))
    answer = parse_query_results(reader, format=QueryResultsFormat.JSON)
    if isinstance(answer, QueryBoolean):
        return ["answer"], iter([[(str(bool(answer)).lower(), "")]])
    return [variable.value for variable in answer.variables], _rows(answer)


def _rows(answer: QuerySolutions) -> Iterator[list[Cell]]:
    try:
        for solution in answer:
            yield [_cell(term) for term in solution]
    finally:
        # An error may be told in another thread, and the engine's object dies in its own alone.
        del answer


def _cell(term: object) -> Cell:
    if term is None:
        return "", ""
    if isinstance(term, Literal):
        return term.value, "" if term.language else term.datatype.value
    return (term.value if isinstance(term, NamedNode) else str(term)), ""
