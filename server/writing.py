"""Have writes of a plain store done one after the other, beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.requests import Request

from techland.graph.request_errors import ReadOnlyStore
from techland.graph.store_errors import UpdateQueueFull
from techland.queries.plain.store import QUEUE_LENGTH, PlainStore
from techland.server.write_access import WriteToken

Result = TypeVar("Result")


class WriteQueue:
    """The writes that wait for their turn: bounded, in the order in which they came."""

    def __init__(self, store: PlainStore, token: WriteToken | None, body_bytes: int) -> None:
        """Wrap a store; without a token it is read-only."""
        self.store = store
        self.token = token
        self.body_bytes = body_bytes
        self._turns = ThreadPoolExecutor(1, "plain store")
        self._waiting = 0

    def check(self, request: Request) -> None:
        """Let a request pass that may write.

        Raises:
            ReadOnlyStore: nobody may.
            TokenMissing, TokenWrong: see ``WriteToken.check``.
        """
        if self.token is None:
            raise ReadOnlyStore
        self.token.check(request)

    async def do(self, write: Callable[..., Result], *arguments: Any) -> Result:
        """Do a write when its turn comes; it goes on when the client goes away.

        Raises:
            UpdateQueueFull: too many wait.
            PlainStoreError: what the write raises.
        """
        if self._waiting >= QUEUE_LENGTH:
            raise UpdateQueueFull(self._waiting)
        self._waiting += 1
        future = asyncio.get_running_loop().run_in_executor(self._turns, write, *arguments)
        future.add_done_callback(self._done)
        return await asyncio.shield(future)

    def _done(self, future: asyncio.Future[Any]) -> None:
        self._waiting -= 1
        if not future.cancelled():
            future.exception()  # its client may be gone: nobody else asks for it

    def close(self) -> None:
        """Wait for the write under way; drop those that wait."""
        self._turns.shutdown(cancel_futures=True)


def write_queue_of(request: Request) -> WriteQueue:
    """Return the writes of the store that this server serves."""
    queue: WriteQueue = request.app.state.write_queue
    return queue
