"""Write a file that has its name only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from techland.graph.durable import NEW_PREFIX, NEW_SUFFIX, lives, sync_folder, writing

_COUNT = count()


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Write a file beside its place, hidden, and move it there when its bytes are durable.

    What a killed process left beside it goes away with the next export to the
    same place. A link is followed; a pipe or device is written to as it is.

    Raises:
        CannotWrite: the folder is read-only or full; what stood there is untouched.
    """
    with writing(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                write(device)
            return path
        _write_beside(path.resolve(), write)
    return path


def _write_beside(path: Path, write: Callable[[BinaryIO], object]) -> None:
    _clear_left(path)
    # Two threads of one process may write to the same place.
    owner = f"{os.getpid()}-{next(_COUNT)}"
    beside = path.with_name(f"{NEW_PREFIX}{path.name}.{owner}{NEW_SUFFIX}")
    try:
        with beside.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)  # noqa: PTH105 (tests stop the process before and after it)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def _clear_left(path: Path) -> None:
    start = f"{NEW_PREFIX}{path.name}."
    for left in path.parent.iterdir():
        name = left.name
        if name.startswith(start) and name.endswith(NEW_SUFFIX):
            owner = name.removeprefix(start).removesuffix(NEW_SUFFIX).partition("-")[0]
            if owner.isdecimal() and not lives(int(owner)):
                # Windows does not take away what another process has open.
                with suppress(PermissionError):
                    left.unlink(missing_ok=True)
