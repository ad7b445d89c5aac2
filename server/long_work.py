"""Threads for work that may take long: not all that there are, so that pages never wait for it."""

from __future__ import annotations

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

    Whoever goes away gives up the turn.

    Raises:
        ClientDisconnect: the client has gone.
    """
    turns: CapacityLimiter = request.app.state.long_work
    with WhileConnected(request.receive):
        return await to_thread.run_sync(work, *arguments, limiter=turns)
    raise ClientDisconnect
