"""An answer that is read while it is made, by a thread or in an event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from techland.graph.errors import QueryError
from techland.graph.formats import Format
from techland.graph.query_errors import QueryCancelled
from techland.queries.guard import QueryForm
from techland.queries.running import RunningQuery


class PieceSource(Protocol):
    """What gives the pieces of an answer in an event loop, as ``RunningQuery`` does."""

    abandoned: bool

    @property
    def over(self) -> bool:
        """Tell whether nothing is left to be stopped."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what is known of a truncated answer."""

    async def next_piece_async(self) -> bytes | None:
        """Return the next piece; None after the last."""

    def is_whole(self) -> bool:
        """Tell whether the last piece was given."""

    def stop(self, reason: QueryError) -> None:
        """End it; its reader is told the reason."""


class Pieces(Iterator[bytes]):
    """The bytes of an answer as they come; closing it, or forgetting it, stops the query."""

    def __init__(self, query: RunningQuery) -> None:
        self._query = query
        self._ended = False
        # What can be known before the first byte is raised before an answer is given.
        self._first = self._next()

    def _next(self) -> bytes | None:
        """Return the next piece, None after the last; a cut raises once, as a generator would."""
        if self._ended:
            return None
        self._ended = True
        piece = self._query.next_piece()
        self._ended = piece is None
        return piece

    def __next__(self) -> bytes:
        piece, self._first = self._first or self._next(), None
        if piece is None:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Stop the query, unless it has ended."""
        self._first = None
        self._query.stop(QueryCancelled())

    def __del__(self) -> None:
        query = getattr(self, "_query", None)
        if query is not None and not query.over:
            query.abandoned = True


@dataclass(frozen=True)
class Answer:
    """The answer of a query in a serialisation, streamed.

    Attributes:
        form: select, ask, construct or describe.
        format: the serialisation, with its media type and suffix.
        chunks: the bytes as they come. An answer that is cut raises there, so
            that a part is never taken for the whole.
        facts: of an answer that was to be truncated the number of its ``rows``
            (or triples), and whether it was ``truncated``.
    """

    form: QueryForm
    format: Format
    chunks: Iterator[bytes]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def media_type(self) -> str:
        """Return the media type of the bytes."""
        return self.format.media_type

    def close(self) -> None:
        """Stop the query, unless it has ended."""
        close = getattr(self.chunks, "close", None)
        if close:
            close()


class StreamedAnswer:
    """The answer of a query, read in an event loop; forgetting it stops the query.

    Its first piece is there when it is given; what is known before that is raised
    before.

    Attributes:
        form: select, ask, construct or describe.
        format: the serialisation.
        first: the first piece.
        is_whole: the first piece is all.
        may_be_refused: only at its end is it known that each triple comes once.
    """

    def __init__(self, form: QueryForm, entry: Format, query: PieceSource) -> None:
        self.form = form
        self.format = entry
        self.first = b""
        self.is_whole = False
        self.may_be_refused = False
        self._query = query

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what is known of a truncated answer; see ``Answer``."""
        return self._query.facts

    async def begin(self) -> None:
        """Wait for the first piece.

        Raises:
            StoppedQuery, RefusedQuery: there is none.
        """
        piece = await self._query.next_piece_async()
        self.is_whole = piece is None or self._query.is_whole()
        self.first = piece or b""

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield all pieces, the first one too.

        Raises:
            StoppedQuery: the answer was cut.
        """
        yield self.first
        self.first = b""
        while not self.is_whole and (piece := await self._query.next_piece_async()) is not None:
            yield piece

    def stop(self) -> None:
        """Stop the query, unless it has ended."""
        self._query.stop(QueryCancelled())

    def __del__(self) -> None:
        query = getattr(self, "_query", None)
        if query is not None and not query.over:
            query.abandoned = True
