"""HTTP/1.1 by httptools, with a bound on the head of a request, and on the time that it may take.

httptools reads a head of any length: whoever sends one without an end fills the memory.
So the bytes are counted that bring a request no further, a head's and a trailer's alike,
and whoever sends too many of them, or too slowly, is refused.
"""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# An address up to this length is told that it is too long; beyond, the connection is closed.
HEAD_BYTES = 256 * 1024
# So long may a head take; a new connection that sends nothing is closed after it, too.
HEAD_SECONDS = 30.0
# For so long a connection is kept for its client's next request.
KEEP_ALIVE_SECONDS = 75

_DETAILS = {
    HTTPStatus.BAD_REQUEST: "this is no request of HTTP/1.1",
    HTTPStatus.REQUEST_TIMEOUT: f"the head of a request may take {HEAD_SECONDS:g} seconds",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: f"a head may have {HEAD_BYTES:,} bytes",
}


class BoundedProtocol(HttpToolsProtocol):
    """One connection, whose client can make it hold no more than a head's length."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._unread = 0
        self._is_in_head = True
        self._head_timer: asyncio.TimerHandle | None = None
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came, and refuse a head that is too long."""
        self._unset_keepalive_if_required()
        self._unread += len(data)
        self._feed(data)
        if not self._unread or self.transport.is_closing():
            return
        if self._unread > HEAD_BYTES:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self._is_in_head and self._head_timer is None:
            self._await_head()

    def _feed(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            # Another protocol is offered, such as h2c by Java: HTTP/1.1 goes on.
            rest = data[offer.args[0] :]
            if rest and not self.transport.is_closing():
                self._feed(rest)
        except httptools.HttpParserError:
            self._refuse(HTTPStatus.BAD_REQUEST)

    def on_headers_complete(self) -> None:
        """Take a whole head."""
        self._unread = 0
        self._is_in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Take the end of a request: what comes next is a head."""
        self._unread = 0
        self._is_in_head = True
        super().on_message_complete()

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._on_slow_head)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _on_slow_head(self) -> None:
        if self._is_answering:
            self._await_head()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Close the connection; say why, unless an answer is under way or nothing was asked."""
        self._stop_waiting()
        if self._unread and not self._is_answering:
            self.transport.write(_refusal(status))
        self.transport.close()


def _refusal(status: HTTPStatus) -> bytes:
    told = {"title": status.phrase, "status": status.value, "detail": _DETAILS[status]}
    body = json.dumps(told).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "content-type: application/problem+json\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body
