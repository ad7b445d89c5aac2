"""The number of open connections: bounded, and no request at work is lost for a new one."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Receive, Scope, Send

from techland.server import http_protocol
from tests.event_loops import run_to_end

from .raw_connections import GET, echo, listening, rest


def test_a_new_connection_takes_the_place_of_the_one_that_waited_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http_protocol, "MOST_CONNECTIONS", 3)

    async def run() -> tuple[bytes, list[bytes]]:
        async with listening() as connect:
            lines = [await connect() for _ in range(3)]
            for reader, writer in (lines[0], lines[2]):  # the second is the longest silent one
                writer.write(GET + b"\r\n")
                await reader.readuntil(b"/path ")
            lines.append(await connect())
            gone = await rest(lines[1][0])
            answers = []
            for reader, writer in (lines[0], *lines[2:]):
                writer.write(GET + b"\r\n")
                answers.append(await reader.readuntil(b"/path "))
            return gone, answers

    gone, answers = run_to_end(asyncio.wait_for(run(), 20))
    assert gone == b""
    assert [answer[:13] for answer in answers] == [b"HTTP/1.1 200 "] * 3


def test_no_request_at_work_loses_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "MOST_CONNECTIONS", 2)

    async def run() -> tuple[bytes, list[bytes]]:
        asked, go = asyncio.Queue[None](), asyncio.Event()

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            asked.put_nowait(None)
            await go.wait()
            await echo(scope, receive, send)

        async with listening(slow) as connect:
            lines = [await connect() for _ in range(2)]
            for _, writer in lines:
                writer.write(GET + b"Connection: close\r\n\r\n")
                await asked.get()
            refused = await rest((await connect())[0])
            go.set()
            return refused, [await rest(reader) for reader, _ in lines]

    refused, answers = run_to_end(asyncio.wait_for(run(), 20))
    assert refused.startswith(b"HTTP/1.1 503 ")
    assert b"connections are at work" in refused
    assert all(answer.endswith(b"/path ") for answer in answers)


def test_waiting_begins_when_the_answer_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "MOST_CONNECTIONS", 2)

    async def run() -> tuple[bytes, bytes]:
        asked, go = asyncio.Event(), asyncio.Event()

        async def first_is_slow(scope: Scope, receive: Receive, send: Send) -> None:
            if not asked.is_set():
                asked.set()
                await go.wait()
            await echo(scope, receive, send)

        async with listening(first_is_slow) as connect:
            (reader, writer), (silent, other) = await connect(), await connect()
            writer.write(GET + b"\r\n")
            await asked.wait()
            other.write(GET + b"\r\n")
            await silent.readuntil(b"/path ")
            go.set()
            await reader.readuntil(b"/path ")
            await connect()
            gone = await rest(silent)
            writer.write(GET + b"\r\n")
            return gone, await reader.readuntil(b"/path ")

    gone, again = run_to_end(asyncio.wait_for(run(), 20))
    assert gone == b""
    assert again.startswith(b"HTTP/1.1 200 ")
