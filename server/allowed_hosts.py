"""The names by which a server may be called: against pages whose name leads to this machine."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from techland.server.problems import PROBLEM_JSON, problem

ANY = "*"


class AllowedHosts:
    """ASGI middleware that refuses a request to a name that is not this server's.

    A page of another site can make its own name resolve to this machine (DNS
    rebinding) and would then read what is served here as its own.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """Wrap an application; ``hosts`` are names and addresses, ``*`` stands for any."""
        self.app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or ANY in self._hosts or self._allows(scope):
            await self.app(scope, receive, send)
            return
        told = problem(
            HTTPStatus.BAD_REQUEST,
            "the request's Host is none of this server's names",
            hint=f"call it {' or '.join(sorted(self._hosts))}",
        )
        refusal = JSONResponse(told, told["status"], media_type=PROBLEM_JSON)
        await refusal(scope, receive, send)

    def _allows(self, scope: Scope) -> bool:
        host = Headers(scope=scope).get("host", "").lower()
        name, colon, port = host.rpartition(":")
        return host in self._hosts or bool(colon and port.isdecimal() and name in self._hosts)
