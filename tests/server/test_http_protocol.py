"""Heads of requests: bounded in size and time, and what is offered beside HTTP/1.1."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from techland.server import http_protocol
from techland.server.http_protocol import HEAD_BYTES
from tests.event_loops import run_to_end

from .raw_connections import GET, Line, listening, rest

CHUNKED = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"


@asynccontextmanager
async def connected() -> AsyncIterator[Line]:
    async with listening() as connect:
        yield await connect()


def told(talk: Callable[[Line], Awaitable[bytes]]) -> bytes:
    async def run() -> bytes:
        async with connected() as line:
            return await asyncio.wait_for(talk(line), 20)

    found: Any = run_to_end(run())
    return bytes(found)


async def send_endlessly(line: Line, begin: bytes, piece: bytes) -> bytes:
    """Send pieces until the server hangs up, or far beyond what it may take."""
    reader, writer = line
    writer.write(begin)
    try:
        for _ in range(8 * HEAD_BYTES // len(piece)):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        return await rest(reader)
    return await rest(reader)


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (b"GET /", b"x" * 1000),
        (GET + b"X: ", b"x" * 1000),
        (GET, b"X: y\r\n" * 100),
        (CHUNKED + b"0\r\n", b"X: y\r\n" * 100),
    ],
    ids=["address", "header", "headers", "trailer"],
)
def test_a_head_without_end_is_refused(begin: bytes, piece: bytes) -> None:
    said = told(lambda line: send_endlessly(line, begin, piece))
    # A client that still sends when the server hangs up may not see why.
    assert not said or said.startswith(b"HTTP/1.1 431 ")


def test_a_head_that_is_too_long_is_told_so() -> None:
    async def talk(line: Line) -> bytes:
        reader, writer = line
        writer.write(GET + b"X: " + b"x" * HEAD_BYTES)
        return await rest(reader)

    said = told(talk)
    assert said.startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")
    assert b"application/problem+json" in said
    assert b"262,144 bytes" in said


def test_a_body_may_be_longer_than_a_head() -> None:
    async def talk(line: Line) -> bytes:
        reader, writer = line
        writer.write(CHUNKED)
        for _ in range(2 * HEAD_BYTES // 1024):
            writer.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
        writer.write(b"0\r\n\r\n" + GET + b"Connection: close\r\n\r\n")
        return await rest(reader)

    said = told(talk)
    assert said.startswith(b"HTTP/1.1 200")
    assert said.count(b"x") > 2 * HEAD_BYTES
    assert said.endswith(b"/path ")


@pytest.mark.parametrize("begin", [b"", b"GET /slow HTT", GET], ids=["nothing", "line", "headers"])
def test_a_slow_head_ends_the_connection(monkeypatch: pytest.MonkeyPatch, begin: bytes) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.3)

    async def talk(line: Line) -> bytes:
        reader, writer = line
        writer.write(begin)
        return await rest(reader)

    said = told(talk)
    assert said.startswith(b"HTTP/1.1 408 ") if begin else not said


def test_a_slow_head_after_an_answer_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.3)

    async def talk(line: Line) -> bytes:
        reader, writer = line
        writer.write(GET + b"\r\n")
        first = await reader.readuntil(b"/path ")
        # Longer than a head may take: between requests a client may rest.
        await asyncio.sleep(0.6)
        writer.write(GET)
        return first + await rest(reader)

    said = told(talk)
    assert said.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1 408 " in said


def test_http_1_1_goes_on_where_another_protocol_is_offered() -> None:
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"

    async def talk(line: Line) -> bytes:
        reader, writer = line
        writer.write(GET + offer + b"\r\n")
        first = await reader.readuntil(b"/path ")
        body = b"POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
        writer.write(body + offer + b"\r\nabc")
        second = await reader.readuntil(b"/b abc")
        writer.write(GET + b"Connection: close\r\n\r\n")
        return first + second + await rest(reader)

    assert told(talk).count(b"HTTP/1.1 200") == 3


def test_no_request_at_all_is_told_so() -> None:
    async def talk(line: Line) -> bytes:
        reader, writer = line
        writer.write(b"\x00\xff" * 10)
        return await rest(reader)

    said = told(talk)
    assert said.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"no request of HTTP/1.1" in said


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"BREW /pot HTTP/1.1", 501),
        (b"brew", 400),
        # Known to the parser, and to no resource.
        (b"PROPFIND / HTTP/1.1", 501),
        (b"QUERY / HTTP/1.1", 501),
        (b"CONNECT localhost:80 HTTP/1.1", 501),
        (b"get / HTTP/1.1", 501),
        (b"\x16\x03\x01\x02", 400),
        (b"{}", 400),
        (b"GET  HTTP/1.1", 400),
    ],
)
def test_a_method_that_http_has_not_is_not_implemented(request_line: bytes, status: int) -> None:
    async def talk(line: Line) -> bytes:
        line[1].write(request_line + b"\r\nHost: localhost\r\n\r\n")
        return await rest(line[0])

    answer = told(talk)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert (b"known are GET, HEAD" in answer) == (status == 501)


@pytest.mark.parametrize("method", [b"TRACE", b"DELETE", b"PATCH"])
def test_a_method_that_http_has_reaches_the_application(method: bytes) -> None:
    async def talk(line: Line) -> bytes:
        line[1].write(method + b" / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return await rest(line[0])

    assert told(talk).startswith(b"HTTP/1.1 200 ")


# What servers and the proxies before them read differently is not read at all.
_BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
AMBIGUOUS = {
    "two lengths": _BODY + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "length and chunks": _BODY
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "chunks last but one": _BODY + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "another coding": _BODY + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a negative length": _BODY + b"Content-Length: -5\r\n\r\n",
    "a negative chunk": _BODY + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
    "line feeds": b"GET / HTTP/1.1\nHost: localhost\n\n",
    "a folded line": GET + b"X: a\r\n b\r\n\r\n",
    "a space before the colon": GET + b"X : a\r\n\r\n",
    "two hosts": GET + b"Host: elsewhere\r\n\r\n",
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_an_ambiguous_request_is_refused_and_its_connection_closed(name: str) -> None:
    async def talk(line: Line) -> bytes:
        line[1].write(AMBIGUOUS[name])
        return await rest(line[0])

    answer = told(talk)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_an_offer_in_a_body_is_left_as_it_is() -> None:
    body = b"\r\n\r\nupgrade: h2c"

    async def talk(line: Line) -> bytes:
        line[1].write(GET.replace(b"GET", b"POST") + b"Upgrade:h2c\r\nConnection: close\r\n")
        line[1].write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        return await rest(line[0])

    assert told(talk).endswith(b"/path " + body)


@pytest.mark.parametrize(
    "fields",
    [b"Accept: " + b"a/b;q=0.1," * 1800 + b"\r\n", b"Accept: text/csv\r\n" * 300],
    ids=["a long field", "many fields"],
)
def test_what_would_be_read_again_and_again_is_bounded(fields: bytes) -> None:
    async def talk(line: Line) -> bytes:
        line[1].write(GET + fields + b"\r\n")
        return await rest(line[0])

    answer = told(talk)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert b'"limit": ' in answer
