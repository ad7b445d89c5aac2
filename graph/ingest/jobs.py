"""Find out what files hold: their sheets, the importer and table of each, the dataset they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from techland.graph.hashed_files import hash_of
from techland.graph.import_errors import MissingColumns, UnknownLayout, UnreadableFile
from techland.graph.ingest.frames.delimited import delimited_sheet
from techland.graph.ingest.frames.importer import Found, Importer, nearest_table, recognised
from techland.graph.ingest.frames.sheets import ROW, Sheet, headers_of
from techland.graph.ingest.frames.unpacking import FileLimits, Part, opened, parts_of
from techland.graph.ingest.frames.workbooks import SUFFIXES, workbook_sheets
from techland.graph.ingest.importers import importers_named

# Endings of files that may lie beside data without being any.
_BESIDE = frozenset({".txt", ".md", ".pdf", ".html", ".xml", ".ttl", ".rdf"})
_FIRST_BYTES = 256


@dataclass(frozen=True)
class Job:
    """Files that make one dataset, with their sheets: those that are known, and the others."""

    importer: Importer
    paths: tuple[Path, ...]
    found: tuple[Found, ...]
    unknown: tuple[Sheet, ...]

    @property
    def files(self) -> str:
        """Return the names of the files, for a person."""
        return ", ".join(path.name for path in self.paths)

    def name_dataset(self) -> str:
        """Return the dataset's name as the importer gives it, by the first rows."""
        tables: dict[str, list[pl.DataFrame]] = {}
        for found in self.found:
            first = next(iter(found.sheet.read(found.header, found.names)), None)
            frame = first.frame if first else pl.DataFrame()
            tables.setdefault(found.take.table.name, []).append(frame)
        return self.importer.name_dataset(tables)

    def described_files(
        self, tell: Callable[[str, float | None, int], None]
    ) -> list[dict[str, Any]]:
        """Return name, size and hash of every file, by name."""
        described = []
        for path in self.paths:
            members = [path] if path.is_file() else sorted(f for f in path.iterdir() if f.is_file())
            for file in members:
                told = partial(_tell_bytes, tell, file.name, size := file.stat().st_size)
                digest = hash_of(file, tell=told)
                described.append({"name": file.name, "bytes": size, "sha256": digest})
        return sorted(described, key=lambda file: (file["name"], file["sha256"]))


def _tell_bytes(
    tell: Callable[[str, float | None, int], None], name: str, size: int, done: int
) -> None:
    tell(f"hash {name}", done / max(1, size), 0)


def find_jobs(
    paths: Sequence[Path], importer: str | None, mapping: Path | None, limits: FileLimits
) -> list[Job]:
    """Return what is to be imported from these paths.

    Raises:
        UnreadableFile, TooLarge: a file cannot be read.
        UnknownLayout: no importer knows a file's columns.
        MissingColumns: a known table lacks what each row needs.
        UnknownImporter, BrokenMapping: see each.
    """
    known = _with_mapping(mapping) if mapping else importers_named(importer)
    return list(_joined([_job(path, known, limits) for path in paths]))


def _with_mapping(mapping: Path) -> Sequence[Importer]:
    from techland.graph.ingest.operations.importer import mapped_importer

    return [mapped_importer(mapping)]


def _job(path: Path, known: Sequence[Importer], limits: FileLimits) -> Job:
    found: list[Found] = []
    unknown: list[Sheet] = []
    for part in parts_of(path, limits):
        if part.suffix in _BESIDE and part.path != path:
            continue
        for sheet in sheets_of(part, known, limits):
            one = recognised(sheet, known)
            if one:
                found.append(one)
            else:
                unknown.append(sheet)
    if not found:
        headers = _headers(unknown)
        near = next(filter(None, (nearest_table(sheet, known) for sheet in unknown)), None)
        raise UnknownLayout(path.name, headers, near)
    importer = max(found, key=lambda one: one.score).importer
    own = [one for one in found if one.importer is importer]
    for one in own:
        lacking = one.take.table.needed(one.names)
        if lacking:
            table = f"{importer.name} {one.take.table.name}"
            raise MissingColumns(one.sheet.place, table, lacking)
    others = [one.sheet for one in found if one.importer is not importer]
    order = [take.table for take in importer.takes]
    own.sort(key=lambda one: (order.index(one.take.table), one.sheet.place))
    return Job(importer, (path,), tuple(own), (*unknown, *others))


def _headers(sheets: Iterable[Sheet]) -> list[str]:
    for sheet in sheets:
        full = [row for row in sheet.head if sum(bool(cell.strip()) for cell in row) > 1]
        if full:
            return [cell for cell in headers_of(full[0]) if not cell.startswith("(column")]
    return []


def _joined(jobs: Sequence[Job]) -> Iterable[Job]:
    """Join the files of importers whose tables lie in files of their own."""
    joined: dict[str, list[Job]] = {}
    for job in jobs:
        if job.importer.joins_files:
            joined.setdefault(job.importer.name, []).append(job)
        else:
            yield job
    for group in joined.values():
        order = [take.table for take in group[0].importer.takes]
        found = [one for job in group for one in job.found]
        found.sort(key=lambda one: (order.index(one.take.table), one.sheet.place))
        yield Job(
            group[0].importer,
            tuple(sorted((path for job in group for path in job.paths), key=lambda p: p.name)),
            tuple(found),
            tuple(sheet for job in group for sheet in job.unknown),
        )


def sheets_of(part: Part, known: Sequence[Importer], limits: FileLimits) -> list[Sheet]:
    """Return the sheets of a file by what it is: workbook, JSON or delimited text.

    Raises:
        UnreadableFile, TooLarge: it cannot be read.
    """
    with opened(part, limits) as file:
        first = file.read(_FIRST_BYTES)
    if part.suffix in SUFFIXES or first.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return workbook_sheets(part, limits)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return _json_sheets(part, known, limits)
    return [delimited_sheet(part, limits)]


def _json_sheets(part: Part, known: Sequence[Importer], limits: FileLimits) -> list[Sheet]:
    for importer in known:
        sheets = importer.flatten(part, limits) if importer.flatten else None
        if sheets is not None:
            return sheets
    hint = "JSON is read from Jems (for keep.eu) and from ROR"
    raise UnreadableFile(part.name, "JSON that no importer knows", hint)


def first_rows(found: Found, number: int) -> pl.DataFrame:
    """Return the first rows of a known sheet."""
    batches = found.sheet.read(found.header, found.names)
    frames = [batch.frame for batch in islice(batches, 1)]
    return frames[0].head(number) if frames else pl.DataFrame(schema={ROW: pl.UInt32})
