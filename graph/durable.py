"""Write files so that a crash at any moment leaves the old or the new, never a half."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techland.graph.errors import CannotWrite

# How a file is called until it takes its place: hidden, with the process in between.
NEW_PREFIX, NEW_SUFFIX = ".", ".new"
# What the system says when a folder cannot be written, in words for a person.
REASONS = {
    errno.ENOSPC: "no space left on the device",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOTDIR: "a file stands where a folder is wanted",
    errno.EEXIST: "a file stands where a folder is wanted",
    errno.EISDIR: "a folder stands where a file is wanted",
    errno.EFBIG: "a file may not become that large here",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system refuses into CannotWrite, naming the path."""
    try:
        yield
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror or str(error))
        raise CannotWrite(Path(error.filename or path), reason) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, data: bytes) -> None:
    """Write a new file whole and make its bytes durable."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes in a file's place in one step."""
    beside = path.with_name(f"{NEW_PREFIX}{path.name}.{os.getpid()}{NEW_SUFFIX}")
    try:
        write_file(beside, data)
        os.replace(beside, path)  # noqa: PTH105 (tests stop the process before and after it)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def lives(process: int) -> bool:
    """Tell whether a process may still be running; on Windows asking would end it."""
    if sys.platform == "win32":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
