"""Tests of the SPARQL Protocol and the Graph Store Protocol: requests and what must come back."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import RdfFormat, parse

from tests.conformance.answers import (
    GRAPHS,
    SUFFIXES,
    in_named_graph,
    quad_rows,
    read_answer,
)
from tests.conformance.comparison import same
from tests.conformance.doors import Refused
from tests.conformance.exchanges import Exchange, exchanges_of
from tests.conformance.manifests import Case
from tests.conformance.service import Reply, Service
from tests.conformance.verdicts import PASSED, Verdict, failed

# How the suites write the addresses of an endpoint and of a graph store.
SPARQL, GRAPH_STORE = "/sparql/", "/gsp"
FORMS = {"boolean": "boolean", "tabular": "rows", "RDF": "triples"}


def run(case: Case, service: Service, *, fill: bool = True) -> Verdict:
    """Make a test's requests one after the other."""
    locations: dict[str, str] = {}
    try:
        if fill:
            service.fill([row for name, file in case.named for row in in_named_graph(name, file)])
        for exchange in exchanges_of(case):
            reply = service.send(
                exchange.method,
                _address(exchange.path, service, locations),
                exchange.headers,
                exchange.body,
            )
            fault = fault_of(exchange, reply)
            if fault:
                return failed(f"{exchange.method} {exchange.path[:60]}: {fault}")
            if exchange.location:
                locations[exchange.location] = reply.headers["location"]
    except Refused as error:
        return failed(str(error))
    finally:
        service.forget()
    return PASSED


def _address(path: str, service: Service, locations: dict[str, str]) -> str:
    for name, location in locations.items():
        path = path.replace(name, quote(location, safe=""))
    if path.startswith(SPARQL):
        return service.sparql + path.removeprefix(SPARQL)
    return service.graphs + path.removeprefix(GRAPH_STORE)


def fault_of(exchange: Exchange, reply: Reply) -> str:
    """Return what is wrong with a reply, "" if nothing is."""
    status = str(reply.status)
    if not {status, f"{status[0]}xx"} & set(exchange.statuses):
        said = reply.content[:120].decode(errors="replace")
        return f"status {status} instead of {' or '.join(exchange.statuses)}: {said}"
    if exchange.location and "location" not in reply.headers:
        return "no Location"
    if exchange.form:
        return _answer_fault(exchange, reply)
    if exchange.media_type and reply.media_type != exchange.media_type:
        return f"{reply.media_type or 'no media type'} instead of {exchange.media_type}"
    return _graph_fault(exchange, reply) if exchange.content else ""


def _answer_fault(exchange: Exchange, reply: Reply) -> str:
    suffix = SUFFIXES.get(reply.media_type)
    if suffix is None:
        return f"{reply.media_type} is no serialisation of results"
    try:
        answer = read_answer(reply.content, suffix)
    except (SyntaxError, ValueError) as error:
        return f"unreadable {suffix}: {error}"
    if answer.form != FORMS[exchange.form]:
        return f"{answer.form} instead of {FORMS[exchange.form]}"
    if exchange.boolean is not None and answer.boolean is not exchange.boolean:
        return f"{answer.boolean} instead of {exchange.boolean}"
    return ""


def _graph_fault(exchange: Exchange, reply: Reply) -> str:
    form = GRAPHS[SUFFIXES.get(exchange.media_type, "ttl")]
    try:
        found = quad_rows(parse(reply.content, form))
    except SyntaxError as error:
        return f"unreadable graph: {error}"
    expected = quad_rows(parse(exchange.content.encode(), RdfFormat.TURTLE))
    if not same(expected, found):
        return f"another graph of {len(found)} triples instead of {len(expected)}"
    return ""
