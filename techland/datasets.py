"""The Python door to imports: take files in, list what is in, take a dataset out."""

from __future__ import annotations

from pathlib import Path

from techland.graph.build import Built
from techland.graph.datasets import ImportedDataset, imported_datasets
from techland.graph.home import Home
from techland.graph.ingest.importing import Imported, ImportOptions, Progress, remove_dataset
from techland.graph.ingest.importing import import_files as import_into
from techland.network.arrays.sidecar import keep_arrays


def _home(home: Home | str | Path | None) -> Home:
    if isinstance(home, Home):
        return home
    return Home(Path(home)) if home else Home.from_environment()


def import_files(
    *files: str | Path,
    home: Home | str | Path | None = None,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Import files, folders or zip files, as ``techland import`` does.

    Args:
        files: what to import.
        home: the data folder; TECHLAND_HOME or the platform's usual one if None.
        options: importer, dataset name, day of the export, mapping, strictness.
        progress: called with what is being done, the share done and the rows so far.

    Raises:
        ImportFault: one of its kinds; nothing is changed then.
    """
    imported = import_into(_home(home), [Path(file) for file in files], options, progress)
    keep_arrays(imported.built.snapshot)
    return imported


def datasets(home: Home | str | Path | None = None) -> list[ImportedDataset]:
    """Return the imported datasets, by name."""
    return imported_datasets(_home(home))


def remove(name: str, home: Home | str | Path | None = None) -> Built:
    """Take an imported dataset out.

    Raises:
        UnknownDataset: none has this name.
    """
    built = remove_dataset(_home(home), name)
    keep_arrays(built.snapshot)
    return built
