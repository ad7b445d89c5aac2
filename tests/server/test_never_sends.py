"""The server asks nobody: federation is of the user's own machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import techland.server
from techland.queries.federated.ready import federated_queries
from tests.queries.federated.stand_in import StandIn, standing_in

SERVER = Path(techland.server.__file__).parent


@pytest.fixture(scope="module")
def somebody() -> Iterator[StandIn]:
    with standing_in("wikidata") as stand_in:
        yield stand_in


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("endpoint", ["<wikidata>", "<https://query.wikidata.org/sparql>", "<AT>"])
def test_sparql_refuses_service_whatever_it_names(
    method: str, endpoint: str, client: TestClient, somebody: StandIn
) -> None:
    named = endpoint.replace("AT", somebody.address)
    query = f"SELECT * {{ SERVICE {named} {{ ?s ?p ?o }} }}"
    words = {"params" if method == "GET" else "data": {"query": query}}
    reply = client.request(method, "/sparql", **words)
    assert reply.status_code == 400
    assert "SERVICE" in reply.text
    assert not somebody.requests


@pytest.mark.parametrize("name", sorted(federated_queries()))
def test_no_address_answers_a_ready_query_of_federation(name: str, client: TestClient) -> None:
    assert client.get(f"/api/{name}").status_code == 404
    text = federated_queries()[name].text
    assert client.get("/sparql", params={"query": text}).status_code == 400


def test_no_part_of_the_server_knows_how_to_federate() -> None:
    for path in SERVER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert "federat" not in (node.module or ""), path
                assert not any("federat" in name.name for name in node.names), path
