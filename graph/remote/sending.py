"""Send a graph to an engine, or take one away: requests of the Graph Store Protocol."""

from __future__ import annotations

import base64
import time
import urllib.request
from contextlib import closing
from typing import Any
from urllib.error import HTTPError

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.digest import digest_opener
from techland.graph.remote.endpoint import DIGEST, Credentials
from techland.graph.remote.requesting import as_fault, within

_NOT_FOUND = 404


def send(
    client: EndpointClient,
    method: str,
    address: str,
    body: bytes | None = None,
    media_type: str = "",
    *,
    missing: bool = False,
) -> None:
    """Send a request that changes the store; a busy engine is asked again.

    Args:
        client: of the engine.
        method: POST or DELETE.
        address: with the graph's name.
        body: what is sent.
        media_type: of the body.
        missing: a graph that is not there is no fault.

    Raises:
        EndpointError: one of its kinds.
    """
    until = time.monotonic() + client.seconds

    def once() -> None:
        request = urllib.request.Request(address, data=body, method=method)  # noqa: S310 (checked: HTTP only)
        if media_type:
            request.add_header("Content-Type", media_type)
        opener = _opener(request, client.endpoint.credentials)
        left = max(0.1, until - time.monotonic())
        with as_fault(address, client.seconds, given=client.endpoint.credentials is not None):
            try:
                within(left, lambda: _sent(opener, request, left))
            except HTTPError as error:
                if not (missing and error.code == _NOT_FOUND):
                    raise
                error.close()

    client.patience.ask(once, until)


def _sent(opener: Any, request: urllib.request.Request, seconds: float) -> None:
    with closing(opener.open(request, timeout=seconds)) as response:
        response.read()


def _opener(request: urllib.request.Request, known: Credentials | None) -> Any:
    """Return what sends a request with credentials, to its own address only."""
    if known is None:
        return urllib.request.build_opener()
    if known.scheme == DIGEST:
        return digest_opener(request.full_url, known.user, known.password)
    told = base64.b64encode(f"{known.user}:{known.password}".encode()).decode()
    request.add_unredirected_header("Authorization", f"Basic {told}")
    return urllib.request.build_opener()
