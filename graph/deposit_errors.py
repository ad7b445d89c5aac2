"""The error tree's branch of deposits: why a folder cannot be written as it was asked for.

ExportError
└── DepositError
    ├── FolderInUse            the folder holds something already
    ├── FileInUse              an archive of this name is there
    ├── ForeignFiles           the folder holds files that no deposit of ours put there
    ├── WrongDoi
    └── TooLargeToSend         for one answer over HTTP
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from techland.graph.errors import ExportError

_NAMED = 5


class DepositError(ExportError):
    """A deposit cannot be written as it was asked for."""


class FolderInUse(DepositError):
    """The folder holds an earlier deposit, and nobody said that it may go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder} holds an earlier deposit",
            "choose another folder, or replace it: --force, in Python force=True",
        )


class FileInUse(DepositError):
    """An archive of this name is there, and nobody said that it may go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is there already",
            "choose another name, or replace it: --force, in Python force=True",
        )


class ForeignFiles(DepositError):
    """The folder holds files that no deposit of ours put there; they would be lost."""

    def __init__(self, folder: Path, files: Sequence[str]) -> None:
        self.folder = folder
        self.files = tuple(files)
        more = f" and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
        named = ", ".join(files[:_NAMED])
        super().__init__(
            f"{folder} holds what is not of an unchanged deposit: {named}{more}",
            "choose another folder; nothing in this one was touched",
        )


class WrongDoi(DepositError):
    """A text is no DOI."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{text!r} is no DOI", "a DOI begins with 10. and has a slash: 10.5281/zenodo.1234567"
        )


class TooLargeToSend(DepositError):
    """The snapshot is too large for its deposit to be made while a client waits."""

    def __init__(self, size: int, limit: int) -> None:
        self.size, self.limit = size, limit
        super().__init__(
            f"the deposit of a snapshot of {size:,} bytes is not sent; the limit is {limit:,}",
            "make it with `techland export --all DIR`, or download the formats one by one",
        )
