"""Read the fact tables: the shipped ones with the user's own laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from techland.graph.errors import BadRows, MissingFolder, Problem
from techland.graph.ingest.conflict_checks import check_conflicts
from techland.graph.ingest.doubt_checks import check_doubts
from techland.graph.ingest.place_checks import check_places
from techland.graph.ingest.row_checks import check_rows
from techland.graph.ingest.table_description import FOLDER, described_tables
from techland.graph.ingest.table_reader import Row, read_table


@dataclass(frozen=True)
class FactTables:
    """All checked rows by table, the overlay's among them, and the files they came from."""

    rows: Mapping[str, list[Row]]
    inputs: Mapping[str, str]
    replaced: tuple[str, ...]

    def __getitem__(self, table: str) -> list[Row]:
        return self.rows[table]


def _overlay(below: list[Row], above: list[Row]) -> tuple[list[Row], list[str]]:
    """Lay rows over rows: one with the same key takes the other's place, the rest is added."""
    by_key = {row.key: row for row in above}
    known = {row.key for row in below}
    merged = [by_key.get(row.key, row) for row in below]
    replaced = [f"{row.table}/{row.key_text}" for row in below if row.key in by_key]
    merged += [row for row in above if row.key not in known]
    return merged, replaced


def _unknown_files(folder: Path) -> list[Problem]:
    known = {f"{name}.csv" for name in described_tables()}
    hint = f"tables: {', '.join(sorted(known))}"
    return [
        Problem(path.name, None, None, None, "not a fact table", hint)
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    ]


def read_fact_tables(folder: Path | None = None, overlay: Path | None = None) -> FactTables:
    """Return the checked fact tables of a folder with an overlay folder laid over it.

    The overlay may hold any of the tables and need not exist; ``inputs`` gives
    the SHA-256 of every file read, overlay files under ``overlay/``.

    Raises:
        FactsError: one of its kinds, naming file, row, column and value.
    """
    folder = folder or FOLDER
    if not folder.is_dir():
        raise MissingFolder(folder)
    rows, inputs, replaced = {}, {}, []
    for table in described_tables().values():
        path = folder / f"{table.name}.csv"
        rows[table.name] = read_table(path, table)
        inputs[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        above = overlay / path.name if overlay else None
        if above and above.exists():
            merged, gone = _overlay(rows[table.name], _without_doubles(read_table(above, table)))
            rows[table.name] = merged
            replaced += gone
            inputs[f"overlay/{path.name}"] = hashlib.sha256(above.read_bytes()).hexdigest()
    problems = _unknown_files(overlay) if overlay and overlay.is_dir() else []
    problems += check_rows(rows)
    if not problems:
        problems = [*check_places(rows), *check_conflicts(rows), *check_doubts(rows)]
    if problems:
        raise BadRows(problems)
    return FactTables(rows, inputs, tuple(replaced))


def _without_doubles(rows: list[Row]) -> list[Row]:
    """Return the rows, or raise where two of one overlay file share a key."""
    first: dict[tuple[str, ...], Row] = {}
    problems = []
    for row in rows:
        if first.setdefault(row.key, row) is not row:
            message = f"the same key as row {first[row.key].number}"
            problems.append(row.problem(None, row.key_text, message, "keep one of them"))
    if problems:
        raise BadRows(problems)
    return rows
