"""The query processes of one program: idle ones kept warm, each query given one."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from techland.graph.query_errors import ProcessesClosed, QueryCancelled, QueryProcessDied
from techland.queries.chores import Chores
from techland.queries.lanes import HeavyLane, LaneSizes
from techland.queries.limits import Limits
from techland.queries.overseer import Overseer
from techland.queries.places import Places
from techland.queries.running import RunningQuery
from techland.queries.start_way import FORK, StartWay
from techland.queries.wire import Request
from techland.queries.workers import Worker, WorkerSource

# So long after an update the next one may come at once.
_CALM_SECONDS = 0.5


def _source(way: StartWay, path: Path) -> WorkerSource:
    if way == FORK:
        from techland.queries.forked_workers import ForkedWorkers

        return ForkedWorkers(path)
    from techland.queries.spawned_workers import SpawnedWorkers

    return SpawnedWorkers(path)


class Crew:
    """Query processes over one snapshot, at most as many at work as there are places."""

    def __init__(self, path: Path, way: StartWay, sizes: LaneSizes) -> None:
        # A program that forks itself must not share the sockets: see `is_ours`.
        self._owner = os.getpid()
        self._sizes = sizes
        self._places = Places(sizes.fast, sizes.queue, sizes.queue_seconds)
        self._lane = HeavyLane(sizes, self._places.give_back, self._replace)
        self._idle: deque[Worker] = deque()
        self._outward: deque[Worker] = deque()
        self._left: SimpleQueue[Worker] = SimpleQueue()
        self._closed = False
        self._generation = 0
        self._calm_from = 0.0
        self.source = _source(way, path)
        self._overseer = Overseer(self._lane.look)
        self._chores = Chores(self._do_chores)
        self._chores.wake()

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
        arrived = time.monotonic()
        self._places.take()
        try:
            while (worker := self._given(request)) is None:
                self._start(outward=request.outward)
            return self._begun(worker, request, limits, arrived)
        except BaseException:
            self._places.give_back()
            raise

    async def run_async(self, request: Request, limits: Limits) -> RunningQuery:
        """Give a query to a process without holding up the event loop; as ``run``."""
        if self._closed:
            raise ProcessesClosed
        arrived = time.monotonic()
        await self._places.take_async()
        try:
            while (worker := self._given(request)) is None:
                await asyncio.to_thread(self._start, outward=request.outward)
            return self._begun(worker, request, limits, arrived)
        except BaseException:
            self._places.give_back()
            raise

    def _given(self, request: Request) -> Worker | None:
        """Return an idle process that has the request, if there is one; it may have died unseen."""
        waiting = self._outward if request.outward else self._idle
        while True:
            try:
                worker = waiting.pop()
            except IndexError:
                return None
            if worker.generation != self._generation:
                self._left.put(worker)
                self._chores.wake()
                continue
            try:
                worker.channel.send(request.packed)
            except OSError:
                self._left.put(worker)
            else:
                return worker

    def _start(self, *, outward: bool = False) -> None:
        generation = self._generation
        worker = self.source.start(outward=outward)
        worker.generation = generation
        (self._outward if outward else self._idle).append(worker)
        if self._closed:
            self._end_idle()

    def _begun(
        self, worker: Worker, request: Request, limits: Limits, arrived: float
    ) -> RunningQuery:
        query = RunningQuery(
            worker, limits, self._settled, arrived=arrived, only_once=request.outward
        )
        self._overseer.add(query)
        return query

    def _settled(self, query: RunningQuery, kept: Worker | None) -> None:
        self._overseer.drop(query)
        if kept is not None and kept.generation == self._generation:
            self._idle.append(kept)
            if self._closed:
                self._end_idle()
        else:
            self._left.put(query.worker)
            self._chores.wake()
        self._lane.leave(query)

    def _replace(self) -> None:
        """Let another query have the place of one that has become heavy."""
        self._places.give_back()
        self._chores.wake()

    def _do_chores(self) -> None:
        self._clear_up()
        with suppress(QueryProcessDied, OSError):
            self._keep_warm()

    def _clear_up(self) -> None:
        with suppress(Empty):
            while True:
                self._left.get_nowait().end()

    def _keep_warm(self) -> None:
        """Start processes for free places ahead of the queries that will take them.

        While updates follow each other none is started that the next one would end.
        """
        if time.monotonic() < self._calm_from:
            return
        while self._sizes.heavy and len(self._idle) < self._places.free and not self._closed:
            self._start()

    def renew(self) -> None:
        """Give no query from now on to a process that has opened what was there before."""
        self._generation += 1
        self._calm_from = time.monotonic() + _CALM_SECONDS
        for waiting in (self._idle, self._outward):
            with suppress(IndexError):
                while True:
                    self._left.put(waiting.pop())
        self._chores.wake()

    def _end_idle(self) -> None:
        for waiting in (self._idle, self._outward):
            with suppress(IndexError):
                while True:
                    waiting.pop().end()

    def close(self) -> None:
        """Stop the queries under way and leave no process behind."""
        self._closed = True
        for query in self._overseer.running():
            query.stop(QueryCancelled())
        self._overseer.close()
        self._chores.close()
        self._clear_up()
        self._end_idle()
        self.source.close()
