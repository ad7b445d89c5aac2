"""The files of a deposit: what is to be written, what was written, what was left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from techland.graph.export.compression import Compression, split_suffixes


@dataclass(frozen=True)
class DepositFile:
    """A file to be written: its path in the deposit, and what writes its bytes.

    ``titles`` by language stand for those of its kind.
    """

    path: str
    write: Callable[[BinaryIO], object]
    titles: Mapping[str, str] | None = None

    @property
    def compression(self) -> Compression | None:
        """Return how the file is compressed, by its suffix."""
        return split_suffixes(self.path)[1]


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written: its path, size in bytes and SHA-256, and what it is.

    One that is made when it is asked for has neither size nor SHA-256.
    """

    path: str
    size: int | None
    sha256: str | None
    media_type: str
    packed_as: str | None
    file_type: str
    part: str
    licence: str
    titles: Mapping[str, str]

    @property
    def title(self) -> str:
        """Return the English title."""
        return self.titles["en"]

    def renamed(self, path: str) -> WrittenFile:
        """Return the same file at another path."""
        return replace(self, path=path)


@dataclass(frozen=True)
class LeftOut:
    """A file that a deposit does not hold, and why."""

    path: str
    reason: str
