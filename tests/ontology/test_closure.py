"""An OWL RL closure over vocabulary and data finds no clash."""

from __future__ import annotations

from collections import defaultdict

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, PROV, RDF, SKOS

from techland.graph.dataset import ontology_triples
from techland.graph.rdflib_graph import to_rdflib
from techland.ontology.prefix_table import PREFIXES

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
A_PREDICATE_EACH = 3
ORGANISATION = URIRef(PREFIXES["org"] + "FormalOrganization")
# What the vocabularies that we build on say is apart (PROV-O; ORG and SKOS by our own rule).
APART = [
    (PROV.Activity, PROV.Entity),
    (ORGANISATION, SKOS.Concept),
    (ORGANISATION, PROV.Entity),
    (SKOS.Concept, OWL.Class),
    (SKOS.Concept, SKOS.ConceptScheme),
]


def sample(store: Store) -> Graph:
    """Return some triples of every predicate, with the classes of all that stands in them."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    chosen: set[Triple] = set()
    kind = NamedNode(str(RDF.type))

    def classes(term: object) -> list[Quad]:
        is_iri = isinstance(term, NamedNode)
        return list(store.quads_for_pattern(term, kind, None, DefaultGraph())) if is_iri else []

    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        first = min((q.object.value for q in classes(quad.subject)), default="")
        key = (quad.predicate.value, first)
        if seen[key] < A_PREDICATE_EACH:
            seen[key] += 1
            chosen.add(quad.triple)
            for term in (quad.subject, quad.object):
                chosen.update(q.triple for q in classes(term))
    return to_rdflib(chosen | ontology_triples())


def closed(graph: Graph) -> Graph:
    for one, other in APART:
        graph.add((one, OWL.disjointWith, other))
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def clashes(graph: Graph) -> list[str]:
    return [str(error) for error in graph.subjects(RDF.type, ERROR)]


def both(graph: Graph) -> list[object]:
    return [
        thing
        for one, other in APART
        for thing in graph.subjects(RDF.type, one)
        if (thing, RDF.type, other) in graph
    ]


@pytest.fixture(scope="module")
def closure(curated_store: Store) -> Graph:
    return closed(sample(curated_store))


def test_closure_finds_no_clash(closure: Graph) -> None:
    assert len(closure) > 5000
    assert clashes(closure) == []
    assert both(closure) == []


def test_a_planted_clash_is_found(curated_store: Store) -> None:
    graph = sample(curated_store)
    body = next(graph.subjects(RDF.type, ORGANISATION))
    graph.add((body, RDF.type, SKOS.Concept))
    found = closed(graph)
    assert body in both(found)
    assert clashes(found)
