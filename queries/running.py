"""One query under way in a query process: its answer's pieces, its deadline, its end."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable

from techland.graph.errors import QueryError
from techland.graph.query_errors import (
    QueryCancelled,
    QueryOutOfMemory,
    QueryProcessDied,
    QueryTimeout,
    RefusedQuery,
)
from techland.queries.limits import Limits
from techland.queries.wire import (
    DATA,
    DEADLINE_CODE,
    ERROR,
    MEMORY_CODE,
    heard_error,
    read_frame,
)
from techland.queries.workers import Ending, Worker

# A process ends itself at the deadline; where it does not come to that, it is
# killed this much later.
GRACE_SECONDS = 0.3
# A process that has grown further is not used again: a new one takes milliseconds.
MOST_GROWN_BYTES = 64 * 2**20
_ALARM = -getattr(signal, "SIGALRM", 14)
_OUT_OF_MEMORY = "memory allocation of"


class RunningQuery:
    """A query that a process has been given.

    Exactly once, whoever comes first (the reader at the last frame, another
    thread that closes the answer, the overseer at the deadline), the process is
    put back or ended and ``settled`` is called.
    """

    def __init__(
        self, worker: Worker, limits: Limits, settled: Callable[[RunningQuery, Worker | None], None]
    ) -> None:
        self._worker = worker
        self._limits = limits
        self._settled = settled
        self._lock = threading.Lock()
        self._ending: Ending | None = None
        self._reason: QueryError | None = None
        self.over = False
        self.abandoned = False
        self._deadline = time.monotonic() + limits.seconds + GRACE_SECONDS

    def next_piece(self) -> bytes | None:
        """Return the next piece of the answer; None when it is whole.

        Raises:
            StoppedQuery, RefusedQuery: it has ended otherwise.
        """
        try:
            received = read_frame(self._worker.incoming)
        except (OSError, ValueError):
            received = None  # closed by another thread
        if received is None:
            raise self._cut()
        kind, payload = received
        if kind == DATA:
            return payload
        if kind == ERROR:
            error = heard_error(payload)
            self._settle(keep=isinstance(error, RefusedQuery))
            raise error
        self._settle(keep=json.loads(payload)["grown"] < MOST_GROWN_BYTES)
        return None

    def stop(self, reason: QueryError) -> None:
        """End the process, unless the query has ended; its reader is told the reason."""
        self._settle(keep=False, reason=reason)

    def look(self) -> None:
        """Stop what has been forgotten by its reader, or is beyond its deadline."""
        if self.abandoned:
            self.stop(QueryCancelled())
        elif time.monotonic() > self._deadline:
            self.stop(QueryTimeout(self._limits.seconds))

    def _settle(self, *, keep: bool, reason: QueryError | None = None, patience: float = 0) -> None:
        with self._lock:
            if self.over:
                return
            self.over = True
            self._reason = reason
            try:
                if not keep:
                    self._ending = self._worker.end(patience)
            finally:
                self._settled(self, self._worker if keep else None)

    def _cut(self) -> QueryError:
        """Return why the stream ended before the answer did."""
        self._settle(keep=False, patience=1)
        if self._reason or self._ending is None:
            return self._reason or QueryCancelled()
        code, said = self._ending.code, self._ending.said
        if code in {_ALARM, DEADLINE_CODE}:
            return QueryTimeout(self._limits.seconds)
        if code == MEMORY_CODE or _OUT_OF_MEMORY in said:
            return QueryOutOfMemory(self._limits.memory_bytes)
        return QueryProcessDied(code, said)
