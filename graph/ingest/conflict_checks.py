"""Check conflicts.csv against the other tables: subjects, paths, values, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from techland.graph.errors import Problem
from techland.graph.ingest.conflict_paths import parse_path, typed_values
from techland.graph.ingest.row_checks import NUMBER, is_date
from techland.graph.ingest.table_description import described_tables
from techland.graph.ingest.table_reader import Row

SUBJECT_TABLES = ("organisations", "agreements", "programmes", "events")
ACCEPTED_SIDES = {"a": ("a",), "b": ("b",), "both": ("a", "b")}
Rows = Mapping[str, list[Row]]


def agrees(cell: str, typed: str) -> bool:
    """Tell whether a cell holds a typed value: equal, equal numbers, or one date in the other."""
    if not cell or not typed:
        return False
    if NUMBER.fullmatch(cell) and NUMBER.fullmatch(typed) and float(cell) == float(typed):
        return True
    if is_date(cell) and is_date(typed):
        return cell.startswith(typed) or typed.startswith(cell)
    return cell == typed


def _typed_problems(row: Row, words: tuple[str, ...], organisations: set[str]) -> Iterator[Problem]:
    for side in "ab":
        for value in typed_values(row, side):
            known = is_date(value) or NUMBER.fullmatch(value) or value in organisations
            if not known and value not in words:
                hint = "write a date, a number, organisation ids or a word of the column's list"
                yield row.problem(f"typed_{side}", value, "not a typed value", hint)


def _decision_problem(row: Row, cells: list[str]) -> Iterator[Problem]:
    told = [v for s in ACCEPTED_SIDES.get(row["decision"], ()) for v in typed_values(row, s)]
    if row["kind"] not in ("value", "precision") or not cells or not told:
        return
    if not any(agrees(cell, value) for cell in cells for value in told):
        message = f"decided is {' or '.join(told)}, but {row['path']} holds {' and '.join(cells)}"
        yield row.problem("decision", row["decision"], message, "change the cell or the decision")


def _conflict_problems(row: Row, rows: Rows, organisations: set[str]) -> Iterator[Problem]:
    subjects = {r.key[0] for table in SUBJECT_TABLES for r in rows[table]}
    if row["subject"] not in subjects:
        hint = "name the id of an organisation, agreement, programme or event"
        yield row.problem("subject", row["subject"], "no such id", hint)
        return
    words: tuple[str, ...] = ()
    cells: list[str] = []
    if row["path"]:
        path = parse_path(row["path"], row["subject"])
        hint = "write table.column, table[key].column or a table alone"
        if path is None:
            yield row.problem("path", row["path"], "no such table or column", hint)
            return
        found = path.rows(rows)
        if not found:
            yield row.problem("path", row["path"], "no row there", hint)
        if path.column:
            words = described_tables()[path.table].column(path.column).words
            cells = [found_row[path.column] for found_row in found]
    yield from _typed_problems(row, words, organisations)
    yield from _decision_problem(row, cells)


def check_conflicts(rows: Rows) -> list[Problem]:
    """Return every problem of the conflicts, in the table's order."""
    organisations = {row.key[0] for row in rows["organisations"]}
    return [
        problem
        for row in rows["conflicts"]
        for problem in _conflict_problems(row, rows, organisations)
    ]
