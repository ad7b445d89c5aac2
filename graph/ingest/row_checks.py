"""Check the rows of the fact tables: cells, keys, references and trees."""

from __future__ import annotations

import calendar
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from techland.graph.errors import Problem
from techland.graph.ingest.table_description import Column, Table, described_tables
from techland.graph.ingest.table_reader import INFERRED_CELLS, Row

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# Soft hyphens, joiners, marks of direction: pasted along, they make equal texts differ.
INVISIBLE = re.compile("[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Other scripts have digits too, but a literal in canonical form has not.
NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
WHOLE = re.compile(r"\d+", re.ASCII)
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
ADDRESS = re.compile(r"https?://[^\s/]+\S*")

Rows = Mapping[str, list[Row]]


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a year and month, or a day of the calendar."""
    if not DATE.fullmatch(text):
        return False
    parts = [int(part) for part in text.split("-")]
    return parts[0] > 0 and (len(parts) < 3 or parts[2] <= calendar.monthrange(*parts[:2])[1])  # noqa: PLR2004 (year, month, day)


def is_address(text: str) -> bool:
    """Tell whether a text is a web address that can stand in the graph as an IRI."""
    if not ADDRESS.fullmatch(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


KINDS: dict[str, tuple[Callable[[str], object], str, str]] = {
    "date": (is_date, "not a date", "write 2021, 2021-05 or 2021-05-18"),
    "number": (NUMBER.fullmatch, "not a number", "write digits, with a point before decimals"),
    "integer": (WHOLE.fullmatch, "not a whole number", "write digits only"),
    "url": (is_address, "not a web address", "write the full address, http:// or https://"),
}


def value_fault(column: Column, value: str) -> tuple[str, str] | None:
    """Return what is wrong with a value of this column and how to mend it, or None."""
    if column.kind in KINDS:
        holds, message, hint = KINDS[column.kind]
        if not holds(value):
            return message, hint
    if column.words and value not in column.words:
        near = difflib.get_close_matches(value, column.words, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        return "not a word of the closed list", f"{guess}allowed: {', '.join(column.words)}"
    if column.kind != "date" and column.pattern and not column.pattern.fullmatch(value):
        return "not of the column's form", f"it must match {column.pattern.pattern}"
    return None


def _text_faults(cell: str) -> Iterator[tuple[str, str]]:
    if CONTROL.search(cell):
        yield "holds a control character or line break", "write the text on one line"
    if found := INVISIBLE.search(cell):
        yield f"holds an invisible character, U+{ord(found[0]):04X}", "take it away"
    if cell != cell.strip():
        yield "space at the edge", "take the space away"
    if unicodedata.normalize("NFC", cell) != cell:
        yield "not in Unicode form NFC", "type the letter as one"


def _cell_problems(row: Row, column: Column) -> Iterator[Problem]:
    cell = row[column.name]
    if not cell:
        if column.required:
            yield row.problem(column.name, None, "empty", "this column must be filled")
        return
    for message, hint in _text_faults(cell):
        yield row.problem(column.name, cell, message, hint)
    values = column.values(cell)
    if column.is_list and (any("|" in value for value in values) or not all(values)):
        hint = "write values apart by a space, a bar and a space"
        yield row.problem(column.name, cell, "a bar without a value and a space on each side", hint)
    if len(set(values)) != len(values):
        yield row.problem(column.name, cell, "the same value twice", "keep it once")
    for value in values:
        fault = value_fault(column, value)
        if fault:
            yield row.problem(column.name, value, *fault)


def _inferred_problems(row: Row, table: Table) -> Iterator[Problem]:
    for name in filter(None, row.cells.get(INFERRED_CELLS, "").split(" | ")):
        if name not in table.column_names:
            hint = f"columns of this table: {', '.join(table.column_names)}"
            yield row.problem(INFERRED_CELLS, name, "not a column", hint)


def _key_problems(rows: Iterable[Row], table: Table) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        first = seen.setdefault(row.key, row)
        if first is not row:
            message = f"the same key as row {first.number}"
            hint = f"{' + '.join(table.key)} must be unique; take one row away or rename it"
            yield row.problem(table.key[0], row.key_text, message, hint)


def _reference_problems(rows: Rows, table: Table, column: Column) -> Iterator[Problem]:
    target = column.references
    known = {row.key[0] for row in rows.get(target or "", ())}
    for row in rows[table.name]:
        for value in column.values(row[column.name]):
            if value not in known:
                near = difflib.get_close_matches(value, known, n=1)
                guess = f"; did you mean {near[0]}?" if near else ""
                hint = f"add it to {target}.csv or correct it{guess}"
                yield row.problem(column.name, value, f"no such row in {target}.csv", hint)


def _circle_problems(rows: list[Row], column: Column) -> Iterator[Problem]:
    above = {row.key[0]: row[column.name] for row in rows}
    for row in rows:
        path = [row.key[0]]
        while above.get(path[-1]) and above[path[-1]] not in path:
            path.append(above[path[-1]])
        if above.get(path[-1]) == path[0]:
            circle = " > ".join([*path, path[0]])
            hint = "empty this cell in one row of the circle"
            yield row.problem(column.name, circle, "runs in a circle", hint)


def _order_problems(rows: Iterable[Row]) -> Iterator[Problem]:
    for row in rows:
        start, end = row.cells.get("start"), row.cells.get("end")
        if start and end and is_date(start) and is_date(end) and end < start[: len(end)]:
            yield row.problem("end", end, f"ends before its start {start}", "correct one of them")


def check_rows(rows: Rows) -> list[Problem]:
    """Return every problem of the rows of all tables, in the tables' order."""
    problems: list[Problem] = []
    for table in described_tables().values():
        for row in rows[table.name]:
            for column in table.columns:
                problems.extend(_cell_problems(row, column))
            problems.extend(_inferred_problems(row, table))
        problems.extend(_key_problems(rows[table.name], table))
        problems.extend(_order_problems(rows[table.name]))
        for column in table.columns:
            if column.references:
                problems.extend(_reference_problems(rows, table, column))
            if column.is_tree:
                problems.extend(_circle_problems(rows[table.name], column))
    return problems
