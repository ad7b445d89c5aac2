"""Look things up in a file of sorted N-Quads, by halving: no index, no reading of the whole."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from techland.graph.export.nquads_lines import graph_of

Term = NamedNode | Literal
Description = dict[str, list[Term]]
_KEPT = 4096


class Descriptions:
    """What the default graph of a snapshot says of a thing; close it when done."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        size = path.stat().st_size
        self._data = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        self.of = lru_cache(_KEPT)(self._of)

    def _of(self, iri: str) -> Description:
        """Return the values by predicate, in their order; empty where nothing is said."""
        found: Description = {}
        lines = b"".join(self.lines(f"<{iri}> ".encode()))
        for quad in parse(lines, format=RdfFormat.N_QUADS):
            if isinstance(quad.object, NamedNode | Literal):
                found.setdefault(quad.predicate.value, []).append(quad.object)
        return found

    def lines(self, prefix: bytes) -> Iterator[bytes]:
        """Yield the lines of the default graph that begin so."""
        place = self._start(prefix)
        while place < len(self._data):
            end = self._data.find(b"\n", place) + 1
            line = self._data[place:end]
            if not line.startswith(prefix):
                return
            if not graph_of(line):
                yield line
            place = end

    def _start(self, prefix: bytes) -> int:
        """Return where the first line stands that is not before a prefix."""
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", low, middle) + 1 or low
            end = self._data.find(b"\n", middle) + 1
            if self._data[start:end] < prefix:
                low = end
            else:
                high = start
        return low

    def close(self) -> None:
        """Let the file go."""
        if isinstance(self._data, mmap.mmap):
            self._data.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
