"""Lines of canonical N-Quads, told apart and read without a parser where that is enough."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

END = b" .\n"
_BLOCK = 1 << 20
_SPACES_BEFORE_OBJECT = 2


def file_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file."""
    with path.open("rb", buffering=_BLOCK) as file:
        yield from file


def subject_of(line: bytes) -> bytes:
    """Return the subject of a line."""
    return line[: line.index(b" ")]


def graph_of(line: bytes) -> bytes:
    r"""Return the graph name of a line; empty for the default graph.

    >>> graph_of(b'<a:s> <a:p> "o" <a:g> .\n'), graph_of(b"<a:s> <a:p> <a:o> .\n")
    (b'<a:g>', b'')
    """
    if not line.endswith(b"> .\n"):
        return b""
    start = line.rfind(b" ", 0, -3) + 1
    last = line[start:-3]
    # A datatype ends a line too; what stands before it in its literal may look like an IRI.
    if not last.startswith(b"<") or b'"' in last:
        return b""
    return b"" if line.count(b" ", 0, start) == _SPACES_BEFORE_OBJECT else last


class LineReader(io.RawIOBase):
    """A binary file of lines that are made while it is read."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        super().__init__()
        self._lines = iter(lines)
        self._rest = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # the stub wants an unnamed Buffer
        """Fill a buffer with the next bytes; return how many."""
        held, size = [self._rest], len(self._rest)
        while size < len(buffer):
            line = next(self._lines, None)
            if line is None:
                break
            held.append(line)
            size += len(line)
        data = b"".join(held)
        count = min(len(buffer), len(data))
        buffer[:count] = data[:count]
        self._rest = data[count:]
        return count
