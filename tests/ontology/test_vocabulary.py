"""The vocabulary: constants equal the Turtle, names in three languages, lists that are closed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from techland.graph.dataset import ontology_files, ontology_triples
from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import BASE, TL

ROOT = Path(__file__).parents[2]
LANGUAGES = {"nl", "de", "en"}
SCHEMES = {path.stem for path in (ROOT / "ontology" / "schemes").glob("*.ttl")}


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    graph = Graph()
    for path in ontology_files():
        graph.parse(path)
    return graph


def own_terms(graph: Graph) -> set[str]:
    return {str(s) for s in graph.subjects() if str(s).startswith(PREFIXES["tl"])}


def test_constants_equal_the_turtle(vocabulary: Graph) -> None:
    constants = {value for name, value in vars(TL).items() if not name.startswith("_")}
    assert constants == own_terms(vocabulary)
    assert all(value == PREFIXES["tl"] + name for name, value in vars(TL).items() if name[0] != "_")


def test_prefixes_equal_the_turtle() -> None:
    graph = Graph().parse(ROOT / "ontology" / "prefixes.ttl")
    sh = "http://www.w3.org/ns/shacl#"
    declared = {
        str(graph.value(node, URIRef(f"{sh}prefix"))): str(
            graph.value(node, URIRef(f"{sh}namespace"))
        )
        for node in graph.objects(URIRef(f"{BASE}ontology"), URIRef(f"{sh}declare"))
    }
    assert declared == PREFIXES


def test_context_knows_every_prefix_and_term() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    names = context["@context"]
    assert {prefix: names[prefix] for prefix in PREFIXES} == PREFIXES
    missing = [name for name in vars(TL) if name[0] != "_" and name not in names]
    assert missing == []


def test_every_own_term_has_name_and_definition_in_three_languages(vocabulary: Graph) -> None:
    for term in sorted(own_terms(vocabulary)):
        for predicate in (SKOS.prefLabel, SKOS.definition):
            found = [text.language for text in vocabulary.objects(URIRef(term), predicate)]
            assert sorted(found) == sorted(LANGUAGES), (term, predicate)
        assert len(list(vocabulary.objects(URIRef(term), RDFS.label))) == 1


def test_every_concept_has_name_definition_and_notation(vocabulary: Graph) -> None:
    concepts = set(vocabulary.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 120
    for concept in concepts:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            found = [text.language for text in vocabulary.objects(concept, predicate)]
            assert sorted(found) == sorted(LANGUAGES), (concept, predicate)
        assert len(list(vocabulary.objects(concept, SKOS.notation))) == 1
        scheme = vocabulary.value(concept, SKOS.inScheme)
        assert (scheme, SKOS.hasTopConcept, concept) in vocabulary


def listed(table: str, column: str) -> set[str]:
    package = json.loads((ROOT / "facts" / "datapackage.json").read_text(encoding="utf-8"))
    fields = {r["name"]: r["schema"]["fields"] for r in package["resources"]}[table]
    field = next(field for field in fields if field["name"] == column)
    return set(field["constraints"]["enum"])


def notations(vocabulary: Graph, scheme: str) -> set[str]:
    concepts = vocabulary.subjects(SKOS.inScheme, URIRef(f"{BASE}scheme/{scheme}"))
    return {str(vocabulary.value(concept, SKOS.notation)) for concept in concepts}


@pytest.mark.parametrize(
    ("scheme", "columns"),
    [
        ("organisation-type", [("organisations", "type")]),
        ("country", [("organisations", "country")]),
        ("agreement-kind", [("agreements", "kind")]),
        ("qualifier", [("outcomes", "qualifier"), ("events", "attendance_qualifier")]),
        ("need-kind", [("needs", "kind")]),
        ("source-kind", [("sources", "kind")]),
        ("language", [("sources", "language")]),
        ("dispute-kind", [("conflicts", "kind")]),
        ("decision", [("conflicts", "decision")]),
        ("certainty", [("organisations", "certainty")]),
    ],
)
def test_closed_lists_are_the_tables(
    vocabulary: Graph, scheme: str, columns: list[tuple[str, str]]
) -> None:
    for table, column in columns:
        assert listed(table, column) == notations(vocabulary, scheme), (table, column)


@pytest.mark.parametrize(
    ("collection", "table"),
    [
        ("party-role", "agreement_parties"),
        ("activity-role", "participations"),
        ("event-role", "event_roles"),
    ],
)
def test_role_collections_are_the_tables(vocabulary: Graph, collection: str, table: str) -> None:
    members = vocabulary.objects(URIRef(f"{BASE}collection/{collection}"), SKOS.member)
    assert {str(vocabulary.value(m, SKOS.notation)) for m in members} == listed(table, "role")


def test_measures_are_those_of_the_outcomes(vocabulary: Graph) -> None:
    with (ROOT / "facts" / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        told = {row["measure"] for row in csv.DictReader(file)}
    assert told == notations(vocabulary, "measure")


def test_vocabulary_has_no_blank_nodes() -> None:
    triples = ontology_triples()
    assert len(triples) > 2500
    assert not [t for t in triples if BlankNode in {type(t.subject), type(t.object)}]


def test_every_property_and_class_of_the_data_has_names(curated_store: Store) -> None:
    used = {
        quad.predicate for quad in curated_store.quads_for_pattern(None, None, None, DefaultGraph())
    }
    kind = NamedNode(str(RDF.type))
    classes = curated_store.quads_for_pattern(None, kind, None, DefaultGraph())
    used |= {quad.object for quad in classes}
    label = NamedNode(str(SKOS.prefLabel))
    for term in used:
        found = curated_store.quads_for_pattern(term, label, None, DefaultGraph())
        tags = {q.object.language for q in found if isinstance(q.object, Literal)}
        assert tags == LANGUAGES, term
