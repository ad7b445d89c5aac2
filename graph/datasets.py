"""Imported datasets in the user's home: each a folder of canonical triples with its manifest.

``datasets/<name>/active`` names the digest of the one in use; ``datasets/<name>/<digest>/``
holds it: ``data.nt`` (sorted canonical N-Triples), ``manifest.json`` (what it is and was made
from), ``report.json`` and ``lines.csv`` (what was refused, left out and mended), and
``import.json`` (when and how long: the one file that another import of the same file changes).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from techland.graph.durable import replace_file, sync_folder, writing
from techland.graph.hashed_files import hash_of, json_object
from techland.graph.home import Home
from techland.graph.import_errors import BadDatasetName, DamagedDataset, UnknownDataset
from techland.graph.locking import alone_at

TRIPLES, MANIFEST, REPORT, LINES, SIDE = (
    "data.nt",
    "manifest.json",
    "report.json",
    "lines.csv",
    "import.json",
)
POINTER = "active"
TAKEN = frozenset({"facts", "claims", "identity", "derived", "ontology", "default", "translations"})
_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
_UNFINISHED = ".importing-"


@dataclass(frozen=True)
class ImportedDataset:
    """An imported dataset on disk."""

    name: str
    directory: Path

    @property
    def digest(self) -> str:
        """Return what names its bytes: the SHA-256 of triples and manifest, 64 hex digits."""
        return self.directory.name

    @property
    def triples_path(self) -> Path:
        """Return the file of sorted canonical N-Triples."""
        return self.directory / TRIPLES

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Return what it is, what it was made from and what is in it."""
        return self._json(MANIFEST)

    @cached_property
    def report(self) -> dict[str, Any]:
        """Return the counts of its import."""
        return self._json(REPORT)

    @property
    def imported(self) -> dict[str, Any]:
        """Return when it was imported and with which tools."""
        return self._json(SIDE)

    def _json(self, name: str) -> dict[str, Any]:
        try:
            return json_object(self.directory / name)
        except (OSError, ValueError, TypeError) as error:
            raise DamagedDataset(self.name, f"{name}: {error}") from None

    def verify(self) -> None:
        """Compare the bytes with the digest.

        Raises:
            DamagedDataset: they do not add up to it.
        """
        try:
            found = hash_of(self.triples_path, (self.directory / MANIFEST).read_bytes())
        except OSError as error:
            raise DamagedDataset(self.name, str(error)) from None
        if found != self.digest:
            raise DamagedDataset(self.name, f"its bytes hash to {found[:12]}")


def checked_name(name: str) -> str:
    """Return the name of a dataset.

    Raises:
        BadDatasetName: it cannot be one.
    """
    if not _NAME.fullmatch(name) or name in TAKEN:
        raise BadDatasetName(name)
    return name


def imported_datasets(home: Home) -> list[ImportedDataset]:
    """Return the imported datasets in use, by name."""
    if not home.datasets.is_dir():
        return []
    folders = sorted(folder for folder in home.datasets.iterdir() if _NAME.fullmatch(folder.name))
    found = (_in_use(folder) for folder in folders)
    return [dataset for dataset in found if dataset]


def _in_use(folder: Path) -> ImportedDataset | None:
    try:
        digest = (folder / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    directory = folder / (digest or "unnamed")
    if not (directory / TRIPLES).is_file():
        raise DamagedDataset(folder.name, f"{TRIPLES} is missing")
    return ImportedDataset(folder.name, directory)


def imported_dataset(home: Home, name: str) -> ImportedDataset | None:
    """Return the dataset of this name that is in use, or None."""
    return _in_use(home.datasets / name)


@contextmanager
def changing_datasets(home: Home, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Let one process at a time change the imported datasets or build with them; the rest wait.

    Raises:
        CannotWrite: the folder is read-only or full.
    """
    with writing(home.datasets), alone_at(home, waiting):
        home.datasets.mkdir(parents=True, exist_ok=True)
        for left in home.datasets.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


@contextmanager
def draft_folder(home: Home) -> Iterator[Path]:
    """Give a folder to write a dataset in; it is gone when it was not put in use.

    Call it inside ``changing_datasets``.
    """
    import os

    folder = home.datasets / f"{_UNFINISHED}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_use(home: Home, name: str, draft: Path, digest: str) -> ImportedDataset:
    """Give a written draft its name and point to it; the one before it stays on disk.

    ``prune_datasets`` takes that away once a snapshot holds the new one.

    Args:
        home: where the dataset goes.
        name: of the dataset.
        draft: its folder.
        digest: the SHA-256 of its triples followed by its manifest.
    """
    folder = home.datasets / name
    folder.mkdir(exist_ok=True)
    sync_folder(draft)
    target = folder / digest
    if target.exists():
        shutil.rmtree(target)
    draft.rename(target)
    sync_folder(folder)
    replace_file(folder / POINTER, f"{target.name}\n".encode())
    return ImportedDataset(name, target)


def point_back(home: Home, name: str, before: ImportedDataset | None) -> None:
    """Put the dataset that was in use before in use again; none where there was none."""
    pointer = home.datasets / name / POINTER
    if before:
        replace_file(pointer, f"{before.digest}\n".encode())
    else:
        pointer.unlink(missing_ok=True)


def take_out_of_use(home: Home, name: str) -> ImportedDataset:
    """Take a dataset out of use; the next build leaves it out.

    Raises:
        UnknownDataset: none has this name.
    """
    try:
        found = imported_dataset(home, name) if _NAME.fullmatch(name) else None
    except DamagedDataset:
        found = ImportedDataset(name, home.datasets / name / "unnamed")
    if found is None:
        raise UnknownDataset(name, [dataset.name for dataset in imported_datasets(home)])
    (home.datasets / name / POINTER).unlink()
    return found


def prune_datasets(home: Home) -> None:
    """Take away the folders of datasets that are no longer in use."""
    for folder in home.datasets.iterdir():
        if not _NAME.fullmatch(folder.name):
            continue
        pointer = folder / POINTER
        keep = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None
        for inner in folder.iterdir():
            if inner.is_dir() and inner.name != keep:
                shutil.rmtree(inner, ignore_errors=True)
        if keep is None:
            with suppress(OSError):
                folder.rmdir()
