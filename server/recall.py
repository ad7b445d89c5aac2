"""Small answers that were given before are given again without asking the query again.

Only what is the same to the byte each time is kept: the answer of a repeatable query
over data that do not change, for a request with the same address and headers.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/sparql"
_KEEP = "techland.keep"
_OK = 200
# The longest answer that is kept, with its request, and what all of them may take.
_MOST_BYTES = 64 * 1024
_MOST_IN_ALL = 32 * 2**20
# What a kept answer takes beside its bytes, and each field of its request's head.
_OBJECT_BYTES, _FIELD_BYTES = 4096, 160

_Key = tuple[Any, ...]


class _Kept(NamedTuple):
    start: Message
    body: Message
    size: int


def keep_answer(scope: Scope) -> None:
    """Say that the same request will always have the same answer, to the byte."""
    if _KEEP in scope:
        scope[_KEEP] = True


class Recall:
    """ASGI middleware that remembers answers of GET which say so by ``keep_answer``.

    The ones longest not asked for are forgotten first.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        key = (scope["query_string"], scope["scheme"], *scope["headers"])
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            await send({**found.start})
            await send({**found.body})
            return
        scope[_KEEP] = False
        await self.app(scope, receive, self._noting(key, scope, send))

    def _noting(self, key: _Key, scope: Scope, send: Send) -> Send:
        start: Message = {}

        async def noting(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message}
            elif scope[_KEEP] and start["status"] == _OK and not message.get("more_body"):
                self._keep(key, start, {**message})
            # Of an answer in several messages the last one alone would be kept.
            if message.get("more_body"):
                scope[_KEEP] = False
            await send(message)

        return noting

    def _keep(self, key: _Key, start: Message, body: Message) -> None:
        query_string, _, *headers = key
        size = len(query_string) + len(body["body"]) + sum(len(n) + len(v) for n, v in headers)
        if size > _MOST_BYTES:
            return
        size += _OBJECT_BYTES + _FIELD_BYTES * len(headers)
        replaced = self._kept.pop(key, None)
        self._kept[key] = _Kept(start, body, size)
        self._bytes += size - (replaced.size if replaced else 0)
        while self._bytes > _MOST_IN_ALL:
            self._bytes -= self._kept.popitem(last=False)[1].size
