"""Let an error cut what is being written, so that no closing part makes it look whole.

A compressed file, or one with its index at its end, is closed by what writes
it even when an error ends the writing: a reader would take what there is for
all of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


class Outlet(io.RawIOBase):
    """A binary file before another one; what is written after it was cut goes nowhere."""

    def __init__(self, output: BinaryIO) -> None:
        super().__init__()
        self._output: BinaryIO | None = output

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the stub wants an unnamed Buffer
        """Write bytes, all of them; return how many."""
        if self._output is not None:
            self._output.write(data)
        return memoryview(data).nbytes

    @contextmanager
    def whole_or_cut(self) -> Iterator[None]:
        """Cut what is written when an error leaves the block."""
        try:
            yield
        except BaseException:
            self._output = None
            raise
