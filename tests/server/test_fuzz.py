"""Ten thousand requests that no client should send, from one seed."""

from __future__ import annotations

import random
import socket
import time
from collections import Counter
from pathlib import Path

import pytest

from techland.graph.home import Home
from techland.queries.running import MOST_GROWN_BYTES
from techland.server.export_sizes import FOLDER
from tests.server.bad_requests import bad_request
from tests.server.live import LiveServer, get, light, processes_below, resident_bytes, serving

SEED = 20261125
REQUESTS = 10_000
MEBIBYTE = 2**20


def status_of(server: LiveServer, request: bytes, *, unfinished: bool) -> str:
    """Send a request, and hang up if it lacks its end; return the status, or how it ended."""
    try:
        with server.connect(30) as line:
            line.sendall(request)
            if unfinished:
                line.shutdown(socket.SHUT_WR)
            answer = line.recv(2**16)
            while line.recv(2**16):
                pass
    except (BrokenPipeError, ConnectionResetError):
        return "reset"
    return answer[9:12].decode(errors="replace") if answer else "closed"


def memory(server: LiveServer) -> tuple[int, int]:
    """Return the private memory of the server, and of its largest query process, in MiB."""
    below = max(map(resident_bytes, processes_below(server.pid)))
    return resident_bytes(server.pid) // MEBIBYTE, below // MEBIBYTE


def wait_for_sizes(home: Home, seconds: float = 240) -> None:
    ends = time.monotonic() + seconds
    while not list((home.root / FOLDER).glob("*.json")):
        assert time.monotonic() < ends
        time.sleep(0.5)


@pytest.mark.soak
def test_ten_thousand_bad_requests(curated_home: Home, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 (data, not secrets)
    found: Counter[str] = Counter()
    sizes: list[tuple[int, int]] = []
    with serving(curated_home.root, tmp_path / "log", TECHLAND_QUERY_SECONDS="2") as server:
        # A new server measures its downloads once, which takes memory of its own.
        wait_for_sizes(curated_home)
        for number in range(REQUESTS):
            request, unfinished = bad_request(chance)
            status = status_of(server, request, unfinished=unfinished)
            found[status] += 1
            assert status != "500", request[:2000]
            if number % 1000 == 999:
                assert b"true" in server.exchange(get(light()))
                sizes.append(memory(server))
        assert server.words().partition("Traceback")[1:] == ("", "")
    print(f"\n{dict(found)}\nserver and largest query process after each thousand, MiB: {sizes}")
    assert found["200"] > REQUESTS / 100, "the sound ones among them are answered"
    assert found["400"] > REQUESTS / 5, "most reach the endpoint"
    assert sizes[-1][0] < sizes[1][0] + 20, "the server does not grow"
    # A query process that has grown further than this is replaced.
    assert max(size for _, size in sizes) < (MOST_GROWN_BYTES // MEBIBYTE) + 60
