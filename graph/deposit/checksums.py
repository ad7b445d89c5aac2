"""SHA256SUMS: the checksum of every file, as ``sha256sum -c`` reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from techland.graph.deposit.files import WrittenFile

CHECKSUMS = "SHA256SUMS"
_BETWEEN = "  "


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum_lines(files: Iterable[WrittenFile]) -> bytes:
    """Return the content of SHA256SUMS, sorted by path."""
    lines = sorted((file.path, file.sha256) for file in files)
    return "".join(f"{sha256}{_BETWEEN}{path}\n" for path, sha256 in lines).encode()


def listed_files(folder: Path) -> set[str]:
    """Return the paths that a folder's SHA256SUMS lists and that are as it says."""
    try:
        text = (folder / CHECKSUMS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    pairs = (line.partition(_BETWEEN) for line in text.splitlines())
    return {path for told, _, path in pairs if _is_as_told(folder / path, told)}


def _is_as_told(path: Path, told: str) -> bool:
    return path.is_file() and not path.is_symlink() and hash_of(path) == told
