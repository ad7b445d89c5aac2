"""Work that takes long has so many threads, whoever comes and goes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from techland.server.long_work import run_long_work
from tests.event_loops import run_to_end


def request_from(receive: Callable[[], Awaitable[Message]]) -> Request:
    application = Starlette()
    application.state.long_work = CapacityLimiter(1)
    return Request({"type": "http", "app": application}, receive)


async def gone() -> Message:
    return {"type": "http.disconnect"}


async def there() -> Message:
    await asyncio.Event().wait()
    return {}


def test_what_is_done_is_returned_and_what_fails_is_raised() -> None:
    request = request_from(there)

    async def run() -> None:
        assert await run_long_work(request, divmod, 7, 2) == (3, 1)
        with pytest.raises(ZeroDivisionError):
            await run_long_work(request, divmod, 7, 0)
        assert request.app.state.long_work.borrowed_tokens == 0

    run_to_end(asyncio.wait_for(run(), 20))


def test_work_keeps_its_turn_until_it_is_done_though_its_client_has_gone() -> None:
    may_end, ended = threading.Event(), threading.Event()
    request = request_from(gone)

    def work() -> None:
        may_end.wait(20)
        ended.set()

    async def run() -> None:
        with pytest.raises(ClientDisconnect):
            await run_long_work(request, work)
        turns: CapacityLimiter = request.app.state.long_work
        assert not ended.is_set()
        assert turns.borrowed_tokens == 1, "a thread is still at it"
        may_end.set()
        await turns.acquire()
        assert ended.is_set(), "the next one waited for it"

    run_to_end(asyncio.wait_for(run(), 20))


def test_whoever_goes_away_gives_up_waiting() -> None:
    request = request_from(gone)

    async def run() -> None:
        turns: CapacityLimiter = request.app.state.long_work
        turns.acquire_nowait()
        with pytest.raises(ClientDisconnect):
            await run_long_work(request, pytest.fail, "it has no turn")
        turns.release()
        assert turns.statistics().tasks_waiting == 0
        assert turns.borrowed_tokens == 0

    run_to_end(asyncio.wait_for(run(), 20))
