"""One request to an endpoint, by SPARQLWrapper: its reply whole and in time, or an error.

SPARQLWrapper bounds the time of one read from the socket, not of an answer, and
reads an answer however long it is. So the request runs in a thread that is
waited for until the deadline, and its body is read in pieces up to a limit.
"""

from __future__ import annotations

import http.client
import math
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError

from SPARQLWrapper import SPARQLWrapper

from techland.graph.remote.endpoint import Credentials
from techland.graph.remote.faults import fault_of_reason, fault_of_status
from techland.graph.remote.opening import opened
from techland.graph.remote_errors import AnswerTooLarge, ConnectionCut, EndpointTimeout

T = TypeVar("T")
_PIECE = 64 * 1024


class Wrapper(SPARQLWrapper):
    """SPARQLWrapper whose credentials go to the endpoint, and not where it redirects to."""

    credentials: Credentials | None = None

    def _query(self) -> tuple[Any, str]:
        reply = opened(self._createRequest(), self.credentials, self.timeout)
        return reply, self.returnFormat


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
    """A request under way, which the waiting thread may give up."""

    wrapper: Any
    limit: int
    response: Any = None
    given_up: threading.Event = field(default_factory=threading.Event)

    def run(self) -> Reply:
        self.response = self.wrapper.query().response
        with closing(self.response):
            return self._read(self.response)

    def _read(self, response: Any) -> Reply:
        told = (response.headers.get("Content-Length") or "").strip()
        length_told = int(told) if told.isdecimal() else None
        pieces, length = [], 0
        while not self.given_up.is_set() and (piece := response.read1(_PIECE)):
            pieces.append(piece)
            length += len(piece)
            if length > self.limit:
                raise AnswerTooLarge(self.wrapper.endpoint, self.limit)
        if length_told is not None and length < length_told:
            reason = f"{length:,} of {length_told:,} bytes came"
            raise ConnectionCut(self.wrapper.endpoint, reason)
        framed = length_told is not None or bool(getattr(response, "chunked", False))
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
        with as_fault(
            address, seconds, given=wrapper.credentials is not None, begun=exchange.has_begun
        ):
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
    except HTTPError as error:
        said, headers = error.read().decode("utf-8", "replace"), dict(error.headers.items())
        raise fault_of_status(address, error.code, said, headers, given=given) from None
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
