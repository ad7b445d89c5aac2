"""Merge sorted streams of lines into one, each line once, in bounded memory."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import eq
from pathlib import Path

Block = list[bytes]
BLOCK_BYTES = 1 << 22
BLOCK_LINES = 20_000


def file_blocks(path: Path) -> Iterator[Block]:
    """Yield the lines of a sorted file, some megabytes at a time."""
    with path.open("rb") as file:
        while block := file.readlines(BLOCK_BYTES):
            yield block


def list_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield sorted lines as blocks of bytes."""
    for start in range(0, len(lines), BLOCK_LINES):
        yield [line.encode() for line in lines[start : start + BLOCK_LINES]]


def in_two_graphs(blocks: Iterable[Block], graph: bytes) -> Iterator[Block]:
    """Yield each triple twice: in the default graph, and in the named one.

    Sorted triples give sorted quads: nothing stands between ``s p o .`` and
    ``s p o <graph> .`` in the order of bytes.
    """
    tail = graph + b" .\n"
    for block in blocks:
        yield [quad for line in block for quad in (line, line[:-2] + tail)]


def merged(streams: Iterable[Iterator[Block]], repeated: Counter[bytes]) -> Iterator[Block]:
    """Yield the lines of all sorted streams in order, each line once.

    Args:
        streams: blocks of lines, sorted by their bytes within and across blocks.
        repeated: counts, by line, how often one was left out for being there already.
    """
    held = [(next(stream, []), stream) for stream in streams]
    open_streams = [(block, stream) for block, stream in held if block]
    while open_streams:
        if len(open_streams) == 1:
            block, stream = open_streams[0]
            yield block
            yield from stream
            return
        bound = min(block[-1] for block, _ in open_streams)
        taken: list[Block] = []
        remaining: list[tuple[Block, Iterator[Block]]] = []
        for block, stream in open_streams:
            cut = bisect_right(block, bound)
            if cut:
                taken.append(block[:cut])
            rest = block[cut:] or next(stream, [])
            if rest:
                remaining.append((rest, stream))
        open_streams = remaining
        yield taken[0] if len(taken) == 1 else _once(taken, repeated)


def _once(blocks: Sequence[Block], repeated: Counter[bytes]) -> Block:
    lines = sorted(chain.from_iterable(blocks))
    if not any(map(eq, lines, islice(lines, 1, None))):
        return lines
    repeated.update({line: n - 1 for line, n in Counter(lines).items() if n > 1})
    return list(dict.fromkeys(lines))
