"""The README of a deposit: what each file is, how to cite, licences, known gaps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from techland.graph.deposit.files import LeftOut, WrittenFile
from techland.graph.description.dataset_iris import dataset_version
from techland.graph.description.edition import LICENCES, Edition

_FOLDER = Path(__file__).parent
# Folders whose files stand in one line together.
_TOGETHER = ("answers/", "facts/", "ontology/schemes/", "ontology/shapes/", "queries/")


def readme(
    edition: Edition,
    files: Sequence[WrittenFile],
    left_out: Sequence[LeftOut],
    gaps: Sequence[str],
) -> bytes:
    """Return the README as Markdown."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["size"] = _size
    text = environment.get_template("README.md.jinja").render(
        edition=edition,
        iri=dataset_version(edition.version),
        singles=[file for file in files if not file.path.startswith(_TOGETHER)],
        folders=[(folder, _below(files, folder)) for folder in _TOGETHER],
        graphs=edition.snapshot.manifest["graphs"],
        rows=edition.snapshot.manifest["rows"],
        licences=LICENCES,
        left_out=sorted(left_out, key=lambda one: one.path),
        gaps=gaps,
    )
    return text.encode()


def _below(files: Sequence[WrittenFile], folder: str) -> list[WrittenFile]:
    return [file for file in files if file.path.startswith(folder)]


def _size(number: int) -> str:
    """Return a size in bytes as a person reads it.

    >>> _size(999), _size(1_234_567)
    ('999 B', '1.2 MB')
    """
    value, thousand = float(number), 1000
    for unit in ("B", "kB", "MB", "GB"):
        if value < thousand or unit == "GB":
            break
        value /= thousand
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
