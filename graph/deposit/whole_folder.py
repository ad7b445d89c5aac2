"""Write a folder that has its name only when all its files are whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techland.graph.deposit.checksums import CHECKSUMS, listed_files
from techland.graph.deposit_errors import FolderInUse, ForeignFiles
from techland.graph.durable import NEW_PREFIX, NEW_SUFFIX, lives, sync_folder, writing

_OLD_SUFFIX = ".old"


@contextmanager
def whole_folder(target: Path, *, force: bool = False) -> Iterator[Path]:
    """Give a hidden folder beside the target; it takes the target's name when all went well.

    Otherwise it is taken away; what a killed process left goes with the next
    deposit to the same place.

    Args:
        target: a folder that is not there, empty, or an earlier deposit.
        force: an earlier deposit may be replaced.

    Raises:
        FolderInUse: the target is an earlier deposit, and force was not given.
        ForeignFiles: the target holds what no deposit of ours put there.
        CannotWrite: the place is read-only or full; what stood there is untouched.
    """
    target = target.absolute()
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        check_free(target, force=force)
        _clear_left(target)
        beside = _beside(target, NEW_SUFFIX)
        beside.mkdir()
        try:
            yield beside
            for folder in (path for path in beside.rglob("*") if path.is_dir()):
                sync_folder(folder)
            sync_folder(beside)
            _put_in_place(beside, target, force=force)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def check_free(target: Path, *, force: bool) -> None:
    """Check that a folder may take this place.

    Raises:
        FolderInUse, ForeignFiles: see ``whole_folder``.
    """
    if not target.exists():
        return
    held = files_below(target)
    foreign = sorted(held - {*listed_files(target), CHECKSUMS})
    if foreign:
        raise ForeignFiles(target, foreign)
    if held and not force:
        raise FolderInUse(target)


def files_below(folder: Path) -> set[str]:
    """Return the paths of all files below a folder, with slashes.

    Raises:
        NotADirectoryError: there is a file of this name.
    """
    if not folder.is_dir():
        raise NotADirectoryError(20, "a file stands where a folder is wanted", str(folder))
    files = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix() for path in files}


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(f"{NEW_PREFIX}{target.name}.{os.getpid()}{suffix}")


def _put_in_place(beside: Path, target: Path, *, force: bool) -> None:
    check_free(target, force=force)
    old = _beside(target, _OLD_SUFFIX)
    if target.exists():
        target.rename(old)
    try:
        beside.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _clear_left(target: Path) -> None:
    """Take away what killed processes left: drafts, and an old deposit where a new one stands."""
    start = f"{NEW_PREFIX}{target.name}."
    for left in target.parent.iterdir():
        middle, suffix = left.name.removeprefix(start)[:-4], left.name[-4:]
        if not left.name.startswith(start) or not middle.isdecimal() or lives(int(middle)):
            continue
        if suffix == NEW_SUFFIX or (suffix == _OLD_SUFFIX and target.exists()):
            shutil.rmtree(left, ignore_errors=True)
