"""What lies around a thing: the same from a store's indexes, a query process and an engine."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store

from techland.graph.errors import UnknownEntity
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE, RDF, RDFS, TL
from techland.queries.evaluation import InProcess, QueryProcesses
from techland.queries.near.asking import asked
from techland.queries.near.entity import near_of, read_entity
from techland.queries.near.near import Near
from techland.queries.near.walking import Walks
from techland.queries.near.walks import ENTITY, HEAVY, PAGE, REPLACED, WALKS

_OF_EACH_CLASS = 2
MOU = f"{BASE}agreement/mou-2021"
GERMANY = "http://publications.europa.eu/resource/authority/country/DEU"


@pytest.fixture(scope="module")
def things(curated_store: Store) -> list[str]:
    """Return some things of every class, and a country and regions, which others name."""
    chance, found = random.Random(10), {MOU, GERMANY}  # noqa: S311 (a sample, no secret)
    by_class: dict[str, list[str]] = {}
    for quad in curated_store.quads_for_pattern(None, NamedNode(RDF.type), None, DefaultGraph()):
        by_class.setdefault(str(quad.object.value), []).append(str(quad.subject.value))  # type: ignore[union-attr]  # IRIs
    for ones in by_class.values():
        found.update(chance.sample(sorted(ones), min(_OF_EACH_CLASS, len(ones))))
    return sorted(found | {"http://data.europa.eu/nuts/code/DEA33"})


def triples(near: Near, *, heavy: bool) -> Iterator[tuple[str, str, str]]:
    """Yield what was read, with or without what points to the thing too often to be read."""
    for subject in near.subjects:
        for predicate, values in near.said(subject).items():
            for value in values:
                if heavy or not (value == near.iri and predicate in HEAVY):
                    told = value if isinstance(value, str) else "|".join(map(str, value))
                    yield subject, predicate, told


@pytest.fixture(scope="module")
def walks(curated_store: Store) -> Walks:
    """Return the walks of one process, which keeps what it read before."""
    return Walks(curated_store)


@pytest.mark.parametrize("walk", WALKS)
def test_an_engine_is_asked_for_what_a_walk_reads(
    curated_store: Store, walks: Walks, things: list[str], walk: str
) -> None:
    assert len(things) > 60
    for thing in things:
        read = Near.read(thing, walks.walked(thing, walk))
        told = asked(curated_store.query, thing, walk)  # type: ignore[arg-type,return-value]  # rows
        found = set(triples(read, heavy=False))
        assert found == set(triples(told, heavy=False)), thing
        kinds = {(s == thing, p) for s, p, _ in triples(read, heavy=True)}
        assert kinds == {(s == thing, p) for s, p, _ in triples(told, heavy=True)}, thing
        assert read.nameless == told.nameless, thing
        assert sorted(map(str, read.in_graphs)) == sorted(
            str((g, p, list(v) if isinstance(v, tuple) else v)) for g, p, v in told.in_graphs
        )


def test_every_triple_read_is_one_of_the_graph(
    curated_store: Store, walks: Walks, things: list[str]
) -> None:
    default = {
        (q.subject.value, q.predicate.value, q.object.value)  # type: ignore[union-attr]  # no triple terms
        for q in curated_store.quads_for_pattern(None, None, None, DefaultGraph())
    }
    for thing in things:
        near = Near.read(thing, walks.walked(thing, PAGE))
        found = set(triples(near, heavy=True))
        assert {(s, p, v.split("|")[0]) for s, p, v in found if "|" not in v} <= default


def test_all_that_is_said_of_a_thing_is_read(
    curated_store: Store, walks: Walks, things: list[str]
) -> None:
    for thing in things:
        near = Near.read(thing, walks.walked(thing, ENTITY))
        node = NamedNode(thing)
        out = curated_store.quads_for_pattern(node, None, None, DefaultGraph())
        into = curated_store.quads_for_pattern(None, None, node, DefaultGraph())
        assert sum(map(len, near.said(thing).values())) == sum(1 for _ in out)
        skipped = {RDF.object}
        pointing = {(q.predicate.value, q.subject.value) for q in into}  # type: ignore[union-attr]  # IRIs
        told = {(p, one) for p, ones in near.links(thing).items() for one in ones}
        assert {one for one in told if one[0] not in skipped} == {
            one for one in pointing if one[0] not in skipped
        }


def test_query_processes_read_the_same(curated_snapshot: Snapshot) -> None:
    here = InProcess(curated_snapshot.quads_path)
    with QueryProcesses(curated_snapshot.quads_path) as processes:
        for walk in (REPLACED, ENTITY, PAGE):
            one, other = here.near(MOU, walk), processes.near(MOU, walk)
            assert set(triples(one, heavy=True)) == set(triples(other, heavy=True))
            assert one.in_graphs == other.in_graphs
        entity = read_entity(near_of(processes, MOU))
        assert entity == read_entity(near_of(here, MOU))
        assert {one.rule for one in entity.disagreements} >= {"curator-decision"}
        for wrong in ("no IRI", "", "a b"):
            with pytest.raises(UnknownEntity):
                near_of(processes, wrong)
        with pytest.raises(UnknownEntity):
            read_entity(near_of(processes, f"{BASE}organisation/nobody"))


def test_values_stand_in_order() -> None:
    told = {"a": {RDFS.label: [["b", None, "x"], ["a", "nl", None]], TL.theme: ["z", "y"]}}
    near = Near("a", told, ())
    assert near.texts("a", RDFS.label) == ["a", "b"]
    assert near.iris("a", TL.theme) == ["y", "z"]
    assert near.pointing("z", TL.theme) == ["a"]
    assert near.text("a", TL.seat) is None
    assert near.is_known
    assert not Near("b", {}, ()).is_known


def test_what_is_kept_is_bounded_and_changes_no_answer(
    curated_store: Store, things: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("techland.queries.near.walking._MOST_KEPT", 50)
    few = Walks(curated_store)
    for thing in things[:12]:
        once = few.walked(thing, PAGE)
        assert few.walked(thing, PAGE) == once == Walks(curated_store).walked(thing, PAGE)
        assert few.kept_triples <= 50
