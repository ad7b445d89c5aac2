"""Write a file that has its name only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from techland.graph.durable import NEW_PREFIX, NEW_SUFFIX, sync_folder, writing


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Write a file beside its place, hidden, and move it there when its bytes are durable.

    What a killed process left beside it goes away with the next export to the
    same place.

    Raises:
        CannotWrite: the folder is read-only or full; what stood there is untouched.
    """
    beside = path.with_name(f"{NEW_PREFIX}{path.name}.{os.getpid()}{NEW_SUFFIX}")
    with writing(path):
        _clear_left(path)
        try:
            with beside.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(path.absolute().parent)
    return path


def _clear_left(path: Path) -> None:
    start = f"{NEW_PREFIX}{path.name}."
    for left in path.absolute().parent.iterdir():
        name = left.name
        if name.startswith(start) and name.endswith(NEW_SUFFIX):
            owner = name.removeprefix(start).removesuffix(NEW_SUFFIX)
            if owner.isdecimal() and not _lives(int(owner)):
                left.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    """Tell whether a process may still be running; on Windows asking would end it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
