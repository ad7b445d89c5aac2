"""The query processes of one program: idle ones kept warm, each query given one."""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
from pathlib import Path

from techland.graph.query_errors import ProcessesClosed, QueryCancelled
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
        self._generation = 0
        self.source = _source(way, path)

    @property
    def is_ours(self) -> bool:
        """Return whether this process made the crew, not one it was forked from."""
        return self._owner == os.getpid()

    def run(self, request: Request, limits: Limits) -> RunningQuery:
        """Give a query to a process, an idle one or a new one.

        Raises:
            ProcessesClosed: the crew was closed.
            QueryQueueFull: no place became free in time.
            QueryProcessDied: no process can be started.
        """
        if self._closed:
            raise ProcessesClosed
        self._places.take()
        begun = False
        try:
            query = RunningQuery(self._given(request), limits, self._settled)
            self._overseer.add(query)
            begun = True
        finally:
            if not begun:
                self._places.give_back()
        return query

    def _given(self, request: Request) -> Worker:
        """Return a process that has the request; an idle one may have died unseen."""
        packed = request.packed()
        while True:
            try:
                worker, fresh = self._idle.pop(), False
            except IndexError:
                generation = self._generation
                worker, fresh = self.source.start(), True
                worker.generation = generation
            if worker.generation != self._generation and not fresh:
                worker.end()
                continue
            try:
                worker.send(packed)
            except OSError:
                worker.end()
                if fresh:
                    raise
            else:
                return worker

    def _settled(self, query: RunningQuery, worker: Worker | None) -> None:
        self._overseer.drop(query)
        if worker is not None and worker.generation != self._generation:
            worker.end()
        elif worker is not None:
            self._idle.append(worker)
            if self._closed:
                self._end_idle()
        self._places.give_back()

    def renew(self) -> None:
        """Give no query from now on to a process that has opened what was there before."""
        self._generation += 1
        self._end_idle()

    def _end_idle(self) -> None:
        with suppress(IndexError):
            while True:
                self._idle.pop().end()

    def close(self) -> None:
        """Stop the queries under way and leave no process behind."""
        self._closed = True
        for query in self._overseer.running():
            query.stop(QueryCancelled())
        self._overseer.close()
        self._end_idle()
        self.source.close()
