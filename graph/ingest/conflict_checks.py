"""Check conflicts.csv against the other tables: subjects, paths, values, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from techland.graph.errors import Problem, nearest
from techland.graph.ingest.conflict_paths import CellPath, parse_path, told_values, typed_values
from techland.graph.ingest.row_checks import NUMBER, is_date, value_fault
from techland.graph.ingest.table_description import Column
from techland.graph.ingest.table_reader import Row

SUBJECT_TABLES = ("organisations", "agreements", "programmes", "events")
ACCEPTED_SIDES = {"a": ("a",), "b": ("b",), "both": ("a", "b")}
Rows = Mapping[str, list[Row]]


def same_value(one: str, other: str) -> bool:
    """Tell whether two cells hold one value: equal texts or equal numbers."""
    if NUMBER.fullmatch(one) and NUMBER.fullmatch(other):
        return float(one) == float(other)
    return one == other


def agrees(cell: str, typed: str) -> bool:
    """Tell whether a cell holds a typed value: the same one, or one date in the other."""
    if not cell or not typed:
        return False
    if is_date(cell) and is_date(typed):
        return cell.startswith(typed) or typed.startswith(cell)
    return same_value(cell, typed)


def _typed_fault(column: Column | None, value: str, rows: Rows) -> tuple[str, str] | None:
    """Return what is wrong with a typed value: of its column, or of a list or no column."""
    if column and column.references:
        known = [row.key[0] for row in rows[column.references]]
        hint = nearest(value, known) or f"name a row of {column.references}.csv"
        return None if value in known else (f"no such row in {column.references}.csv", hint)
    if column and not (column.is_text or column.kind == "name"):
        return value_fault(column, value)
    organisations = {row.key[0] for row in rows["organisations"]}
    if is_date(value) or NUMBER.fullmatch(value) or value in organisations:
        return None
    return "not a typed value", "write a date, a number or organisation ids"


def _typed_problems(row: Row, path: CellPath | None, rows: Rows) -> Iterator[Problem]:
    column = path.described if path else None
    for side in "ab":
        for value in typed_values(row, side):
            fault = _typed_fault(column, value, rows)
            if fault:
                yield row.problem(f"typed_{side}", value, *fault)


def _decision_problem(row: Row, path: CellPath, cells: list[str]) -> Iterator[Problem]:
    """Find a decision that the tables contradict; *neither* means that they hold another."""
    none = row["decision"] == "neither"
    sides = "ab" if none else ACCEPTED_SIDES.get(row["decision"], ())
    told = [value for side in sides for value in told_values(row, side, path)]
    if row["kind"] not in ("value", "precision") or not cells or not told:
        return
    fits = same_value if none else agrees
    if any(fits(cell, value) for cell in cells for value in told) == none:
        decided = f"neither {' nor '.join(told)}" if none else " or ".join(told)
        held = " and ".join(filter(None, cells)) or "nothing"
        message = f"decided is {decided}, but {row['path']} holds {held}"
        yield row.problem("decision", row["decision"], message, "change the cell or the decision")


def _place_problem(row: Row, path: CellPath | None, rows: Rows) -> Problem | None:
    """Find a subject that no table has, or a path that leads nowhere."""
    subjects = {r.key[0] for table in SUBJECT_TABLES for r in rows[table]}
    if row["subject"] not in subjects:
        near = nearest(row["subject"], subjects)
        hint = "name the id of an organisation, agreement, programme or event"
        return row.problem(
            "subject", row["subject"], "no such id", f"{near} {hint}" if near else hint
        )
    hint = "write table.column, table[key].column or a table alone"
    if row["path"] and path is None:
        return row.problem("path", row["path"], "no such table or column", hint)
    if path and not path.rows(rows):
        return row.problem("path", row["path"], "no row there", hint)
    return None


def _conflict_problems(row: Row, rows: Rows) -> Iterator[Problem]:
    path = parse_path(row["path"], row["subject"]) if row["path"] else None
    misplaced = _place_problem(row, path, rows)
    if misplaced:
        yield misplaced
        return
    if path and path.column and path.described:
        held = [path.described.values(found[path.column]) for found in path.rows(rows)]
        yield from _decision_problem(row, path, [value for one in held for value in one or [""]])
    yield from _typed_problems(row, path, rows)


def check_conflicts(rows: Rows) -> list[Problem]:
    """Return every problem of the conflicts, in the table's order."""
    return [problem for row in rows["conflicts"] for problem in _conflict_problems(row, rows)]
