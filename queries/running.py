"""One query under way in a query process: its answer's pieces, its deadline, its end."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from techland.graph.errors import QueryError
from techland.graph.query_errors import (
    QueryCancelled,
    QueryOutOfMemory,
    QueryProcessDied,
    QueryTimeout,
    RefusedQuery,
)
from techland.queries import process_signals
from techland.queries.limits import Limits
from techland.queries.wire import DATA, DEADLINE_CODE, END, ERROR, FACTS, MEMORY_CODE, heard_error
from techland.queries.workers import Ending, Worker

# A process ends itself at the deadline; where it does not come to that, it is
# killed this much later.
GRACE_SECONDS = 0.3
# A process that has grown further is not used again: a new one takes milliseconds.
MOST_GROWN_BYTES = 64 * 2**20
# The lanes of a query: see ``lanes``.
FAST, HEAVY, LEFT = "fast", "heavy", "left"
_ALARM = -getattr(signal, "SIGALRM", 14)
_OUT_OF_MEMORY = "memory allocation of"


class RunningQuery:
    """A query that a process has been given.

    Exactly once, whoever comes first (the reader at the last frame, another
    thread that closes the answer, the overseer at the deadline), the process is
    put back or killed and ``settled`` is called.

    Attributes:
        facts: what was told before the first piece, of a truncated answer.
        over: the process has been put back or killed.
        awaited: its reader waits for a piece now.
        abandoned: its reader has forgotten it; it is to be stopped.
        begun: when it was given to the process (monotonic clock).
        lane: fast, heavy or left; only the lanes change it.
    """

    def __init__(
        self,
        worker: Worker,
        limits: Limits,
        settled: Callable[[RunningQuery, Worker | None], None],
        *,
        arrived: float,
        only_once: bool = False,
    ) -> None:
        self.worker = worker
        self.facts: dict[str, Any] = {}
        self.over = False
        self.abandoned = False
        self.awaited = False
        self.lane = FAST
        self.begun = time.monotonic()
        self._limits = limits
        self._settled = settled
        self._lock = threading.Lock()
        self._reason: QueryError | None = None
        self._only_once = only_once
        self._deadline = arrived + limits.seconds + GRACE_SECONDS

    def next_piece(self) -> bytes | None:
        """Return the next piece of the answer; None when it is whole.

        Raises:
            StoppedQuery, RefusedQuery: it has ended otherwise.
        """
        self.awaited = True
        while (received := self._received()) is None:
            data = self.worker.channel.receive()
            if not data:
                raise self._cut()
            self.worker.frames.feed(data)
        self.awaited = False
        return self._heard(*received)

    async def next_piece_async(self) -> bytes | None:
        """Return the next piece without holding up the event loop; as ``next_piece``."""
        self.awaited = True
        while (received := self._received()) is None:
            data = await self.worker.channel.receive_async()
            if not data:
                raise await asyncio.to_thread(self._cut)
            self.worker.frames.feed(data)
        self.awaited = False
        return self._heard(*received)

    def is_whole(self) -> bool:
        """Tell whether the last piece was given, as far as is known without waiting."""
        if not self.over and self.worker.frames.following() == END:
            self._heard(*(self.worker.frames.next() or (END, b"")))
        return self.over and self._reason is None

    def _received(self) -> tuple[int, bytes] | None:
        while (received := self.worker.frames.next()) and received[0] == FACTS:
            self.facts = json.loads(received[1])
        return received

    def _heard(self, kind: int, payload: bytes) -> bytes | None:
        if kind == DATA:
            return payload
        if kind == ERROR:
            error = heard_error(payload)
            self._settle(keep=isinstance(error, RefusedQuery))
            raise error
        self._settle(keep=json.loads(payload)["grown"] < MOST_GROWN_BYTES)
        return None

    def stop(self, reason: QueryError) -> None:
        """Kill the process, unless the query has ended; its reader is told the reason."""
        self._settle(keep=False, reason=reason)

    def look(self) -> None:
        """Stop what has been forgotten by its reader, or is beyond its deadline."""
        if self.abandoned:
            self.stop(QueryCancelled())
        elif time.monotonic() > self._deadline:
            self.stop(QueryTimeout(self._limits.seconds))

    def make_heavy(self) -> None:
        """Let the process stand still, and others go before it; it is not used again."""
        self._only_once = True
        self._signal(process_signals.put_behind)
        self._signal(process_signals.pause)

    def pause(self) -> None:
        """Let the process stand still; its deadline counts on."""
        self._signal(process_signals.pause)

    def resume(self) -> None:
        """Let the process go on."""
        self._signal(process_signals.resume)

    def _signal(self, send: Callable[[int], None]) -> None:
        with self._lock:
            if not self.over:
                with suppress(OSError):
                    send(self.worker.pid)

    def _settle(self, *, keep: bool, reason: QueryError | None = None) -> None:
        with self._lock:
            if self.over:
                return
            self.over = True
            self._reason = reason
            keep = keep and not self._only_once
            if reason is not None:
                self.worker.kill()
        self._settled(self, self.worker if keep else None)

    def _cut(self) -> QueryError:
        """Return why the stream ended before the answer did."""
        ending = self.worker.end(patience=1)
        self._settle(keep=False)
        return self._reason or self._told_by(ending)

    def _told_by(self, ending: Ending) -> QueryError:
        code, said = ending.code, ending.said
        if code in {_ALARM, DEADLINE_CODE}:
            return QueryTimeout(self._limits.seconds)
        if code == MEMORY_CODE or _OUT_OF_MEMORY in said:
            return QueryOutOfMemory(self._limits.memory_bytes)
        return QueryProcessDied(code, said)
