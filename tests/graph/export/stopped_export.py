"""A process that exports in forked copies of itself and kills them at a write, sync or rename.

Each line of its input names a file, "before", "after" or "never", and n; each
line of its output how the copy ended (a signal is negative) and how many such
calls there were, where it came to the end.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from techland.graph.export.compression import split_suffixes
from techland.graph.export.selection import Selection
from techland.graph.export.serialising import write_selection
from techland.graph.export.whole_file import write_whole
from techland.graph.formats import format_named

CALLS = ("fsync", "replace")


class Killer:
    """Counts the calls and kills this process at one of them."""

    def __init__(self, when: str, number: int) -> None:
        self.when = when
        self.number = number
        self.count = 0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            here = self.count == self.number
            if here and self.when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            result = call(*arguments, **options)
            if here and self.when == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return wrapped


class Counted:
    """A file whose writes reach the disk at once, each counted."""

    def __init__(self, file: Any, killer: Killer) -> None:
        self._file = file
        self.write = killer.around(self._written)

    def _written(self, data: bytes) -> int:
        count: int = self._file.write(data)
        self._file.flush()
        return count

    def writelines(self, pieces: Any) -> None:
        for piece in pieces:
            self.write(piece)

    def flush(self) -> None:
        self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def export(target: Path, data: Path, killer: Killer | None = None) -> None:
    """Write what is in a file of N-Quads as the target's suffixes tell."""
    suffix, way = split_suffixes(target.name)
    entry = format_named(suffix)
    selection = Selection(data, None if entry.name in {"trig", "nquads"} else _default(), "test")

    def write(output: Any) -> None:
        file = Counted(output, killer) if killer else output
        if not way:
            write_selection(selection, entry, file)
            return
        with way.opened(file) as packed:
            write_selection(selection, entry, packed)

    write_whole(target, write)


def _default() -> Any:
    from pyoxigraph import DefaultGraph

    return DefaultGraph()


def stopped_export(target: str, data: str, when: str, number: int) -> int:
    """Export, kill this process at the n-th call, or return how many there were."""
    killer = Killer(when, number)
    for name in CALLS:
        setattr(os, name, killer.around(getattr(os, name)))
    export(Path(target), Path(data), killer)
    return killer.count


def in_a_copy(target: str, data: str, when: str, number: int) -> tuple[int, int]:
    """Export in a forked copy; return how it ended and its count of calls."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            count = stopped_export(target, data, when, number)
            os.write(writing, str(count).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        count = int(pipe.read() or 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), count


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(in_a_copy(*json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
