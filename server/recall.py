"""Requests that were answered before: what they ask for is known without reading them again.

Only the way to the answer is kept, never the answer: the query runs each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from techland.graph.errors import TechlandError
from techland.server.problems import on_techland_error

KEEP = "techland.keep"
_MOST_KEPT = 1024
_MOST_BYTES = 8192
_Send = Callable[[Scope, Receive, Send], Awaitable[None]]


def keep_way(scope: Scope, way: _Send) -> None:
    """Keep the way in which a request was answered, for others that are the same to the byte."""
    keep = scope.get(KEEP)
    if keep is not None:
        keep(way)


class Recall:
    """ASGI middleware that takes a request of GET the way that the same one took before.

    Only what says so by ``keep_way`` is kept: an answer whose headers stay the same
    for as long as the application shows the same data.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._ways: OrderedDict[tuple[Any, ...], _Send] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        key = (scope["path"], scope["query_string"], scope["scheme"], *scope["headers"])
        way = self._ways.get(key)
        if way is None:
            scope[KEEP] = lambda found: self._keep(key, found)
            await self.app(scope, receive, send)
            return
        try:
            await way(scope, receive, send)
        except TechlandError as error:
            response = await on_techland_error(Request(scope, receive), error)
            await response(scope, receive, send)

    def _keep(self, key: tuple[Any, ...], way: _Send) -> None:
        size = len(key[1]) + sum(len(name) + len(value) for name, value in key[3:])
        if size <= _MOST_BYTES:
            self._ways[key] = way
            while len(self._ways) > _MOST_KEPT:
                self._ways.popitem(last=False)
