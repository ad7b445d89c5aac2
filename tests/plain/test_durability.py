"""The server is killed at random moments: what it confirmed is there, and nothing is half there."""

from __future__ import annotations

import random
import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.plain.served_store import ServedStore, start

KILLS = 100
SEED = 20260101
# Each update writes so many quads, in two operations: all of them are there, or none.
SIZE = 40
_COUNT = """SELECT ?batch (COUNT(*) AS ?n) WHERE { ?s <http://x/batch> ?batch } GROUP BY ?batch"""


def _update(batch: int) -> str:
    def half(first: int) -> str:
        lines = (
            f"<http://x/{batch}/{i}> <http://x/batch> {batch} ." for i in range(first, SIZE, 2)
        )
        return f"INSERT DATA {{ {' '.join(lines)} }}"

    return f"{half(0)} ;\n{half(1)}"


class Clients:
    """Several clients that write one update after the other, and note what was confirmed."""

    def __init__(self, server: ServedStore, numbers: range) -> None:
        self.confirmed: set[int] = set()
        self.tried: set[int] = set()
        self._server = server
        self._numbers = iter(numbers)
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._write) for _ in range(3)]
        for thread in self._threads:
            thread.start()

    def _write(self) -> None:
        while True:
            with self._lock:
                number = next(self._numbers)
                self.tried.add(number)
            try:
                reply = self._server.update(_update(number))
            except (OSError, HTTPException):
                return
            assert reply.status == 204, reply.body
            with self._lock:
                self.confirmed.add(number)

    def join(self) -> None:
        for thread in self._threads:
            thread.join()


@pytest.mark.soak
def test_no_confirmed_update_is_lost_and_none_is_half_there(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    folder = tmp_path / "store"
    confirmed: set[int] = set()
    tried: set[int] = set()
    kills_during_updates = 0
    for turn in range(KILLS):
        server = start(folder, "--writable")
        found = {int(batch): int(n) for batch, n in server.ask(_COUNT)}
        assert confirmed <= found.keys(), f"turn {turn}: lost {confirmed - found.keys()}"
        assert set(found.values()) <= {SIZE}, f"turn {turn}: half there"
        assert found.keys() <= tried
        clients = Clients(server, range(turn * 10_000, (turn + 1) * 10_000))
        time.sleep(chance.uniform(0, 0.25))
        server.kill()
        clients.join()
        confirmed = (confirmed & found.keys()) | clients.confirmed | found.keys()
        tried |= clients.tried
        kills_during_updates += bool(clients.tried - clients.confirmed)
    assert kills_during_updates > KILLS / 2
    server = start(folder, "--writable")
    found = {int(batch): int(n) for batch, n in server.ask(_COUNT)}
    assert confirmed <= found.keys()
    assert set(found.values()) <= {SIZE}
    # What queries read before, and the engine's notes, do not pile up.
    assert {path.name for path in (folder / "shown").iterdir()} == {"1", "current"}
    assert len(list((folder / "quads").glob("LOG*"))) == 1
    server.stop()
