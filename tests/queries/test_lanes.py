"""Long queries leave the fast lane: light ones never wait behind them."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from techland.graph.errors import QueryError
from techland.graph.load_errors import TooManyHeavyQueries
from techland.graph.query_errors import BadSetting, QueryCancelled, QueryQueueFull, QueryTimeout
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.lanes import LaneSizes
from techland.queries.limits import Limits
from techland.queries.places import Places
from techland.queries.start_way import StartWay
from tests.event_loops import run_to_end

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LIGHT = "ASK { ?s ?p ?o }"


@pytest.fixture(params=["fork", pytest.param("spawn", marks=pytest.mark.soak)])
def start(request: pytest.FixtureRequest) -> StartWay:
    way: StartWay = request.param
    return way


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as opened:
        yield opened


def outcome(processes: QueryProcesses, text: str, seconds: float) -> bytes | QueryError:
    try:
        return b"".join(processes.evaluate(text, limits=Limits(seconds=seconds)).chunks)
    except QueryError as error:
        return error


def states(path: Path) -> list[tuple[str, int]]:
    """Return state and niceness of each query process over a snapshot, the forking one too."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if b"techland.queries.process" in words and str(path).encode() in words:
            found.append((fields[0], int(fields[16])))
    return found


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


@pytest.mark.soak
def test_light_queries_do_not_wait_behind_heavy_ones(
    curated_snapshot: Snapshot, pool: ThreadPoolExecutor, start: StartWay
) -> None:
    sizes = LaneSizes(fast=1, heavy=4, heavy_running=1)
    path = curated_snapshot.quads_path
    with QueryProcesses(path, Limits(), sizes, start) as processes:
        assert outcome(processes, LIGHT, 60)
        others = len([one for one in states(path) if one[0] == "T"])
        heavy = [pool.submit(outcome, processes, RUNAWAY, 10) for _ in range(3)]
        assert until(lambda: len([s for s, _ in states(path) if s == "T"]) == others + 2)
        assert len([nice for _, nice in states(path) if nice > 0]) >= 3
        for _ in range(20):
            answer = outcome(processes, LIGHT, 10)
            assert isinstance(answer, bytes)
        assert not any(query.done() for query in heavy)
        begun = time.monotonic()
        assert {type(query.result()) for query in heavy} == {QueryTimeout}
        # By turns of a second: if time stood still with them, the last would need 20 seconds more.
        assert time.monotonic() - begun < 17
        assert isinstance(outcome(processes, LIGHT, 10), bytes)


def test_those_that_stand_still_have_their_turns(
    curated_snapshot: Snapshot, pool: ThreadPoolExecutor
) -> None:
    sizes = LaneSizes(fast=1, heavy=4, heavy_running=1)
    # Some hundred milliseconds of work, behind one that never ends.
    longer = "SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a a ?b } LIMIT 300 } ?d ?e ?f }"
    with QueryProcesses(curated_snapshot.quads_path, Limits(), sizes) as processes:
        endless = pool.submit(outcome, processes, RUNAWAY, 20)
        time.sleep(0.3)
        begun = time.monotonic()
        found = outcome(processes, longer, 15)
        assert time.monotonic() - begun > 0.2, "long enough to become heavy"
        assert isinstance(found, bytes), found
        assert not endless.done()
        processes.close()
        assert isinstance(endless.result(), QueryCancelled)


def test_one_heavy_query_too_many_is_stopped(
    curated_snapshot: Snapshot, pool: ThreadPoolExecutor
) -> None:
    sizes = LaneSizes(fast=2, heavy=1, heavy_running=1)
    with QueryProcesses(curated_snapshot.quads_path, Limits(), sizes) as processes:
        assert outcome(processes, LIGHT, 5)
        both: list[Future[bytes | QueryError]] = [
            pool.submit(outcome, processes, RUNAWAY, 3) for _ in range(2)
        ]
        assert {type(query.result()) for query in both} == {QueryTimeout, TooManyHeavyQueries}
        assert isinstance(outcome(processes, LIGHT, 5), bytes)


def test_a_slow_reader_leaves_its_place(curated_snapshot: Snapshot) -> None:
    sizes = LaneSizes(fast=1, heavy=4, heavy_running=1, queue=4, queue_seconds=5)
    with QueryProcesses(curated_snapshot.quads_path, Limits(), sizes) as processes:
        slow = [processes.evaluate(MANY) for _ in range(3)]
        assert all(next(answer.chunks) for answer in slow)
        assert isinstance(outcome(processes, LIGHT, 5), bytes)
        for answer in slow:
            answer.close()


def test_an_event_loop_reads_as_a_thread_does(curated_snapshot: Snapshot, start: StartWay) -> None:
    rows = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"

    async def streamed(processes: QueryProcesses, text: str) -> bytes:
        answer = await processes.stream(text, format="csv")
        return b"".join([piece async for piece in answer.pieces()])

    async def several(processes: QueryProcesses) -> list[bytes]:
        return await asyncio.gather(*(streamed(processes, t) for t in [rows, LIGHT] * 4))

    with QueryProcesses(curated_snapshot.quads_path, start=start) as processes:
        expected = [
            b"".join(processes.evaluate(text, format="csv").chunks) for text in (rows, LIGHT)
        ]
        assert run_to_end(several(processes)) == expected * 4
        # The same processes, by threads and by another event loop.
        assert b"".join(processes.evaluate(rows, format="csv").chunks) == expected[0]
        assert run_to_end(several(processes)) == expected * 4


def test_an_event_loop_is_told_of_a_cut_and_may_stop(curated_snapshot: Snapshot) -> None:
    async def cut(processes: QueryProcesses) -> None:
        with pytest.raises(QueryTimeout):
            await processes.stream(RUNAWAY, limits=Limits(seconds=0.5))
        answer = await processes.stream(MANY)
        answer.stop()
        with pytest.raises(QueryCancelled):
            async for _ in answer.pieces():
                pass
        asked = asyncio.create_task(processes.stream(RUNAWAY))
        await asyncio.sleep(0.2)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert (await processes.stream(LIGHT)).is_whole

    sizes = LaneSizes(fast=1)
    with QueryProcesses(curated_snapshot.quads_path, size=sizes) as processes:
        run_to_end(cut(processes))


def test_who_leaves_the_queue_takes_no_place() -> None:
    async def scenario() -> None:
        places = Places(size=1, queue_length=2, queue_seconds=0.05)
        places.take()
        with pytest.raises(QueryQueueFull):
            await places.take_async()
        waiting = asyncio.create_task(places.take_async())
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        places.give_back()
        assert places.free == 1
        places.take()
        waiting = asyncio.create_task(places.take_async())
        await asyncio.sleep(0)
        places.give_back()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert places.free == 1

    run_to_end(scenario())


def test_the_lanes_sizes_come_from_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TECHLAND_PROCESSES", raising=False)
    usual = LaneSizes.for_server({})
    assert usual.fast >= 4
    assert usual.heavy_running == max(1, (os.cpu_count() or 1) - 1)
    told = LaneSizes.for_server({"TECHLAND_QUERY_PROCESSES": "9", "TECHLAND_QUERY_QUEUE": "3"})
    assert (told.fast, told.queue, told.heavy) == (9, 3, usual.heavy)
    with pytest.raises(BadSetting):
        LaneSizes.for_server({"TECHLAND_HEAVY_QUERIES": "few"})
