"""Notice that a client has gone away while its answer is made."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any

from starlette.types import Receive

# Most answers are sent before anyone could have gone away; for them nothing is watched.
_BEFORE_WATCHING_SECONDS = 0.02


class WhileConnected:
    """A context that is cancelled, and left quietly, when the client goes away.

    The request's body must have been read: what is received after it is the end.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._gone = False
        self._watch: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        task: asyncio.Task[Any] | None = asyncio.current_task()
        self._timer = loop.call_later(_BEFORE_WATCHING_SECONDS, self._begin, loop)
        self._task = task

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watch = loop.create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        if self._task is not None:
            self._gone = True
            self._task.cancel()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._timer.cancel()
        if self._watch is not None and not self._watch.done():
            self._watch.cancel()
        if not self._gone or self._task is None:
            return False
        # Others may have cancelled it as well: then it stays cancelled.
        left = self._task.uncancel()
        return kind is not None and issubclass(kind, asyncio.CancelledError) and not left
