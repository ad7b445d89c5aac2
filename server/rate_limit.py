"""So many requests a second for each client, and a few more at once; then 429."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from techland.server.problems import PROBLEM_JSON, problem

# Requests that may come at once, in seconds of the rate.
BURST_SECONDS = 5.0
# So many clients are remembered; the one longest silent is forgotten.
_REMEMBERED = 10_000
_NETWORK_OF_ONE = 64


class RateLimit:
    """ASGI middleware: each client has a bucket that fills at a rate and holds a burst.

    Args:
        app: what answers the requests that are let through.
        rate: requests a second; a client may send five seconds' worth at once.
        clock: tells the seconds; tests give one of their own.
    """

    def __init__(
        self, app: ASGIApp, rate: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.app = app
        self._rate = rate
        self._most = max(1.0, rate * BURST_SECONDS)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or tell how long to wait."""
        if scope["type"] == "http" and (wait := self._wait(client_of(scope))):
            told = problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"more than {self._rate:g} requests a second",
                hint=f"wait {wait} s, and send requests one after the other",
            )
            headers = {"Retry-After": str(wait)}
            refusal = JSONResponse(told, told["status"], headers, media_type=PROBLEM_JSON)
            await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _wait(self, client: str) -> int:
        """Take one request out of a client's bucket; return 0, or the seconds to wait."""
        now = self._clock()
        level, since = self._buckets.pop(client, (self._most, now))
        level = min(self._most, level + (now - since) * self._rate)
        allowed = level >= 1
        self._buckets[client] = (level - allowed, now)
        while len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - level) / self._rate))


def client_of(scope: Scope) -> str:
    """Return whom requests are counted for: an address, of IPv6 the network of one user."""
    host = str((scope.get("client") or ("", 0))[0])
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:  # noqa: PLR2004 (the version's own number)
        return host
    return str(ipaddress.ip_network((address, _NETWORK_OF_ONE), strict=False))
