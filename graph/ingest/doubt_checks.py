"""Check that the doubts of doubtful.csv are about cells that the tables have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from techland.graph.errors import Problem, nearest
from techland.graph.ingest.table_description import described_tables
from techland.graph.ingest.table_reader import Row


def _doubt_problems(row: Row, rows: Mapping[str, list[Row]]) -> Iterator[Problem]:
    described = described_tables()
    table = described.get(row["table"])
    if table is None:
        hint = nearest(row["table"], described) or f"tables: {', '.join(described)}"
        yield row.problem("table", row["table"], "no such table", hint)
        return
    keys = [found.key_text for found in rows[table.name]]
    if row["key"] and row["key"] not in keys:
        hint = nearest(row["key"], keys) or f"write {'/'.join(table.key)} of the row in doubt"
        yield row.problem("key", row["key"], f"no such row in {table.name}.csv", hint)
    if row["column"] and row["column"] not in table.column_names:
        hint = nearest(row["column"], table.column_names) or "name a column of that table"
        yield row.problem("column", row["column"], f"no such column in {table.name}.csv", hint)


def check_doubts(rows: Mapping[str, list[Row]]) -> list[Problem]:
    """Return every problem of the doubts, in the table's order."""
    return [problem for row in rows["doubtful"] for problem in _doubt_problems(row, rows)]
