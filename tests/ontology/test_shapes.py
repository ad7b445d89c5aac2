"""Every shape fires on its fixture, in three languages, and none is violated by the facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import Graph, URIRef

from techland.graph.dataset import ontology_triples
from techland.graph.snapshot import Snapshot
from techland.graph.validation import VIOLATION, ShapeResult, shape_files, validate
from techland.ontology.prefix_table import PREFIXES

FIXTURES = Path(__file__).parent / "shapes"
MESSAGE = URIRef("http://www.w3.org/ns/shacl#message")
LANGUAGES = {"nl", "de", "en"}
# A fixture is a graph that breaks its shape; its things stand below an address of its own.
EXAMPLE = "https://example.org/{}/"


@cache
def shapes() -> dict[str, set[str]]:
    """Return the languages of the messages of every shape by its IRI."""
    graph = Graph()
    for path in shape_files():
        graph.parse(path)
    found: dict[str, set[str]] = {}
    for shape, message in graph.subject_objects(MESSAGE):
        found.setdefault(str(shape), set()).add(str(message.language))
    return found


def names() -> list[str]:
    return sorted(shape.removeprefix(PREFIXES["shape"]) for shape in shapes())


def fixture_triples(path: Path) -> set[Triple]:
    prefixes = PREFIXES | {"ex": EXAMPLE.format(path.stem)}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    text = head + path.read_text(encoding="utf-8")
    return {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}


@pytest.fixture(scope="module")
def results() -> list[ShapeResult]:
    """Validate all fixtures together with the vocabulary, once."""
    triples: set[Triple] = set(ontology_triples())
    for path in FIXTURES.glob("*.ttl"):
        triples |= fixture_triples(path)
    return validate(triples)


@pytest.mark.parametrize("name", names())
def test_the_shape_fires_on_its_fixture(name: str, results: list[ShapeResult]) -> None:
    mine = [r for r in results if r.shape == PREFIXES["shape"] + name]
    fired = [r for r in mine if r.focus.startswith(EXAMPLE.format(name))]
    assert fired, "this shape has no result in its own fixture"
    assert set(fired[0].messages) == LANGUAGES


def test_every_shape_has_a_fixture_and_every_fixture_a_shape() -> None:
    assert sorted(path.stem for path in FIXTURES.glob("*.ttl")) == names()
    assert len(names()) > 100


def test_every_shape_speaks_three_languages() -> None:
    assert {name: told for name, told in shapes().items() if told != LANGUAGES} == {}


def test_the_vocabulary_alone_breaks_nothing() -> None:
    found = validate(ontology_triples())
    assert [result.line() for result in found if result.severity == VIOLATION] == []


def test_the_facts_break_nothing_and_their_gaps_are_told(curated_snapshot: Snapshot) -> None:
    told = curated_snapshot.report["shape_results"]
    assert [result for result in told if result["severity"] == VIOLATION] == []
    numbers = {gap["code"]: gap["number"] for gap in curated_snapshot.manifest["gaps"]}
    for shape, gap in (
        ("ProjectHasParticipant", "projects-without-participant"),
        ("ProjectOfBothSides", "projects-of-one-side"),
        ("OrganisationHasCountry", "organisations-without-country"),
        ("OrganisationTakesPart", "organisations-in-nothing"),
    ):
        found = [r for r in told if r["shape"] == PREFIXES["shape"] + shape]
        assert len(found) == numbers[gap], shape
