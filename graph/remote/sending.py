"""Send a graph to an engine, or take one away: requests of the Graph Store Protocol."""

from __future__ import annotations

import time
import urllib.request
from contextlib import closing
from urllib.error import HTTPError

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Credentials
from techland.graph.remote.opening import opened
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
        known = client.endpoint.credentials
        left = max(0.1, until - time.monotonic())
        with as_fault(address, client.seconds, given=known is not None):
            try:
                within(left, lambda: _sent(request, known, left))
            except HTTPError as error:
                if not (missing and error.code == _NOT_FOUND):
                    raise
                error.close()

    client.patience.ask(once, until)


def _sent(request: urllib.request.Request, known: Credentials | None, seconds: float) -> None:
    with closing(opened(request, known, seconds)) as response:
        response.read()
