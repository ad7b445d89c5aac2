"""A process that exports in forked copies of itself and kills them at a write, sync or rename.

Each line of its input names a file, "before", "after" or "never", and n; each
line of its output how the copy ended (a signal is negative) and how many such
calls there were, where it came to the end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from techland.graph.export.compression import split_suffixes
from techland.graph.export.selection import Selection
from techland.graph.export.serialising import write_selection
from techland.graph.export.whole_file import write_whole
from techland.graph.formats import format_named
from tests.graph.stopping import Killer, answer_lines

CALLS = ("fsync", "replace")


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
    killer.watch(CALLS)
    export(Path(target), Path(data), killer)
    return killer.count


if __name__ == "__main__":
    answer_lines(stopped_export)
