"""The lines that two files of sorted N-Quads do not share, found by reading both once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from techland.graph.export.nquads_lines import file_lines


@dataclass(frozen=True)
class ChangedLine:
    """A line of one file that the other has not; ``added`` where the new one has it."""

    added: bool
    line: bytes


def changed_lines(old: Path, new: Path) -> Iterator[ChangedLine]:
    """Yield the lines that only one of two sorted files holds, in their order.

    It is a merge: two lines are held at a time, however long the files.
    """
    before, after = file_lines(old), file_lines(new)
    left, right = next(before, b""), next(after, b"")
    while left or right:
        if left == right:
            left, right = next(before, b""), next(after, b"")
        elif not right or (left and left < right):
            yield ChangedLine(False, left)
            left = next(before, b"")
        else:
            yield ChangedLine(True, right)
            right = next(after, b"")
