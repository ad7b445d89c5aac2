"""A file that says whether somebody reads the folder in which it lies.

A reader holds it open and locked; the lock goes with the process, however that
ends. Windows lets nobody delete a file that is open, which says the same.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

_NAME = "in-use"


def make_readable(folder: Path) -> None:
    """Put the file into a folder."""
    (folder / _NAME).touch()


def held_open(folder: Path) -> IO[bytes]:
    """Return the file, held for as long as it is open.

    Raises:
        OSError: the folder is being removed.
    """
    file = (folder / _NAME).open("rb")
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise
    return file


def claimed(folder: Path) -> bool:
    """Take a folder away from new readers, and return True; False if there are readers."""
    path = folder / _NAME
    try:
        with path.open("rb") as file:
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
        if sys.platform == "win32":
            path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
