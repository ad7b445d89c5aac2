"""A client that sends too many requests is told to wait, and no other one."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from techland.graph.query_errors import BadSetting
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.lanes import LaneSizes
from techland.queries.limits import Limits
from techland.server.app import create_app
from techland.server.rate_limit import RateLimit, client_of
from techland.server.serving import RATE_SETTING, USUAL_RATE, Policy
from tests.event_loops import run_to_end
from tests.server.conftest import LOCALHOST, TestClient
from tests.server.live import RUNAWAY


async def _ok(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_a_bucket_empties_and_fills_again_for_each_client() -> None:

    now = 0.0
    limit = RateLimit(_ok, rate=2, clock=lambda: now)

    def asked(client: str) -> tuple[int, dict[bytes, bytes]]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        run_to_end(limit({"type": "http", "client": (client, 1)}, receive, send))
        return sent[0]["status"], dict(sent[0]["headers"])

    assert [asked("10.0.0.1")[0] for _ in range(11)] == [200] * 10 + [429]
    status, headers = asked("10.0.0.1")
    assert (status, headers[b"retry-after"]) == (429, b"1")
    assert headers[b"content-type"] == b"application/problem+json"
    assert asked("10.0.0.2")[0] == 200
    now = 0.5
    assert [asked("10.0.0.1")[0] for _ in range(2)] == [200, 429]
    now = 1000.0
    assert [asked("10.0.0.1")[0] for _ in range(11)] == [200] * 10 + [429]


def test_neighbours_in_one_network_of_ipv6_are_one_client() -> None:
    ours = {client_of({"client": (f"2001:db8:0:1::{n}", 1)}) for n in range(1, 9)}
    assert ours == {"2001:db8:0:1::/64"}
    assert client_of({"client": ("192.0.2.7", 1)}) == "192.0.2.7"
    assert client_of({"client": None}) == ""


def test_no_limit_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Policy().rate_at("127.0.0.1") is None
    assert Policy().rate_at("192.0.2.1") == USUAL_RATE
    assert Policy(rate=3).rate_at("127.0.0.1") == 3
    assert Policy(rate=0).rate_at("192.0.2.1") is None
    monkeypatch.setenv(RATE_SETTING, "7.5")
    assert Policy().rate_at("192.0.2.1") == 7.5
    monkeypatch.setenv(RATE_SETTING, "often")
    with pytest.raises(BadSetting):
        Policy().rate_at("192.0.2.1")


def test_a_request_too_many_is_refused_with_the_time_to_wait(curated_snapshot: Snapshot) -> None:
    with QueryProcesses(curated_snapshot.quads_path) as processes:
        app = create_app(curated_snapshot, processes, rate=0.4)
        with TestClient(app, base_url=LOCALHOST) as client:
            answers = [client.get("/sources") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 3
    assert answers[-1].headers["x-content-type-options"] == "nosniff"


def test_a_full_queue_is_told_with_the_time_to_wait(curated_snapshot: Snapshot) -> None:
    sizes = LaneSizes(fast=1, queue=0)
    path: Path = curated_snapshot.quads_path
    with QueryProcesses(path, Limits(seconds=20), sizes) as processes:
        app = create_app(curated_snapshot, processes)
        with TestClient(app, base_url=LOCALHOST) as client:
            answer = processes.evaluate("SELECT * { ?a ?b ?c . ?d ?e ?f }")
            full = client.get("/sparql", params={"query": RUNAWAY})
            answer.close()
    assert full.status_code == 503
    assert int(full.headers["retry-after"]) > 0
    assert full.json()["hint"]
