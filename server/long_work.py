"""Threads for work that may take long: not all that there are, so that pages never wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request

from techland.server.presence import WhileConnected

Result = TypeVar("Result")

# Pages have forty threads of their own; a download may hold one until its query's deadline.
MOST = 16


async def run_long_work(
    request: Request, work: Callable[..., Result], *arguments: object
) -> Result:
    """Return what a function returns, called in a thread; where many do so it waits its turn.

    Whoever goes away waits no longer; work that has begun keeps its turn until it is done.

    Raises:
        ClientDisconnect: the client has gone.
    """
    turns: CapacityLimiter = request.app.state.long_work
    turn = object()
    with WhileConnected(request.receive):
        await turns.acquire_on_behalf_of(turn)
        # A thread cannot be stopped: to cancel what waits for it would only give its turn away.
        running = to_thread.run_sync(work, *arguments, limiter=CapacityLimiter(1))
        at_work = asyncio.ensure_future(running)
        at_work.add_done_callback(lambda _: turns.release_on_behalf_of(turn))
        return await asyncio.shield(at_work)
    raise ClientDisconnect
