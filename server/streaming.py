"""Send an answer while it is made: with back-pressure, never a part as the whole.

A client that goes away stops its query, also before the first byte. An answer
that is cut leaves the connection closed without the last chunk. Under HTTP/1.0,
where a close ends an answer that is whole, and for triples of which it is not known
before the end whether each comes once, the answer is held until it is whole: in
memory, and beyond that in a nameless file.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import IO, Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from techland.graph.load_errors import TooMuchToHold
from techland.queries.answers import StreamedAnswer
from techland.server.presence import WhileConnected
from techland.server.recall import keep_answer

MOST_HELD_BYTES = 2**31
_IN_MEMORY_BYTES = 2**20
_PIECE_BYTES = 2**16
ROWS_HEADER = "Techland-Rows"
TRUNCATED_HEADER = "Techland-Truncated"
DUPLICATES_HEADER = "Techland-Duplicates"

MoreHeaders = Callable[[Mapping[str, Any]], Mapping[str, str]]
Encode = Callable[[AsyncIterator[bytes]], AsyncIterator[bytes]]


def facts_headers(answer: StreamedAnswer, *, duplicates: bool) -> dict[str, str]:
    """Return the headers that say how much of an answer this is."""
    headers = {}
    if answer.facts:
        headers[ROWS_HEADER] = str(answer.facts["rows"])
        headers[TRUNCATED_HEADER] = "true" if answer.facts["truncated"] else "false"
    if duplicates and answer.form.gives_triples and not answer.facts:
        headers[DUPLICATES_HEADER] = "allowed"
    return headers


class AnswerResponse(Response):
    """A response that asks a query when it is called, and sends the answer as it comes.

    Args:
        ask: begins the query; what it raises before the first byte becomes a problem.
        headers: beside those that say how much of the answer this is.
        media_type: that of the answer.
        duplicates: a triple may come more than once.
        encode: what is done to the pieces, such as compression.
        is_lasting: the same request will have the same answer again, to the byte; not
            where the headers tell of data that may change.

    ``more_headers``, if set, gives those that follow from the facts of a truncated answer.
    """

    more_headers: MoreHeaders | None = None

    def __init__(
        self,
        ask: Callable[[], Awaitable[StreamedAnswer]],
        headers: Mapping[str, str],
        media_type: str,
        *,
        duplicates: bool = False,
        encode: Encode | None = None,
        is_lasting: bool = False,
    ) -> None:
        super().__init__(None, headers=headers, media_type=media_type)
        del self.headers["content-length"]
        self._ask = ask
        self._duplicates = duplicates
        self._encode = encode
        self._is_lasting = is_lasting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask, and send the answer; raises what is known before the first byte.

        One response may be called for several requests at once.
        """
        with WhileConnected(receive):
            answer = await self._ask()
            try:
                if self._is_lasting:
                    keep_answer(scope)
                await self._send(answer, scope, send)
            finally:
                answer.stop()

    async def _send(self, answer: StreamedAnswer, scope: Scope, send: Send) -> None:
        pieces = answer.pieces() if self._encode is None else self._encode(answer.pieces())
        if answer.is_whole:
            body = b"".join([piece async for piece in pieces])
            await self._begin(answer, send, len(body))
            await send({"type": "http.response.body", "body": body})
            return
        if scope["http_version"] < "1.1" or answer.may_be_refused:
            await self._send_held(answer, pieces, send)
        else:
            await self._send_streamed(answer, pieces, send)

    async def _begin(self, answer: StreamedAnswer, send: Send, size: int | None = None) -> None:
        told = facts_headers(answer, duplicates=self._duplicates)
        if self.more_headers:
            told |= self.more_headers(answer.facts)
        if size is not None:
            told["content-length"] = str(size)
        headers = [(name.lower().encode(), value.encode()) for name, value in told.items()]
        headers += self.raw_headers
        await send({"type": "http.response.start", "status": 200, "headers": headers})

    async def _send_streamed(
        self, answer: StreamedAnswer, pieces: AsyncIterator[bytes], send: Send
    ) -> None:
        # What is wrong with the first piece can still be told.
        first = await anext(pieces, b"")
        await self._begin(answer, send)
        await send({"type": "http.response.body", "body": first, "more_body": True})
        # A cut raises here; that makes the server close the connection in the midst of the
        # answer, and there is no other way left to say it.
        async for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _send_held(
        self, answer: StreamedAnswer, pieces: AsyncIterator[bytes], send: Send
    ) -> None:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as held:
            size = await _hold(pieces, held)
            held.seek(0)
            await self._begin(answer, send, size)
            while piece := held.read(_PIECE_BYTES):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


async def _hold(pieces: AsyncIterator[bytes], held: IO[bytes]) -> int:
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > MOST_HELD_BYTES:
            raise TooMuchToHold(
                MOST_HELD_BYTES, "ask by HTTP/1.1, for triples with duplicates=allow, or for fewer"
            )
        held.write(piece)
    # One turn of the loop, so that a client that has gone meanwhile is noticed.
    await asyncio.sleep(0)
    return size
