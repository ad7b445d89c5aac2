"""Answers in XML over HTTP: what was asked for is what an XML reader finds, or an error."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from rdflib import Graph

from tests.server.conftest import TestClient

RESULTS_XML, RDF_XML = "application/sparql-results+xml", "application/rdf+xml"
TEXT = "one\rtwo\r\nthree\nfour"
VALUE = r'"one\rtwo\r\nthree\nfour"'
ROWS = f"SELECT ?x {{ VALUES ?x {{ {VALUE} }} }}"
TRIPLES = f"CONSTRUCT {{ <http://e.x/s> <http://e.x/p> ?x }} {{ VALUES ?x {{ {VALUE} }} }}"


def asked(client: TestClient, query: str, media_type: str, coding: str = "identity") -> Any:
    headers = {"Accept": media_type, "Accept-Encoding": coding}
    return client.get("/sparql", params={"query": query}, headers=headers)


def literal(content: bytes) -> str | None:
    (found,) = etree.fromstring(content).iter("{http://www.w3.org/2005/sparql-results#}literal")
    return found.text


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_carriage_returns_in_rows_survive(client: TestClient, coding: str) -> None:
    answer = asked(client, ROWS, RESULTS_XML, coding)
    assert answer.status_code == 200
    assert answer.headers.get("content-encoding", "identity") == coding
    assert literal(answer.content) == TEXT


def test_carriage_returns_in_triples_survive(client: TestClient) -> None:
    (triple,) = Graph().parse(data=asked(client, TRIPLES, RDF_XML).content, format="xml")
    assert str(triple[2]) == TEXT


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1f", "\ufffe"])
@pytest.mark.parametrize(
    ("query", "media_type", "where"),
    [
        (
            'SELECT ?y ?x { VALUES (?y ?x) { ("b" "b") ("c" "a$") } }',
            RESULTS_XML,
            "row 2, variable x",
        ),
        ('CONSTRUCT { <http://e.x/s> <http://e.x/p> "a$" } {}', RDF_XML, "triple of http://e.x/s"),
    ],
)
def test_what_xml_forbids_is_an_error_that_names_the_place(
    client: TestClient, query: str, media_type: str, where: str, character: str
) -> None:
    answer = asked(client, query.replace("$", f"\\u{ord(character):04X}"), media_type)
    assert answer.status_code == 422, answer.text
    assert where in answer.json()["detail"]
    assert f"U+{ord(character):04X}" in answer.json()["detail"]


def test_other_formats_take_any_character(client: TestClient) -> None:
    answer = asked(client, r'SELECT ("\u0001" AS ?x) {}', "application/sparql-results+json")
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "\x01"


def test_a_long_answer_is_the_same_as_without(client: TestClient) -> None:
    """Rows are cut into pieces anywhere; what comes is what the same query gives as JSON."""
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 20000"
    xml = etree.fromstring(asked(client, query, RESULTS_XML).content)
    rows = [
        [binding[0].text or "" for binding in row]
        for row in xml.iter("{http://www.w3.org/2005/sparql-results#}result")
    ]
    found = asked(client, query, "application/sparql-results+json").json()["results"]["bindings"]
    assert rows == [[row[name]["value"] for name in ("s", "p", "o")] for row in found]
