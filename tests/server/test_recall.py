"""Answers that are given again without asking again: which, to whom, and how many are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.server import recall
from techland.server.app import create_app
from techland.server.recall import Recall, keep_answer
from tests.event_loops import run_to_end
from tests.server.conftest import LOCALHOST, TestClient, ask_as

AGREEMENTS = "SELECT ?s { ?s a tl:Agreement } # kept"


class Counting:
    """Query processes that count how often they are asked."""

    def __init__(self, processes: QueryProcesses) -> None:
        self._processes = processes
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        self.asked += name == "stream"
        return getattr(self._processes, name)


@pytest.fixture
def counting(processes: QueryProcesses) -> Counting:
    return Counting(processes)


@pytest.fixture
def client(curated_snapshot: Snapshot, counting: Counting) -> Iterator[TestClient]:
    with ask_as(create_app(curated_snapshot, counting)) as found:  # type: ignore[arg-type]  # stands for them
        yield found


def get(client: TestClient, query: str, **headers: str) -> Any:
    return client.get("/sparql", params={"query": query}, headers=headers)


def test_the_same_request_has_the_same_answer_without_asking(
    client: TestClient, counting: Counting
) -> None:
    first, again = get(client, AGREEMENTS), get(client, AGREEMENTS)
    assert counting.asked == 1
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)
    assert again.headers["x-content-type-options"] == "nosniff"
    fresh = get(client, AGREEMENTS, **{"If-None-Match": first.headers["etag"]})
    assert (fresh.status_code, counting.asked) == (304, 1)


def test_another_request_is_asked(client: TestClient, counting: Counting) -> None:
    get(client, AGREEMENTS)
    assert "?s" in get(client, AGREEMENTS, Accept="text/tab-separated-values").text
    origin = {"Origin": "https://example.org"}
    assert get(client, AGREEMENTS, **origin).headers["access-control-allow-origin"] == "*"
    client.head("/sparql", params={"query": AGREEMENTS})
    client.post("/sparql", data={"query": AGREEMENTS})
    assert counting.asked == 5
    assert get(client, AGREEMENTS, Host="example.org").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?now) {}",
        "SELECT * { ?s ?p ?o }",
        "SELECT ?s { ?s ?p",
    ],
    ids=["another each time", "large", "an error"],
)
def test_what_is_not_kept(client: TestClient, counting: Counting, query: str) -> None:
    get(client, query)
    before = counting.asked
    get(client, query)
    assert counting.asked > before


def test_kept_answers_count_for_the_rate(
    curated_snapshot: Snapshot, processes: QueryProcesses
) -> None:
    app = create_app(curated_snapshot, processes, rate=1)
    with TestClient(app, base_url=LOCALHOST) as client:
        statuses = [get(client, AGREEMENTS).status_code for _ in range(7)]
    assert statuses[:5] == [200] * 5
    assert 429 in statuses


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "_MOST_IN_ALL", 10 * (recall._OBJECT_BYTES + 100))
    asked: list[bytes] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope["query_string"])
        keep_answer(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 99})

    async def send(_: Message) -> None: ...

    async def receive() -> Message:
        return {"type": "http.request"}

    remembered = Recall(app)

    def ask(number: int) -> None:
        scope = {"type": "http", "path": "/sparql", "method": "GET", "scheme": "http"}
        run_to_end(
            remembered({**scope, "query_string": b"%d" % number, "headers": []}, receive, send)
        )

    for number in range(10):
        ask(number % 10)
    ask(0)
    assert len(asked) == 10, "ten fit"
    for number in range(10, 15):
        ask(number)
    assert len(asked) == 15
    ask(0)
    assert len(asked) == 15, "the one asked last is still there"
    ask(1)
    assert len(asked) == 16, "the one longest not asked for is gone"
