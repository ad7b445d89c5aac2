"""Frames cut from bytes as they come, without reading anything: for blocking and asynchronous."""

from __future__ import annotations

from techland.queries.wire import HEAD


class Frames:
    """Holds what was received until a frame is whole; never more than one frame and a piece."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> None:
        """Take bytes that were received."""
        self._held += data

    def following(self) -> int | None:
        """Return the kind of the next frame if it is whole, and leave it there."""
        if len(self._held) < HEAD.size:
            return None
        kind, length = HEAD.unpack_from(self._held)
        return int(kind) if len(self._held) >= HEAD.size + length else None

    def next(self) -> tuple[int, bytes] | None:
        """Return the next frame's kind and payload, None if more bytes are needed."""
        kind = self.following()
        if kind is None:
            return None
        end = HEAD.size + HEAD.unpack_from(self._held)[1]
        payload = bytes(memoryview(self._held)[HEAD.size : end])
        del self._held[:end]
        return kind, payload
