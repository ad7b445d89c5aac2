"""Lines of canonical N-Quads, told apart and read without a parser where that is enough."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from techland.graph.export_errors import NotExpressible

END = b" .\n"
# So many spaces has a line of three terms without a space in them.
SPACES_OF_TRIPLE = 3
_BLOCK = 1 << 20
_LINES_A_BLOCK = 1024
_REMEMBERED = 1 << 16


def file_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file."""
    with path.open("rb", buffering=_BLOCK) as file:
        yield from file


def file_blocks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file."""
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            yield block


def blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in fewer and larger pieces; none of them may be empty."""
    taken = iter(pieces)
    while block := b"".join(islice(taken, _LINES_A_BLOCK)):
        yield block


def subject_of(line: bytes) -> bytes:
    """Return the subject of a line."""
    return line[: line.index(b" ")]


def graph_of(line: bytes) -> bytes:
    r"""Return the graph name of a line; empty for the default graph.

    >>> graph_of(b'<a:s> <a:p> "o" <a:g> .\n'), graph_of(b"<a:s> <a:p> <a:o> .\n")
    (b'<a:g>', b'')
    """
    if line.count(b" ") == SPACES_OF_TRIPLE:
        return b""
    start = line.rfind(b" ", 0, -3) + 1
    last = line[start:-3]
    # A datatype or language ends a line too; what stands before it may look like a graph's name.
    return last if last.startswith((b"<", b"_:")) and b'"' not in last else b""


class Memo(dict[bytes, bytes]):
    """What a term is written as, made when first asked for; it stays small."""

    def __init__(self, make: Callable[[bytes], bytes]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, term: bytes) -> bytes:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[term] = self._make(term)
        return made


class Inexpressible(ValueError):
    """Why a term cannot be written; whoever knows the line says it with the triple."""

    def of_line(self, format_name: str, line: bytes) -> NotExpressible:
        """Return the error that names the triple of a line."""
        return NotExpressible(format_name, line.removesuffix(END).decode(), str(self))


class PieceReader(io.RawIOBase):
    """A binary file whose bytes are made while it is read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces = filter(None, pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # the stub wants an unnamed Buffer
        """Fill a buffer with the next bytes; return how many."""
        rest = self._rest or memoryview(next(self._pieces, b""))
        count = min(len(buffer), len(rest))
        buffer[:count] = rest[:count]
        self._rest = rest[count:]
        return count
