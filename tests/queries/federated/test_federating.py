"""What is refused before anything is sent, what goes wrong, and how gently it is asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from techland.cli import main
from techland.graph.errors import TechlandError
from techland.graph.federation_errors import (
    ServiceMisplaced,
    SilentService,
    TooMuchToAsk,
    UnboundValue,
    UnknownEndpoint,
    WrongEndpointOption,
)
from techland.graph.home import Home
from techland.graph.query_errors import ForbiddenForm, QuerySyntaxError
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

ASKED = "SELECT * { VALUES ?l { 'a' 'b' } SERVICE <wikidata> { ?s ?p ?l } }"
AGREEMENTS = "SELECT * { ?a a tl:Agreement . %s }"
Fault = Callable[[BaseHTTPRequestHandler, int], bool]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", UnknownEndpoint),
        ("SELECT * { SERVICE <wikidatum> { ?s ?p ?o } }", UnknownEndpoint),
        ("SELECT * { VALUES ?e { <x:y> } SERVICE ?e { ?s ?p ?o } }", UnknownEndpoint),
        ("SELECT * { SERVICE SILENT <wikidata> { ?s ?p ?o } }", SilentService),
        ("SELECT * { { SERVICE <wikidata> { ?s ?p ?o } } UNION { ?s ?p ?o } }", ServiceMisplaced),
        ("SELECT * { FILTER EXISTS { SERVICE <wikidata> { ?s ?p ?o } } }", ServiceMisplaced),
        ("SELECT * { { SELECT * { SERVICE <wikidata> { ?s ?p ?o } } } }", ServiceMisplaced),
        ("SELECT * { MINUS { SERVICE <wikidata> { ?s ?p ?o } } }", ServiceMisplaced),
        ("SELECT * { SERVICE <wikidata> { SERVICE <cordis> { ?s ?p ?o } } }", ServiceMisplaced),
        # The second clause is looked at before the first one is asked.
        (f"{ASKED[:-1]} SERVICE <x:y> {{ ?s ?p ?l }} }}", UnknownEndpoint),
        ("SELECT * { SERVICE <wikidata> { ?s ?p ?o } FILTER(?o = 'a) }", QuerySyntaxError),
        ("SELECT * { SERVICE <wikidata> { ?s nobody:p ?o } }", QuerySyntaxError),
        ("SELECT * { SERVICE <wikidata> { ?s ?p ?o } ", QuerySyntaxError),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", ForbiddenForm),
        (
            AGREEMENTS % "OPTIONAL { ?a tl:signedOn ?d } SERVICE <wikidata> { ?s ?p ?d }",
            UnboundValue,
        ),
    ],
)
def test_nothing_is_sent_where_something_is_wrong(
    text: str,
    error: type[TechlandError],
    kg: KnowledgeGraph,
    addresses: dict[str, str],
    stand_ins: dict[str, StandIn],
) -> None:
    with pytest.raises(error) as raised:
        kg.federate(text, endpoints=addresses)
    assert raised.value.hint or raised.value.line
    assert not any(one.requests for one in stand_ins.values())


def test_a_known_address_names_the_endpoint_wherever_it_is_asked(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    text = "SELECT * { SERVICE <https://query.wikidata.org/sparql> { ?s wdt:P6782 '006hf6230' } }"
    prefix = "PREFIX wdt: <http://www.wikidata.org/prop/direct/>\n"
    answer = kg.federate(prefix + text, endpoints=addresses)
    assert isinstance(answer, Solutions)
    assert len(answer) == 1
    assert len(wikidata.requests) == 1


def test_only_what_the_clause_needs_is_sent(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    text = """
    # A note to myself.
    BASE <http://example.org/>
    PREFIX mine: <http://example.org/secret#>
    PREFIX wdt: <http://www.wikidata.org/prop/direct/>
    SELECT * {
      ?organisation owl:sameAs <https://ror.org/006hf6230> .
      BIND("006hf6230" AS ?id)
      FILTER NOT EXISTS { ?organisation mine:note ?note }
      SERVICE <wikidata> { ?item wdt:P6782 ?id ; rdfs:label ?name FILTER(LANG(?name) = "de") }
    }"""
    answer = kg.federate(text, endpoints={**addresses})
    assert isinstance(answer, Solutions)
    assert [row["name"].value for row in answer] == ["Universität Twente"]
    (sent,) = wikidata.queries
    for secret in ("note", "secret", "mine", "techland", "sameAs"):
        assert secret not in sent


def test_it_asks_in_batches_with_a_name_and_pauses(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    lines: list[str] = []
    known = endpoints_with(addresses, batch=3, pause=0.2)
    asked = kg.federation(known, tell=lines.append)
    values = " ".join(f"'v{number}'" for number in range(8))
    text = f"SELECT * {{ VALUES ?l {{ {values} }} SERVICE <wikidata> {{ ?s ?p ?l }} }}"
    read_answer(kg.evaluate_federated(asked, text))
    assert [query.count("('v") + query.count('("v') for query in wikidata.queries] == [3, 3, 2]
    assert lines[0].endswith("sending 8 values of ?l in 3 requests")
    assert len(lines) == 4
    times = [request.at for request in wikidata.requests]
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))
    agents = {request.headers["user-agent"] for request in wikidata.requests}
    assert len(agents) == 1
    assert all("techland/" in agent and "https://" in agent for agent in agents)


def test_the_environments_credentials_are_for_another_engine(
    kg: KnowledgeGraph,
    addresses: dict[str, str],
    wikidata: StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TECHLAND_ENDPOINT_USER", "somebody")
    monkeypatch.setenv("TECHLAND_ENDPOINT_PASSWORD", "secret")
    kg.federate(ASKED, endpoints=addresses)
    assert all("authorization" not in request.headers for request in wikidata.requests)


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
    time.sleep(1.5)
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
    with pytest.raises(error) as raised:
        kg.federate(ASKED, endpoints=addresses, bounds=Bounds(seconds=1))
    assert words in str(raised.value)
    assert addresses["wikidata"] in str(raised.value)


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
    assert "http://127.0.0.1:9/sparql cannot be reached" in said.err
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


def test_bounds_hold(kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn) -> None:
    everything = AGREEMENTS % "SERVICE <wikidata> { ?s ?p ?a }"
    with pytest.raises(TooMuchToAsk, match="values"):
        kg.federate(everything, endpoints=addresses, bounds=Bounds(values=3))
    assert not wikidata.requests
    text = "SELECT * { SERVICE <wikidata> { ?s ?p ?o } }"
    with pytest.raises(TooMuchToAsk, match="rows"):
        kg.federate(text, endpoints=addresses, bounds=Bounds(rows=3))


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


def test_a_nameless_node_gets_a_name(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    quad = Quad(BlankNode(), NamedNode("http://example.org/p"), Literal("a"))
    wikidata.store.add(quad)
    try:
        answer = kg.federate(ASKED, endpoints=addresses)
    finally:
        wikidata.store.remove(quad)
    assert isinstance(answer, Solutions)
    assert "/.well-known/genid/" in answer[0]["s"].value


def test_an_endpoint_is_given_as_name_and_address(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["federate", "-e", ASKED, "--endpoint", "http://127.0.0.1:9/sparql"])
    assert "write NAME=URL" in capsys.readouterr().err
    assert issubclass(WrongEndpointOption, TechlandError)
