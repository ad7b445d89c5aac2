"""HTTP/1.1 by httptools, with a bound on the head of a request, and on the time that it may take.

httptools reads a head of any length: whoever sends one without an end fills the memory.
So the bytes are counted that bring a request no further, a head's and a trailer's alike,
and whoever sends too many of them, or too slowly, is refused. Of connections there are only so
many, too: a new one takes the place of the one that has waited longest for a request.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from techland.graph.request_errors import (
    AddressTooLong,
    HeadTooLarge,
    MalformedRequest,
    RequestError,
    UnknownMethod,
)
from techland.server.problems import PROBLEM_JSON, error_problem, problem
from techland.server.request_body import ADDRESS_BYTES

# An address up to this length is told that it is too long; beyond, the connection is closed.
HEAD_BYTES = 256 * 1024
# What is read of a head is read several times: of a field so many bytes, of fields so many.
FIELD_BYTES, MOST_FIELDS = 16 * 1024, 200
# httptools reads no longer address; a shorter one is refused as any other request is.
_READABLE_ADDRESS_BYTES = 2**16 - 1
# So long may a head take; a new connection that sends nothing is closed after it, too.
HEAD_SECONDS = 30.0
# For so long a connection is kept for its client's next request.
KEEP_ALIVE_SECONDS = 75
# Below what systems let a process open by default (macOS 256, Linux 1,024).
MOST_CONNECTIONS = 200 if sys.platform == "darwin" else 800

# Those of RFC 9110, section 9, but for CONNECT, and that of RFC 5789. One that a resource has
# not is refused there, with those that it has (405); any other is one that no resource has (501).
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")
_METHOD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+(?= |$)")

_OFFER = re.compile(rb"(?im)^upgrade(?=[ \t]*:)")
_DETAILS = {
    HTTPStatus.BAD_REQUEST: "this is no request of HTTP/1.1",
    HTTPStatus.REQUEST_TIMEOUT: f"the head of a request may take {HEAD_SECONDS:g} seconds",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: f"a head may have {HEAD_BYTES:,} bytes",
    HTTPStatus.SERVICE_UNAVAILABLE: f"all {MOST_CONNECTIONS:,} connections are at work: try later",
}


class BoundedProtocol(HttpToolsProtocol):
    """One connection, whose client can make it hold no more than a head's length."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first head, unless all that are open are at work."""
        super().connection_made(transport)
        self._waits_since = self.loop.time()
        self._unread = 0
        self._is_in_head = True
        self._head_timer: asyncio.TimerHandle | None = None
        self._await_head()
        if len(self.connections) > MOST_CONNECTIONS:
            self._find_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came, and refuse a head that is too long."""
        self._unset_keepalive_if_required()
        self._waits_since = self.loop.time()
        self._unread += len(data)
        self._feed(_without_offers(data) if self._is_in_head else data)
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
            # Seen in a head that came in pieces.
            rest = data[offer.args[0] :]
            if rest and not self.transport.is_closing():
                self._feed(rest)
        except httptools.HttpParserInvalidMethodError:
            self._refuse(HTTPStatus.BAD_REQUEST, _told_of_method(data))
        except httptools.HttpParserError as error:
            cause = error.__context__
            told = error_problem(cause) if isinstance(cause, RequestError) else None
            self._refuse(HTTPStatus.BAD_REQUEST, told)

    def on_headers_complete(self) -> None:
        """Take a whole head.

        Raises:
            AddressTooLong: longer than can be read.
            UnknownMethod: no resource has it.
            HeadTooLarge, MalformedRequest: see ``_check_fields``.
        """
        if (method := self.parser.get_method().decode()) not in METHODS:
            raise UnknownMethod(method, METHODS)
        _check_fields(self.headers)
        if len(self.url) > _READABLE_ADDRESS_BYTES:
            raise AddressTooLong(len(self.url), ADDRESS_BYTES)
        super().on_headers_complete()
        self._unread = 0
        self._is_in_head = False
        self._stop_waiting()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Take the end of a request: what comes next is a head."""
        self._unread = 0
        self._is_in_head = True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._waits_since = self.loop.time()
        super().on_response_complete()

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def _is_waiting(self) -> bool:
        return self._is_in_head and not self._is_answering

    @property
    def _is_in_first_body(self) -> bool:
        """Tell whether the body is read of the only request that waits for its answer."""
        is_alone = self.cycle is not None and not self.cycle.response_started and not self.pipeline
        return is_alone and not self._is_in_head

    def _find_room(self) -> None:
        """Close the connection that has waited longest for a request, else this one."""
        others = [one for one in self.connections if isinstance(one, BoundedProtocol)]
        waiting = [other for other in others if other is not self and other._is_waiting]
        if waiting:
            min(waiting, key=lambda other: other._waits_since)._close()
        else:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            self.transport.write(_refusal(problem(status, _DETAILS[status])))
            self._close()

    def _close(self) -> None:
        self._stop_waiting()
        self.connections.discard(self)
        self.transport.close()

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

    def _refuse(self, status: HTTPStatus, told: dict[str, Any] | None = None) -> None:
        """Close the connection; say why, unless an answer is under way or nothing was asked."""
        is_asked = bool(self._unread) or not self._is_in_head
        if is_asked and (not self._is_answering or self._is_in_first_body):
            self.transport.write(_refusal(told or problem(status, _DETAILS[status])))
        self._close()


def _check_fields(fields: list[tuple[bytes, bytes]]) -> None:
    """Check the fields of a head.

    Raises:
        HeadTooLarge: there are too many, or one is too long.
        MalformedRequest: there are two Hosts: which of them was checked would be a guess.
    """
    if len(fields) > MOST_FIELDS:
        raise HeadTooLarge(f"{len(fields):,} fields in the head", MOST_FIELDS, "send fewer")
    longest = max((len(value) for _, value in fields), default=0)
    if longest > FIELD_BYTES:
        raise HeadTooLarge(f"a field of {longest:,} bytes in the head", FIELD_BYTES, "shorten it")
    if sum(name == b"host" for name, _ in fields) > 1:
        raise MalformedRequest("a request with more than one Host (RFC 9112, section 3.2)")


def _without_offers(data: bytes) -> bytes:
    """Return a head in which no other protocol is offered, such as h2c by Java.

    HTTP/1.1 goes on; but where one is offered httptools reads no body.
    """
    head = data.partition(b"\r\n\r\n")[0]
    if b"upgrade" not in head.lower():
        return data
    return _OFFER.sub(b"x-offer", head) + data[len(head) :]


def _told_of_method(data: bytes) -> dict[str, Any] | None:
    """Return the problem of a request whose method cannot be read; None if it has no method."""
    found = _METHOD.match(data)
    method = found[0].decode() if found else ""
    return error_problem(UnknownMethod(method, METHODS)) if method not in {"", *METHODS} else None


def _refusal(told: dict[str, Any]) -> bytes:
    body = json.dumps(told).encode()
    head = (
        f"HTTP/1.1 {told['status']} {HTTPStatus(told['status']).phrase}\r\n"
        f"content-type: {PROBLEM_JSON}\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body
