"""Two lanes: queries begin in the fast one, and what takes long goes on in the heavy one.

A query that is older than a moment leaves the fast lane: its place is free for
the next, so that light queries never wait behind heavy ones. Of the heavy ones
a bounded number runs, with less claim on the processors; the others stand still
and take turns with them. Beyond the most heavy ones a query is stopped.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from techland.graph.load_errors import TooManyHeavyQueries
from techland.queries.limits import positive_number
from techland.queries.running import FAST, HEAVY, LEFT, RunningQuery
from techland.queries.start_way import FORK, start_way

FAST_SECONDS = 0.1
TURN_SECONDS = 1.0


# Field of LaneSizes, the setting that gives it a value.
SETTINGS = {
    "fast": "TECHLAND_QUERY_PROCESSES",
    "heavy": "TECHLAND_HEAVY_QUERIES",
    "heavy_running": "TECHLAND_HEAVY_RUNNING",
    "queue": "TECHLAND_QUERY_QUEUE",
    "queue_seconds": "TECHLAND_QUERY_QUEUE_SECONDS",
}


@dataclass(frozen=True)
class LaneSizes:
    """How many queries run and wait.

    Attributes:
        fast: places of the fast lane, each with a process that is kept warm.
        heavy: most queries that have left it; 0 leaves every query in its place.
        heavy_running: so many of the heavy ones run at once.
        queue: so many queries wait for a place of the fast lane …
        queue_seconds: … for so long.
    """

    fast: int = 2
    heavy: int = 0
    heavy_running: int = 1
    queue: int = 64
    queue_seconds: float = 30.0

    @classmethod
    def for_server(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Return the sizes for many clients, less or more where a setting of ``SETTINGS`` says so.

        Where processes are spawned each holds the graph anew, so that there are fewer.

        Raises:
            BadSetting: a setting is not a positive number.
        """
        processors = os.cpu_count() or 1
        usual = (
            cls(max(4, processors), 64, max(1, processors - 1), 256)
            if start_way() == FORK
            else cls(2, 4, 2, 256)
        )
        given = os.environ if environment is None else environment
        asked = {
            field: positive_number(setting, given[setting], float if "seconds" in field else int)
            for field, setting in SETTINGS.items()
            if given.get(setting)
        }
        return replace(usual, **asked)  # type: ignore[arg-type]  # whole where the field is


class HeavyLane:
    """The queries that have left the fast lane.

    One thread, the overseer's, calls ``look``; any may call ``leave``.
    """

    def __init__(
        self, sizes: LaneSizes, free_place: Callable[[], None], replace: Callable[[], None]
    ) -> None:
        self._sizes = sizes
        self._free_place = free_place
        self._replace = replace
        self._lock = threading.Lock()
        self._running: dict[RunningQuery, float] = {}
        self._still: deque[RunningQuery] = deque()

    def look(self, queries: list[RunningQuery]) -> None:
        """Take in what has become heavy, and let those that stand still have their turns."""
        if not self._sizes.heavy:
            return
        now = time.monotonic()
        for query in queries:
            if query.lane == FAST and now - query.begun > FAST_SECONDS:
                self._take_in(query)
        self._end_turns(now)
        self._begin_turns(now)

    def leave(self, query: RunningQuery) -> None:
        """Let a query that has ended go, and with it its place in whichever lane."""
        with self._lock:
            was, query.lane = query.lane, LEFT
            if was == HEAVY:
                self._running.pop(query, None)
                if query in self._still:
                    self._still.remove(query)
        if was == FAST:
            self._free_place()

    def _take_in(self, query: RunningQuery) -> None:
        with self._lock:
            if query.lane != FAST:
                return
            is_full = len(self._running) + len(self._still) >= self._sizes.heavy
            if not is_full:
                query.lane = HEAVY
                self._still.append(query)
        if is_full:
            query.stop(TooManyHeavyQueries(self._sizes.heavy))
            return
        query.make_heavy()
        self._replace()

    def _end_turns(self, now: float) -> None:
        """Let those stand still that have run for a turn, or whose reader is behind."""
        with self._lock:
            running = self._running.items()
            done = [q for q, since in running if now - since > TURN_SECONDS or not q.awaited]
            for query in done[: len(self._still)]:
                del self._running[query]
                self._still.append(query)
        for query in done:
            if query not in self._running:
                query.pause()

    def _begin_turns(self, now: float) -> None:
        with self._lock:
            free = self._sizes.heavy_running - len(self._running)
            begun = [self._still.popleft() for _ in range(min(free, len(self._still)))]
            self._running.update(dict.fromkeys(begun, now))
        for query in begun:
            query.resume()
