"""Write lines as they come, and read them back sorted, each once: memory does not grow with them.

Lines are gathered, sorted and written as runs; the runs are merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from techland.graph.beside import Beside
from techland.graph.merging import Block, file_blocks, merged

RUN_BYTES = 64 << 20
# Streams that are merged at once; each holds some megabytes.
FAN_IN = 32


class Runs:
    """Sorted runs of lines in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: list[pl.Series] = []
        self._bytes = 0
        self._paths: list[Path] = []
        self._made = 0
        self._beside = Beside(self._write_run)

    def add(self, lines: pl.Series) -> None:
        """Take lines; null ones are passed over."""
        kept = lines.drop_nulls()
        if len(kept):
            self._held.append(kept)
            self._bytes += int(kept.estimated_size())
            if self._bytes >= RUN_BYTES:
                self._write()

    def _next_path(self) -> Path:
        self._made += 1
        return self._folder / f"run-{self._made}"

    def _write(self) -> None:
        held, self._held, self._bytes = self._held, [], 0
        self._beside(held)

    def _write_run(self, held: list[pl.Series]) -> None:
        lines = pl.concat(held).sort()
        lines = lines.filter((lines != lines.shift()).fill_null(value=True))
        path = self._next_path()
        lines.to_frame().write_csv(
            path, include_header=False, quote_style="never", separator="\x01"
        )
        self._paths.append(path)
        if len(self._paths) >= FAN_IN:
            self._merge_runs()

    def _merge_runs(self) -> None:
        path = self._next_path()
        with path.open("wb") as file:
            file.writelines(line for block in self._merged() for line in block)
        for old in self._paths:
            old.unlink()
        self._paths = [path]

    def _merged(self) -> Iterator[Block]:
        return merged([file_blocks(path) for path in self._paths], Counter())

    def close(self) -> None:
        """Wait for what is being written; its fault was told before, or does not matter now."""
        self._beside.close()

    def sorted_blocks(self) -> Iterator[Block]:
        """Yield all lines in order, each once."""
        if self._held:
            self._write()
        self._beside.wait()
        yield from self._merged()
