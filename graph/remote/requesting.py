"""One request to an endpoint, by SPARQLWrapper: its reply whole and in time, or an error.

SPARQLWrapper bounds the time of one read from the socket, not of an answer, and
reads an answer however long it is. So the request runs in a thread that is
waited for until the deadline, and its body is read in pieces up to a limit.
"""

from __future__ import annotations

import ast
import http.client
import math
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError

from SPARQLWrapper import DIGEST, SPARQLExceptions, SPARQLWrapper

from techland.graph.remote.digest import digest_opener
from techland.graph.remote.faults import fault_of_reason, fault_of_status
from techland.graph.remote_errors import AnswerTooLarge, ConnectionCut, EndpointTimeout

T = TypeVar("T")
_PIECE = 64 * 1024
_STATUS = {
    SPARQLExceptions.QueryBadFormed: 400,
    SPARQLExceptions.Unauthorized: 401,
    SPARQLExceptions.EndPointNotFound: 404,
    SPARQLExceptions.URITooLong: 414,
    SPARQLExceptions.EndPointInternalError: 500,
}


class Wrapper(SPARQLWrapper):
    """SPARQLWrapper whose credentials go to the endpoint, and not where it redirects to."""

    def _createRequest(self) -> urllib.request.Request:  # noqa: N802 (its name there)
        request: urllib.request.Request = super()._createRequest()
        credentials = request.headers.pop("Authorization", None)
        if credentials:
            request.add_unredirected_header("Authorization", credentials)
        if self.http_auth == DIGEST and self.user and self.passwd:
            # In place of the one that SPARQLWrapper has just installed.
            opener = digest_opener(request.full_url, self.user, self.passwd)
            urllib.request.install_opener(opener)
        return request


@dataclass(frozen=True)
class Reply:
    """A whole reply; ``framed`` tells that its length was told, so that a cut shows."""

    status: int
    headers: Message
    body: bytes
    framed: bool

    @property
    def media_type(self) -> str:
        """Return the media type of the body, in lower case and without parameters."""
        return (self.headers.get("Content-Type") or "").partition(";")[0].strip().lower()


@dataclass
class _Exchange:
    """A request under way, which the waiting thread may close."""

    wrapper: Any
    limit: int
    response: Any = None
    given_up: threading.Event = field(default_factory=threading.Event)

    def run(self) -> Reply:
        self.response = self.wrapper.query().response
        with closing(self.response):
            return self._read(self.response)

    def _read(self, response: Any) -> Reply:
        told = response.headers.get("Content-Length")
        pieces, length = [], 0
        while not self.given_up.is_set() and (piece := response.read1(_PIECE)):
            pieces.append(piece)
            length += len(piece)
            if length > self.limit:
                raise AnswerTooLarge(self.wrapper.endpoint, self.limit)
        if told is not None and length < int(told):
            reason = f"{length:,} of {int(told):,} bytes came"
            raise ConnectionCut(self.wrapper.endpoint, reason)
        framed = told is not None or bool(getattr(response, "chunked", False))
        return Reply(response.status, response.headers, b"".join(pieces), framed)

    def has_begun(self) -> bool:
        return self.response is not None


def reply_to(wrapper: Any, until: float, seconds: float, limit: int) -> Reply:
    """Return the reply to a prepared SPARQLWrapper.

    Args:
        wrapper: with its query, parameters and credentials.
        until: the deadline (monotonic clock).
        seconds: the time that the deadline gave, to be told.
        limit: the most bytes of the body.

    Raises:
        EndpointError: one of its kinds.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise EndpointTimeout(wrapper.endpoint, seconds)
    wrapper.setTimeout(math.ceil(left))
    exchange = _Exchange(wrapper, limit)
    address = wrapper.updateEndpoint if wrapper.isSparqlUpdateRequest() else wrapper.endpoint
    try:
        with as_fault(address, seconds, given=bool(wrapper.user), begun=exchange.has_begun):
            return within(left, exchange.run)
    finally:
        exchange.given_up.set()


@contextmanager
def as_fault(
    address: str, seconds: float, *, given: bool, begun: Callable[[], bool] = lambda: False
) -> Iterator[None]:
    """Raise what a request raises as the one error that tells it.

    Args:
        address: of the endpoint.
        seconds: that the request might take.
        given: credentials were sent.
        begun: tells whether the answer had begun.
    """
    try:
        yield
    except tuple(_STATUS) as error:
        if isinstance(error.__context__, HTTPError):
            error.__context__.close()
        said = _quoted(str(error).partition("Response:")[2].strip())
        raise fault_of_status(address, _STATUS[type(error)], said, {}, given=given) from None
    except HTTPError as error:
        headers = dict(error.headers.items())
        raise fault_of_status(address, error.code, _said(error), headers, given=given) from None
    except TimeoutError:
        raise EndpointTimeout(address, seconds) from None
    except URLError as error:
        raise fault_of_reason(address, error.reason, seconds) from None
    except http.client.IncompleteRead as error:
        raise ConnectionCut(address, f"{len(error.partial):,} bytes came last") from None
    except (http.client.HTTPException, ssl.SSLError, OSError) as error:
        if begun():
            raise ConnectionCut(address, str(error)) from None
        raise fault_of_reason(address, error, seconds) from None


def _quoted(said: str) -> str:
    """Return the text of a body that SPARQLWrapper tells as Python writes bytes."""
    try:
        body = ast.literal_eval(said)
    except (ValueError, SyntaxError):
        return said
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else said


def _said(error: HTTPError) -> str:
    try:
        with closing(error):
            return error.read(4096).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return error.reason or ""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what work gives in a thread of its own, which ends by itself if it takes longer.

    Raises:
        TimeoutError: it took longer.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 (it is raised where it is waited for)
            outcome.set_exception(error)

    threading.Thread(target=run, name="endpoint", daemon=True).start()
    return outcome.result(timeout=seconds)
