"""Compress what is written, the same bytes for the same content; what an error cuts stays cut."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BufferedWriter, RawIOBase
from typing import BinaryIO, cast

from techland.graph.export.outlet import Outlet
from techland.graph.export_errors import UnknownCompression

GZIP_LEVEL, ZSTD_LEVEL = 6, 10


@contextmanager
def _gzip(output: BinaryIO) -> Iterator[BinaryIO]:
    outlet = Outlet(output)
    # Neither a name nor a time in the header: they would make other bytes.
    packed = gzip.GzipFile("", "wb", GZIP_LEVEL, cast("BinaryIO", outlet), mtime=0)
    with packed, outlet.whole_or_cut():
        yield cast("BinaryIO", packed)


@contextmanager
def _zstd(output: BinaryIO) -> Iterator[BinaryIO]:
    from zstandard import ZstdCompressor

    outlet = Outlet(output)
    made = ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True)
    writer = cast("RawIOBase", made.stream_writer(cast("BinaryIO", outlet), closefd=False))
    with BufferedWriter(writer) as file, outlet.whole_or_cut():
        yield file


@dataclass(frozen=True)
class Compression:
    """A way of compressing: its name (an HTTP content coding), suffix, media type and writer."""

    name: str
    suffix: str
    media_type: str
    opened: Callable[[BinaryIO], AbstractContextManager[BinaryIO]]


COMPRESSIONS = {
    way.name: way
    for way in (
        Compression("gzip", "gz", "application/gzip", _gzip),
        Compression("zstd", "zst", "application/zstd", _zstd),
    )
}


def compression_named(name: str) -> Compression:
    """Return the compression with this name or suffix.

    Raises:
        UnknownCompression: there is none.
    """
    for way in COMPRESSIONS.values():
        if name.lower() in {way.name, way.suffix}:
            return way
    raise UnknownCompression(name, COMPRESSIONS)


def split_suffixes(name: str) -> tuple[str, Compression | None]:
    """Return a file name's suffix and, where it ends in one, its compression.

    >>> suffix, way = split_suffixes("techland.nq.gz")
    >>> suffix, way.name
    ('nq', 'gzip')
    """
    for way in COMPRESSIONS.values():
        stem = name.removesuffix(f".{way.suffix}")
        if stem != name:
            return stem.rpartition(".")[2], way
    return (name.rpartition(".")[2] if "." in name.lstrip(".") else ""), None
