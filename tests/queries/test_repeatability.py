"""Which queries give the same bytes again."""

from __future__ import annotations

import pytest

from techland.graph.snapshot import Snapshot
from techland.queries.catalogue import catalogue
from techland.queries.evaluation import QueryProcesses
from techland.queries.guard import checked
from techland.queries.limits import Limits


def repeatable(text: str) -> bool:
    return checked(text, Limits()).repeatable


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?t) {}",
        "SELECT (now ( ) AS ?t) {}",
        "SELECT * { ?s ?p ?o FILTER(RAND()<0.5) }",
        "SELECT * { ?s ?p ?o } ORDER BY rAnD()",
        "SELECT (UUID() AS ?u) {}",
        "SELECT (STRUUID() AS ?u) {}",
        "SELECT (BNODE() AS ?b) {}",
        "SELECT (\\u004eOW() AS ?t) {}",
        "SELECT * { FILTER(true&&trueRAND()) }",
        "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { _:b ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p (1 2) } WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p [ ?q ?o ] }",
    ],
)
def test_what_differs_each_time(text: str) -> None:
    assert not repeatable(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?now ?rand { ?now ?rand 'NOW() RAND() UUID()' } # BNODE()",
        "SELECT * { ?s <http://example.org/rand> ex:now }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p [] FILTER(?p = 1) }",
        "CONSTRUCT { GRAPH_x:a ?p ?o } WHERE { _:b ?p ?o }",
        "DESCRIBE <http://example.org/> ",
        "ASK { [] ?p ('a') }",
    ],
)
def test_what_is_the_same_each_time(text: str) -> None:
    assert repeatable(text)


def test_the_catalogue_gives_the_same_bytes_after_a_new_start(curated_snapshot: Snapshot) -> None:
    def answers() -> dict[str, bytes]:
        with QueryProcesses(curated_snapshot.quads_path) as processes:
            asked = {q.name: q.text for q in catalogue().values() if repeatable(q.text)}
            asked["all"] = "SELECT * { ?s ?p ?o }"
            asked["graph"] = "CONSTRUCT WHERE { ?s ?p ?o }"
            asked["distinct"] = "SELECT DISTINCT ?s { ?s ?p ?o . ?o ?q ?r }"
            asked["groups"] = (
                "SELECT ?p (COUNT(*) AS ?n) (SAMPLE(?o) AS ?x) { ?s ?p ?o } GROUP BY ?p"
            )
            return {name: b"".join(processes.evaluate(text).chunks) for name, text in asked.items()}

    first = answers()
    assert len(first) > 40
    assert answers() == first
