"""What goes wrong at an endpoint gives one clear error, or is mended and told."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from techland.cli import main
from techland.graph.errors import TechlandError
from techland.graph.home import Home
from techland.graph.remote_errors import (
    AnswerCapped,
    ConnectionCut,
    EndpointBusy,
    EndpointTimeout,
    EndpointUnreachable,
    NotAnAnswer,
)
from techland.knowledge_graph import KnowledgeGraph
from techland.queries.federated.asking import Bounds
from techland.queries.federated.endpoints import endpoints_with
from techland.queries.solutions import Solutions, read_answer
from tests.queries.federated.stand_in import JSON, StandIn

# Of the only fault that takes its time, a deadline that is longer than our own part takes on a
# busy machine.
_DEADLINE = 4.0
ASKED = "SELECT * { VALUES ?l { 'a' 'b' } SERVICE <wikidata> { ?s ?p ?l } }"
Fault = Callable[[BaseHTTPRequestHandler, int], bool]


def _reply(status: int, kind: str, body: bytes, **headers: str) -> Fault:
    def fault(handler: Any, _number: int) -> bool:
        handler.reply(status, kind, body, **headers)
        return True

    return fault


def _binding(kind: str, value: str) -> bytes:
    told = {
        "head": {"vars": ["s"]},
        "results": {"bindings": [{"s": {"type": kind, "value": value}}]},
    }
    return json.dumps(told).encode()


def _busy_once(handler: Any, number: int) -> bool:
    if number > 1:
        return False
    handler.reply(429, "text/plain", b"slowly", Retry_After="0")
    return True


def _cut(handler: Any, _number: int) -> bool:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"head":{"vars":["s"]},"results":{"bindings":[')
    handler.close_connection = True
    return True


def _slow(_handler: Any, _number: int) -> bool:
    time.sleep(_DEADLINE + 0.5)
    return False


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (_reply(429, "text/plain", b"", Retry_After="600"), EndpointBusy, "429"),
        (_cut, ConnectionCut, "in the middle"),
        (_reply(200, "text/html", b"<html><h1>Welcome</h1></html>"), NotAnAnswer, "HTML"),
        (_reply(200, JSON, b'{"head":'), NotAnAnswer, "cannot be read"),
        # What would end a term and begin a clause in our text is no term.
        (_reply(200, JSON, _binding("uri", "x:> } SERVICE <cordis> {")), NotAnAnswer, "IRI"),
        (_slow, EndpointTimeout, "did not answer"),
    ],
)
def test_a_fault_gives_one_clear_error(
    fault: Fault,
    error: type[TechlandError],
    words: str,
    kg: KnowledgeGraph,
    addresses: dict[str, str],
    wikidata: StandIn,
) -> None:
    wikidata.fault = fault
    bounds = Bounds(seconds=_DEADLINE if fault is _slow else 60)
    with pytest.raises(error) as raised:
        kg.federate(ASKED, endpoints=addresses, bounds=bounds)
    assert words in str(raised.value)
    assert addresses["wikidata"] in str(raised.value)
    assert str(raised.value).startswith("wikidata: ")


def test_a_busy_endpoint_is_asked_again_and_that_is_told(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    lines: list[str] = []
    wikidata.fault = _busy_once
    kg.federate(ASKED, endpoints=addresses, tell=lines.append)
    assert len(wikidata.requests) == 2
    assert any("is busy (HTTP 429); asking again" in line for line in lines)


def test_an_endpoint_that_is_down_ends_the_command_with_a_message(
    curated_home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TECHLAND_HOME", str(curated_home.root))
    with pytest.raises(SystemExit) as ended:
        main(["federate", "-e", ASKED, "--endpoint", "wikidata=http://127.0.0.1:9/sparql"])
    said = capsys.readouterr()
    assert ended.value.code == 4
    assert "wikidata: http://127.0.0.1:9/sparql cannot be reached" in said.err
    assert "Traceback" not in said.err
    assert not said.out


def test_unreachable_is_an_endpoint_error(kg: KnowledgeGraph) -> None:
    with pytest.raises(EndpointUnreachable):
        kg.federate(ASKED, endpoints={"wikidata": "http://127.0.0.1:9/sparql"})


def test_a_cut_answer_is_asked_for_in_halves_or_is_an_error(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    predicate = NamedNode("http://example.org/many")
    many = [
        Quad(NamedNode(f"http://example.org/{value}/{number}"), predicate, Literal(value))
        for value in ("a", "b")
        for number in range(600)
    ]
    wikidata.store.extend(many)
    try:
        # It gives no more, and does not say so.
        wikidata.most_rows = 700
        asked = kg.federation(endpoints_with(addresses, pause=0))
        answer = read_answer(kg.evaluate_federated(asked, ASKED))
        assert isinstance(answer, Solutions)
        assert len(answer) == len(many)
        wikidata.most_rows = 500
        with pytest.raises(AnswerCapped, match="600"):
            kg.evaluate_federated(asked, ASKED)
    finally:
        for quad in many:
            wikidata.store.remove(quad)


def test_columns_are_taken_by_their_names(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    term = {"type": "literal", "value": "a"}
    told = {
        "head": {"vars": ["l", "more", "s"]},
        "results": {"bindings": [{"l": term, "more": term, "s": {"type": "uri", "value": "x:s"}}]},
    }
    wikidata.fault = _reply(200, JSON, json.dumps(told).encode())
    answer = kg.federate(ASKED, endpoints=addresses)
    assert isinstance(answer, Solutions)
    assert [(row["s"], row["p"], row["l"]) for row in answer] == [
        (NamedNode("x:s"), None, Literal("a"))
    ]
