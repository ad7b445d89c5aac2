"""The query processes of one program: idle ones kept warm, each query given one."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path

from techland.graph.query_errors import ProcessesClosed, QueryCancelled, QueryProcessDied
from techland.queries.limits import Limits
from techland.queries.overseer import Overseer
from techland.queries.places import Places
from techland.queries.running import RunningQuery
from techland.queries.start_way import FORK, StartWay
from techland.queries.wire import Request
from techland.queries.workers import Worker, WorkerSource


def _source(way: StartWay, path: Path) -> WorkerSource:
    if way == FORK:
        from techland.queries.forked_workers import ForkedWorkers

        return ForkedWorkers(path)
    from techland.queries.spawned_workers import SpawnedWorkers

    return SpawnedWorkers(path)


class Crew:
    """Query processes over one snapshot, at most as many at work as there are places."""

    def __init__(self, path: Path, way: StartWay, places: Places) -> None:
        # A program that forks itself must not share the sockets: see `is_ours`.
        self._owner = os.getpid()
        self._places = places
        self._idle: deque[Worker] = deque()
        self._overseer = Overseer()
        self._closed = False
        self.source = _source(way, path)

    @property
    def is_ours(self) -> bool:
        """Return whether this process made the crew, not one it was forked from."""
        return self._owner == os.getpid()

    def warm(self, size: int) -> None:
        """Have so many idle processes."""
        while len(self._idle) < size:
            self._idle.append(self.source.start())

    def run(self, request: Request, limits: Limits) -> RunningQuery:
        """Give a query to a process, an idle one or a new one.

        Raises:
            QueryQueueFull: no place became free in time.
            QueryProcessDied: no process can be started.
        """
        self._places.take()
        given = False
        try:
            query = RunningQuery(self._given(request), limits, self._settled)
            given = True
        finally:
            if not given:
                self._places.give_back()
        query.begin(self._overseer)
        return query
