"""Import files: recognise them, write each dataset, check it, and publish a snapshot with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from techland.graph.build import Built, build
from techland.graph.datasets import (
    ImportedDataset,
    changing_datasets,
    checked_name,
    draft_folder,
    imported_dataset,
    point_back,
    prune_datasets,
    put_in_use,
    take_out_of_use,
)
from techland.graph.home import Home
from techland.graph.import_errors import OlderDataset, TwoForOneDataset
from techland.graph.ingest.frames.importer import Importer
from techland.graph.ingest.frames.unpacking import LIMITS, FileLimits
from techland.graph.ingest.jobs import Job, find_jobs
from techland.graph.ingest.writing import write_dataset
from techland.graph.locking import WAITING

# What is being done, how much of it is done (0 to 1, None where not known), rows so far.
Progress = Callable[[str, float | None, int], None]


@dataclass(frozen=True)
class ImportOptions:
    """How to import.

    Attributes:
        importer: its name; recognised by the columns if None.
        dataset: name of the dataset; the importer's own if None.
        issued: day, month or year of the publisher's export, where the file does not say.
        strict: refuse the import where a value would be mended, left out or a row refused.
        replace: put an older export in the place of a newer one.
        mapping: a column mapping for tables of one's own.
        limits: of what a file may hold.
        facts: the folder of fact tables to build with; the shipped one if None.
        merged: tell records that are one of one IRI, see docs/identity.md.
    """

    importer: str | None = None
    dataset: str | None = None
    issued: str | None = None
    strict: bool = False
    replace: bool = False
    mapping: Path | None = None
    limits: FileLimits = LIMITS
    facts: Path | None = None
    merged: bool = True


@dataclass(frozen=True)
class Import:
    """One dataset as an import left it."""

    dataset: ImportedDataset
    changed: bool
    before: ImportedDataset | None

    @property
    def report(self) -> dict[str, Any]:
        """Return the counts: rows, refused, left out, mended, unknown columns."""
        return self.dataset.report


@dataclass(frozen=True)
class Imported:
    """What a call imported, and the snapshot that now holds it."""

    imports: tuple[Import, ...]
    built: Built


def import_files(
    home: Home,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Import files, folders or zip files, and build a snapshot with them.

    The same files again change nothing. A newer export of a dataset takes the place of the one
    before. Whatever fails, the snapshot that was active stays so, and what was imported stays.

    Raises:
        ImportFault: one of its kinds, naming the file and the way out.
        FactsError, ShapesViolated: the curated facts cannot be built.
        CannotWrite: the home folder is read-only or full.
    """
    asked = options or ImportOptions()
    tell = progress or (lambda *_: None)
    jobs = find_jobs(paths, asked.importer, asked.mapping, asked.limits)
    names = _names(jobs, asked)
    done: list[Import] = []
    with changing_datasets(home, lambda: tell(WAITING, None, 0)):
        try:
            for job, name in zip(jobs, names, strict=True):
                done.append(_import_one(home, job, name, asked, tell))
            tell("build the snapshot", None, 0)
            built = build(home, asked.facts, merged=asked.merged)
        except BaseException:
            for one in done:
                point_back(home, one.dataset.name, one.before)
            prune_datasets(home)
            raise
        prune_datasets(home)
    return Imported(tuple(done), built)


def _names(jobs: Sequence[Job], asked: ImportOptions) -> list[str]:
    given = checked_name(asked.dataset) if asked.dataset else None
    names: dict[str, Job] = {}
    for job in jobs:
        name = given or checked_name(job.name_dataset())
        if name in names:
            raise TwoForOneDataset(name, names[name].files, job.files)
        names[name] = job
    return list(names)


def _import_one(home: Home, job: Job, name: str, asked: ImportOptions, tell: Progress) -> Import:
    before = imported_dataset(home, name)
    files = job.described_files(tell)
    if before and not asked.strict and _same(before, job.importer, files, asked):
        return Import(before, changed=False, before=before)
    with draft_folder(home) as draft:
        made, digest = write_dataset(draft, job, name, files, asked.issued, asked.strict, tell)
        _check_newer(before, made["issued"], asked)
        dataset = put_in_use(home, name, draft, digest)
    return Import(dataset, before is None or dataset.digest != before.digest, before)


def _same(
    before: ImportedDataset, importer: Importer, files: list[dict[str, Any]], asked: ImportOptions
) -> bool:
    """Tell whether the dataset was made from these very files in this very way."""
    made = before.manifest
    stays = asked.issued is None or asked.issued == made["issued"]
    return bool(made["files"] == files and made["importer"] == importer.told and stays)


def _check_newer(before: ImportedDataset | None, issued: str | None, asked: ImportOptions) -> None:
    there = before.manifest["issued"] if before else None
    if there and issued and issued < there and not asked.replace and before:
        raise OlderDataset(before.name, there, issued)


def remove_dataset(
    home: Home,
    name: str,
    facts: Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Built:
    """Take an imported dataset out, and build a snapshot without it.

    Args:
        home: where it is.
        name: of the dataset.
        facts: the folder of fact tables to build with; the shipped one if None.
        progress: of the build, see there.

    Raises:
        UnknownDataset: none has this name.
    """
    with changing_datasets(home):
        before = take_out_of_use(home, name)
        try:
            built = build(home, facts, progress)
        except BaseException:
            point_back(home, name, before)
            raise
        prune_datasets(home)
    return built
