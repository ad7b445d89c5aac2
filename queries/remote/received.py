"""An answer that is there already, read as one that is still made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from techland.graph.errors import QueryError
from techland.queries.remote.writing import Written


class Received:
    """The pieces of a whole answer, given one after the other."""

    over = True
    abandoned = False

    def __init__(self, written: Written) -> None:
        self._facts = written.facts
        self._pieces = list(reversed(written.pieces()))

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what is known of a truncated answer."""
        return self._facts

    async def next_piece_async(self) -> bytes | None:
        """Return the next piece; None after the last."""
        return self._pieces.pop() if self._pieces else None

    def is_whole(self) -> bool:
        """Tell whether the last piece was given."""
        return not self._pieces

    def stop(self, reason: QueryError) -> None:  # noqa: ARG002 (as a running query is stopped)
        """Forget the rest."""
        self._pieces.clear()
