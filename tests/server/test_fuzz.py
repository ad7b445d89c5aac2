"""Ten thousand requests that no client should send, from one seed."""

from __future__ import annotations

import random
import socket
from collections import Counter
from pathlib import Path

import pytest

from techland.graph.home import Home
from tests.server.bad_requests import bad_request
from tests.server.live import LIGHT, LiveServer, get, processes_below, resident_bytes, serving

SEED = 20261125
REQUESTS = 10_000
MEBIBYTE = 2**20


def status_of(server: LiveServer, request: bytes) -> str:
    """Send a request and half close; return the answer's status, or how it ended without."""
    try:
        with server.connect(30) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(2**16)
            while line.recv(2**16):
                pass
    except (BrokenPipeError, ConnectionResetError):
        return "reset"
    return answer[9:12].decode(errors="replace") if answer else "closed"


def memory(server: LiveServer) -> int:
    below = sum(map(resident_bytes, processes_below(server.pid)))
    return (resident_bytes(server.pid) + below) // MEBIBYTE


@pytest.mark.soak
def test_ten_thousand_bad_requests(curated_home: Home, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 (data, not secrets)
    found: Counter[str] = Counter()
    sizes: list[int] = []
    with serving(curated_home.root, tmp_path / "log", TECHLAND_QUERY_SECONDS="2") as server:
        for number in range(REQUESTS):
            request = bad_request(chance)
            status = status_of(server, request)
            found[status] += 1
            assert status != "500", request[:2000]
            if number % 1000 == 999:
                assert b"true" in server.exchange(get(LIGHT))
                sizes.append(memory(server))
        assert server.words().partition("Traceback")[1:] == ("", "")
    print(f"\n{dict(found)}\nprivate memory after each thousand, in MiB: {sizes}")
    assert found["200"] + found["400"] > REQUESTS / 4, "most reach the endpoint"
    assert sizes[-1] < sizes[1] + 50
