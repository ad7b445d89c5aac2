"""What went wrong between us and an endpoint, as one error each."""

from __future__ import annotations

import html
import http.client
import re
import ssl
from collections.abc import Mapping

from techland.graph.remote.retrying import asked_wait
from techland.graph.remote_errors import (
    AccessDenied,
    AnswerCapped,
    CertificateRefused,
    ConnectionCut,
    EndpointBusy,
    EndpointError,
    EndpointRefused,
    EndpointTimeout,
    EndpointUnreachable,
)

_DENIED, _BUSY = frozenset({401, 403, 407}), frozenset({429, 503})
# Virtuoso says so with status 500.
_NO_RIGHT = "SECURITY: No permission"
# Virtuoso repeats the query after what it says of it.
_ECHO = "SPARQL query:"
# It refuses to sort more rows than it gives.
_SORT_LIMIT = re.compile(r"SR353.*?Only (\d+) are allowed", re.DOTALL)
_MARKUP = re.compile(r"<(script|style).*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def fault_of_status(
    address: str, status: int, said: str, headers: Mapping[str, str], *, given: bool
) -> EndpointError:
    """Return the error of a status that is no success.

    Args:
        address: of the endpoint.
        status: of HTTP.
        said: the body, or its beginning.
        headers: of the reply.
        given: credentials were sent.
    """
    if status in _DENIED or _NO_RIGHT in said:
        return AccessDenied(address, status, given=given)
    if status in _BUSY:
        return EndpointBusy(address, status, asked_wait(headers))
    if told := _SORT_LIMIT.search(said):
        return AnswerCapped(address, int(told[1]))
    return EndpointRefused(address, status, plain(said).partition(_ECHO)[0])


def fault_of_reason(address: str, reason: object, seconds: float) -> EndpointError:
    """Return the error of what the connection itself raised."""
    if isinstance(reason, TimeoutError):
        return EndpointTimeout(address, seconds)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return CertificateRefused(address, reason.verify_message)
    if isinstance(reason, ConnectionResetError | http.client.RemoteDisconnected):
        return ConnectionCut(address, "nothing came before the connection was closed")
    told = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return EndpointUnreachable(address, told)


def plain(said: str) -> str:
    r"""Return a text without the tags of HTML.

    >>> plain("<html><style>b {}</style><h1>Bad &amp; worse</h1></html>").strip()
    'Bad & worse'
    """
    return html.unescape(_MARKUP.sub(" ", said)) if "<html" in said.lower() else said
