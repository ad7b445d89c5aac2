"""What is refused before anything is sent, what goes wrong, and how gently it is asked."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

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
from techland.graph.query_errors import ForbiddenForm, QuerySyntaxError
from techland.knowledge_graph import KnowledgeGraph
from techland.queries.federated.asking import Bounds
from techland.queries.federated.endpoints import endpoints_with
from techland.queries.solutions import Solutions, read_answer
from tests.queries.federated.stand_in import StandIn

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


def test_bounds_hold(kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn) -> None:
    everything = AGREEMENTS % "SERVICE <wikidata> { ?s ?p ?a }"
    with pytest.raises(TooMuchToAsk, match="values"):
        kg.federate(everything, endpoints=addresses, bounds=Bounds(values=3))
    assert not wikidata.requests
    text = "SELECT * { SERVICE <wikidata> { ?s ?p ?o } }"
    with pytest.raises(TooMuchToAsk, match="rows"):
        kg.federate(text, endpoints=addresses, bounds=Bounds(rows=3))


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


def test_nameless_nodes_of_two_answers_are_two(
    kg: KnowledgeGraph,
    addresses: dict[str, str],
    wikidata: StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Engines count them anew in each answer (SPARQL 1.1 Query Results JSON Format, 3.1.3)."""
    counted = (
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"bnode","value":"b0"}}]}}'
    )
    names = iter((counted, counted.replace(b'"s"', b'"t"')))
    monkeypatch.setattr(wikidata, "answer", lambda _: next(names))
    text = "SELECT ?s ?t { SERVICE <wikidata> { ?s ?p 1 } SERVICE <wikidata> { ?t ?q 1 } }"
    answer = kg.federate(text, endpoints=addresses)
    assert isinstance(answer, Solutions)
    assert answer[0]["s"] != answer[0]["t"]


def test_what_one_endpoint_told_may_be_longer_than_a_query(
    kg: KnowledgeGraph, addresses: dict[str, str], wikidata: StandIn
) -> None:
    many, few = NamedNode("urn:many"), NamedNode("urn:few")
    things = [NamedNode(f"urn:{number:0100}") for number in range(10_000)]
    quads = [Quad(one, many, Literal(1)) for one in things] + [Quad(things[7], few, Literal(1))]
    wikidata.store.extend(quads)
    text = (
        "SELECT ?s ?t { SERVICE <wikidata> { ?s <urn:many> ?n } VALUES ?n { 1 } "
        "SERVICE <wikidata> { ?t <urn:few> ?n } FILTER(?s = ?t) }"
    )
    try:
        answer = kg.federate(text, endpoints=addresses)
    finally:
        for quad in quads:
            wikidata.store.remove(quad)
    assert isinstance(answer, Solutions)
    assert answer.texts() == [(things[7].value, things[7].value)]


def test_an_endpoint_is_given_as_name_and_address(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["federate", "-e", ASKED, "--endpoint", "http://127.0.0.1:9/sparql"])
    assert "write NAME=URL" in capsys.readouterr().err
    assert issubclass(WrongEndpointOption, TechlandError)
