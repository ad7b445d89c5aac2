"""Files that are named by what is in them: written and hashed at once, read back and compared."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from techland.graph.beside import Beside

_CHUNK = 1 << 20


class HashedFile:
    """A new file, hashed as it is written; its bytes are durable when it is left."""

    def __init__(self, path: Path) -> None:
        self.hasher = hashlib.sha256()
        self._file = path.open("wb")
        self._beside = Beside(self._take)

    def write(self, block: bytes) -> None:
        """Write a block."""
        self._beside(block)

    def _take(self, block: bytes) -> None:
        self.hasher.update(block)
        self._file.write(block)

    def __enter__(self) -> Self:
        """Return itself, open for blocks."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close the file, whole."""
        with self._file:
            self._beside.__exit__(kind)
            self._file.flush()
            if kind is None:
                os.fsync(self._file.fileno())


def hash_with(hasher: Any, more: bytes) -> str:
    """Return the hexadecimal hash of what was hashed so far, followed by more."""
    whole = hasher.copy()
    whole.update(more)
    return str(whole.hexdigest())


def hash_of(path: Path, more: bytes = b"", tell: Callable[[int], None] | None = None) -> str:
    """Return the SHA-256 of a file's bytes, followed by more; 64 hexadecimal digits.

    Args:
        path: the file.
        more: bytes that are hashed after it.
        tell: called with the number of bytes read so far.
    """
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if tell:
                tell(done)
    return hash_with(digest, more)


def json_object(path: Path) -> dict[str, Any]:
    """Return the JSON object that a file holds.

    Raises:
        OSError: it cannot be read.
        ValueError, TypeError: it holds something else.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise TypeError("no JSON object")
    return content
