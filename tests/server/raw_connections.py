"""Connections on which a test says each byte itself, to an application behind our protocol."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from techland.server.http_protocol import BoundedProtocol

GET = b"GET /path?a HTTP/1.1\r\nHost: localhost\r\n"

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the request's path and body."""
    request = Request(scope, receive)
    body = await request.body()
    await PlainTextResponse(request.url.path.encode() + b" " + body)(scope, receive, send)


@asynccontextmanager
async def listening(app: ASGIApp = echo) -> AsyncIterator[Callable[[], Awaitable[Line]]]:
    """Serve an application; what is yielded opens a connection."""
    config = uvicorn.Config(app, http=BoundedProtocol, ws="none", log_level="critical")
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: BoundedProtocol(config, state, {}), "127.0.0.1", 0)
    writers: list[asyncio.StreamWriter] = []

    async def connect() -> Line:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writers.append(writer)
        return reader, writer

    async with server:
        try:
            yield connect
        finally:
            for writer in writers:
                writer.close()
            for protocol in list(state.connections):
                protocol.transport.abort()


async def rest(reader: asyncio.StreamReader) -> bytes:
    """Read until the server hangs up, which it does also by a reset."""
    found = b""
    try:
        while piece := await reader.read(2**16):
            found += piece
    except ConnectionError:
        pass
    return found
