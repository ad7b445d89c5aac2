"""Work on networks ends at its deadline, and when the client leaves; the next finds a process."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from benchmarks.map_networks import synthetic_arrays
from techland.graph.measure_errors import UnknownPartition
from techland.graph.network_work_errors import (
    NetworkOutOfMemory,
    NetworkQueueFull,
    NetworkTimeout,
)
from techland.graph.snapshot import Snapshot
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.layouts import layouts_of
from techland.queries.evaluation import QueryProcesses
from techland.queries.limits import Limits
from techland.server.app import create_app
from techland.server.networks.job import Job
from techland.server.networks.workers import WORKERS, NetworkWorkers
from tests.event_loops import run_to_end
from tests.server.synthetic_snapshot import snapshot_of

# Hours of work: many runs of Leiden, and every two of them compared.
ENDLESS = "/api/network/community-stability?runs=100000"
MODULE = b"techland.server.networks.process"


def working() -> set[int]:
    """Return the processes that make networks for this one."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            of_parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if of_parent == os.getpid() and MODULE in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def hurried(curated_snapshot: Snapshot) -> Starlette:
    """An application that gives one second; a process is warm already."""
    job = Job("measure", curated_snapshot, (), "degree")
    assert run_to_end(WORKERS.make(job, 60)).content
    return create_app(curated_snapshot, QueryProcesses(curated_snapshot.quads_path, Limits(1.0)))


def test_work_ends_at_its_deadline_and_the_next_is_done(hurried: Starlette) -> None:
    with TestClient(hurried, base_url="http://localhost") as client:
        before = working()
        assert before
        answer = client.get(ENDLESS)
        assert answer.status_code == 504
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert "stopped after 1 seconds" in told["detail"]
        assert "techland network" in told["hint"]
        assert before - working(), "the process that was at it was ended"


def test_a_map_does_not_wait_for_ever(
    curated_snapshot: Snapshot,
    processes: QueryProcesses,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a network of 30,000 ties betweenness takes seconds; here it gets a tenth of one."""
    snapshot = snapshot_of(synthetic_arrays(30_000), curated_snapshot, tmp_path)
    layouts_of(snapshot, arrays_of(snapshot))
    job = Job("map-measure", snapshot, (("tie", "projects"),), "degree")
    assert run_to_end(WORKERS.make(job, 60)).content, "a process has its arrays"
    monkeypatch.setattr(processes, "limits", Limits(0.1))
    with TestClient(create_app(snapshot, processes), base_url="http://localhost") as client:
        before = working()
        answer = client.get("/api/map/measure/betweenness?tie=projects")
        assert answer.status_code == 504
        assert "stopped after 0.1 seconds" in answer.json()["detail"]
        assert before - working(), "the process that was at it was ended"
        page = client.get("/map?tie=projects&backbone=1&lang=nl", headers={"Accept": "text/html"})
        assert page.status_code == 504
        assert page.headers["content-type"].startswith("text/html")
        assert "0,1 seconden" in page.text


def test_work_ends_when_the_client_leaves(application: Starlette) -> None:
    messages = iter([{"type": "http.request", "body": b"", "more_body": False}])
    sent: list[Any] = []

    async def leave() -> dict[str, Any]:
        told = next(messages, None)
        if told is not None:
            return told
        for _ in range(200):
            await asyncio.sleep(0.05)
            if working():
                break
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    path, _, words = ENDLESS.partition("?")
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
        "query_string": words.encode(), "headers": [(b"host", b"localhost")],
        "http_version": "1.1", "scheme": "http", "server": ("localhost", 80),
        "client": ("127.0.0.1", 1), "root_path": "", "app": application,
    }  # fmt: skip
    WORKERS.close()
    begun = time.monotonic()
    run_to_end(application(scope, leave, send))
    assert time.monotonic() - begun < 55, "long before the deadline"
    assert not [message for message in sent if message.get("status") == 200]
    assert not working()


def test_who_waits_too_long_is_told(curated_snapshot: Snapshot) -> None:
    workers = NetworkWorkers(most=1)
    words = (("runs", "100000"),)
    job = Job("measure", curated_snapshot, words, "community-stability")

    async def two() -> None:
        first = asyncio.create_task(workers.make(job, 30))
        await asyncio.sleep(0.1)
        with pytest.raises(NetworkQueueFull) as full:
            await workers.make(job, 0.2)
        assert full.value.retry_after
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        with pytest.raises(NetworkTimeout, match=r"after 0\.3 seconds"):
            await workers.make(job, 0.3)

    run_to_end(two())


@pytest.mark.soak
def test_work_ends_at_its_memory_limit(curated_snapshot: Snapshot) -> None:
    """So many draws of a permutation test take 4 GB for their results alone."""
    words = (("draws", "500000000"),)
    job = Job("measure", curated_snapshot, words, "ei-index", memory_bytes=2**28)
    with pytest.raises(NetworkOutOfMemory, match="256 MiB") as full:
        run_to_end(WORKERS.make(job, 60))
    assert "techland network" in (full.value.hint or "")
    again = Job("measure", curated_snapshot, (), "ei-index")
    assert run_to_end(WORKERS.make(again, 60)).content


def test_a_wrong_word_is_an_answer_and_ends_no_process(curated_snapshot: Snapshot) -> None:
    job = Job("measure", curated_snapshot, (("by", "colour"),), "ei-index")
    run_to_end(WORKERS.make(Job("network", curated_snapshot, ()), 60))
    before = working()
    with pytest.raises(UnknownPartition, match="country"):
        run_to_end(WORKERS.make(job, 60))
    assert working() == before
