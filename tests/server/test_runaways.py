"""Fifty queries that never end, while a light client works on."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

import pytest

from benchmarks.runaways import KINDS, RUNAWAYS, SECONDS, LightClient
from techland.graph.home import Home
from tests.server.live import LiveServer, everything, get, processes_below, serving, state_of


def fire(server: LiveServer, query: str) -> tuple[float, bytes]:
    begun = time.monotonic()
    with server.connect(SECONDS + 30) as line:
        line.sendall(get(query, timeout=str(SECONDS)))
        answer = everything(line)
    return time.monotonic() - begun, answer[:12] + answer[-5:]


@pytest.mark.soak
def test_fifty_runaways_and_a_light_client(curated_home: Home, tmp_path: Path) -> None:
    with serving(curated_home.root, tmp_path / "log") as server:
        with LightClient(server.port) as idle:
            time.sleep(3)
        warm = processes_below(server.pid)
        with LightClient(server.port) as busy, ThreadPoolExecutor(RUNAWAYS) as pool:
            queries = list(islice(cycle(KINDS), RUNAWAYS))
            ended = list(pool.map(lambda query: fire(server, query), queries))
        for query, (seconds, answer) in zip(queries, ended, strict=True):
            assert seconds < SECONDS + 1, query
            assert seconds > 1, f"this ends: {query}"
            # Refused with 504, or broken off: never an answer with an end.
            assert b" 504" in answer or not answer.endswith(b"0\r\n\r\n"), query
        assert not busy.lost
        assert len(busy.seconds) > 20
        time.sleep(1)
        after = processes_below(server.pid)
        assert len(after) == len(warm)
        assert {state_of(pid) for pid in after} <= {"S", "R"}
        with LightClient(server.port) as again:
            time.sleep(1)
        assert not idle.lost + again.lost
        assert "Traceback" not in server.words()
        print(
            f"\nlight client's p99: idle {idle.p99 * 1000:.1f} ms, beside {RUNAWAYS} runaways "
            f"{busy.p99 * 1000:.1f} ms ({len(busy.seconds)} requests)"
        )
