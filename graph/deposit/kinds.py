"""What a file of a deposit is, by its path: part, licence, titles, media type.

``kinds.csv`` tells it by pattern, the first that fits; ``media_types.csv``
tells the media type of a suffix, and its name among the EU's file types.
"""

from __future__ import annotations

import csv
import functools
from fnmatch import fnmatchcase
from pathlib import Path

from techland.graph.deposit.files import DepositFile, WrittenFile
from techland.graph.export.compression import split_suffixes

_FOLDER = Path(__file__).parent
LANGUAGES = ("en", "nl", "de")
_TEXT = {"suffix": "txt", "media_type": "text/plain", "file_type": "TXT"}


@functools.cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def kind_of(path: str) -> dict[str, str]:
    """Return the row of ``kinds.csv`` for a path.

    Raises:
        LookupError: the table has no kind for it.
    """
    for row in _rows("kinds.csv"):
        if fnmatchcase(path, row["pattern"]):
            return row
    raise LookupError(path)


def described(file: DepositFile, size: int | None = None, sha256: str | None = None) -> WrittenFile:
    """Return what a file is, with its size in bytes and its SHA-256 where they are known."""
    kind, way = kind_of(file.path), file.compression
    suffix, _ = split_suffixes(file.path)
    media = next((row for row in _rows("media_types.csv") if row["suffix"] == suffix), _TEXT)
    titles = file.titles or {language: kind[f"title_{language}"] for language in LANGUAGES}
    return WrittenFile(
        path=file.path,
        size=size,
        sha256=sha256,
        media_type=media["media_type"],
        packed_as=way.media_type if way else None,
        file_type=media["file_type"],
        part=kind["part"],
        licence=kind["licence"],
        titles=titles,
    )
