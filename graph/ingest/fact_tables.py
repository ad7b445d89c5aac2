"""Read the fact tables: the shipped ones with the user's own laid over them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from techland.graph.errors import BadRows, MissingFolder, Problem, UnreadableTable
from techland.graph.ingest.conflict_checks import check_conflicts
from techland.graph.ingest.doubt_checks import check_doubts
from techland.graph.ingest.place_checks import check_places
from techland.graph.ingest.row_checks import check_rows
from techland.graph.ingest.table_description import FOLDER, Table, described_tables
from techland.graph.ingest.table_reader import Row, read_table

# What a person may take for a table; anything else in the overlay, such as notes, is left alone.
TABLE_SUFFIXES = {".csv", ".tsv", ".tab", ".xls", ".xlsx", ".ods"}


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


def _overlay_files(folder: Path | None) -> dict[str, Path]:
    """Return the files of an overlay folder by name; none where there is no such folder."""
    if folder is None or not (folder.parent.is_dir() and os.path.lexists(folder)):
        return {}
    try:
        return {path.name: path for path in sorted(folder.iterdir())}
    except OSError as error:
        hint = "your own tables lie in this folder; make it one that can be read"
        raise UnreadableTable(folder, error.strerror or str(error), hint) from None


def _unknown_files(files: Mapping[str, Path]) -> list[Problem]:
    known = {f"{name}.csv" for name in described_tables()}
    hint = f"tables: {', '.join(sorted(known))}"
    return [
        Problem(f"overlay/{name}", None, None, None, "not a fact table", hint)
        for name, path in files.items()
        if path.suffix.lower() in TABLE_SUFFIXES and name not in known
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
    above = _overlay_files(overlay)
    problems = _unknown_files(above)
    rows, inputs, replaced = {}, {}, []
    for table in described_tables().values():
        path = folder / f"{table.name}.csv"
        rows[table.name] = read_table(path, table)
        inputs[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        if path.name in above:
            file = f"overlay/{path.name}"
            added = _without_doubles(read_table(above[path.name], table, file), table)
            rows[table.name], gone = _overlay(rows[table.name], added)
            replaced += gone
            inputs[file] = hashlib.sha256(above[path.name].read_bytes()).hexdigest()
    problems += check_rows(rows)
    if not problems:
        problems = [*check_places(rows), *check_conflicts(rows), *check_doubts(rows)]
    if problems:
        raise BadRows(problems)
    return FactTables(rows, inputs, tuple(replaced))


def _without_doubles(rows: list[Row], table: Table) -> list[Row]:
    """Return the rows, or raise where two of one overlay file share a key."""
    first: dict[tuple[str, ...], Row] = {}
    problems = []
    for row in rows:
        if first.setdefault(row.key, row) is not row:
            message = f"the same key as row {first[row.key].number}"
            problems.append(row.problem(table.key[0], row.key_text, message, "keep one of them"))
    if problems:
        raise BadRows(problems)
    return rows
