"""Send an answer compressed as it comes: each piece is flushed, so that nothing is held back."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import zstandard
from starlette.requests import Request

from techland.graph.request_errors import NotAcceptable
from techland.server.negotiation import IDENTITY, choose_coding

_GZIP_LEVEL, _GZIP_WINDOW = 5, 16 + zlib.MAX_WBITS
_ZSTD_LEVEL = 3


class _Compressor(Protocol):
    """What zlib and zstandard share."""

    def compress(self, data: bytes, /) -> bytes:
        """Take bytes in; return what came out so far."""

    def flush(self, mode: int = ..., /) -> bytes:
        """Return all that was taken in."""


def _gzip() -> tuple[_Compressor, int]:
    return zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW), zlib.Z_SYNC_FLUSH


def _zstd() -> tuple[_Compressor, int]:
    compressor = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()
    return compressor, zstandard.COMPRESSOBJ_FLUSH_BLOCK


# In falling order of ours, where a client wants them alike.
CODINGS: dict[str, Callable[[], tuple[_Compressor, int]]] = {"zstd": _zstd, "gzip": _gzip}


def coding_of(request: Request) -> str:
    """Return the content coding that a client wants: zstd, gzip or identity.

    Raises:
        NotAcceptable: it takes none of them.
    """
    header = request.headers.get("accept-encoding")
    chosen = choose_coding(header, tuple(CODINGS))
    if chosen is None:
        raise NotAcceptable(f"content coding {header}", [*CODINGS, IDENTITY])
    return chosen


def coded(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Return the pieces of an answer in a content coding, one piece for each that comes."""
    return pieces if coding == IDENTITY else _compressed(pieces, *CODINGS[coding]())


def _compressed(pieces: Iterator[bytes], compressor: _Compressor, mode: int) -> Iterator[bytes]:
    for piece in pieces:
        if piece:
            yield compressor.compress(piece) + compressor.flush(mode)
    yield compressor.flush()


def coding_headers(coding: str) -> dict[str, str]:
    """Return the header that tells a coding; none for identity."""
    return {} if coding == IDENTITY else {"Content-Encoding": coding}
