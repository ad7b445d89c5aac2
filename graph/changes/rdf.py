"""The changes as RDF: a changeset of claims (vocab.org/changeset) with PROV and our own reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from techland.graph.changes.change import (
    ADDED,
    WITHDRAWN,
    Changes,
    ClaimChange,
    ClaimState,
    RecordChange,
    ThingChange,
)
from techland.graph.description.dataset_iris import dataset_version
from techland.graph.iris import curated, node
from techland.ontology.terms import BASE, CS, DCT, PROV, RDF, RDFS, TL

Triples = Iterator[Triple]


def changeset_iri(changes: Changes) -> NamedNode:
    """Return the IRI of what changed between two versions."""
    return curated("changeset", f"{changes.old[:12]}-{changes.new[:12]}")


def version_iri(version: str) -> NamedNode:
    """Return the IRI of a version of the dataset."""
    return node(dataset_version(version))


def change_lines(changes: Changes) -> list[bytes]:
    """Return the sorted N-Triples lines that tell the changes."""
    return sorted({f"{triple} .\n".encode() for triple in change_triples(changes)})


def change_triples(changes: Changes) -> Triples:
    """Yield the triples that tell the changes.

    Every claim added or withdrawn is an addition or removal of the changeset, a
    claim that took another's place a revision of it. A ``tl:Change`` tells why.
    A triple that no claim explains is a statement of its own.
    """
    whole, old, new = changeset_iri(changes), version_iri(changes.old), version_iri(changes.new)
    yield Triple(whole, node(RDF.type), node(CS.ChangeSet))
    yield Triple(whole, node(PROV.used), old)
    yield Triple(whole, node(PROV.used), new)
    if not changes.empty:
        yield Triple(new, node(PROV.wasRevisionOf), old)
    for claim in changes.claims:
        yield from _claim(whole, claim)
    for record in (*changes.disputes, *changes.sources):
        yield from _record(whole, record)
    for thing in changes.things:
        yield from _thing(whole, thing)
    for rest in changes.rest:
        yield from _statements(whole, CS.addition, rest.added)
        yield from _statements(whole, CS.removal, rest.withdrawn)


def _change(whole: NamedNode, iri: str) -> tuple[NamedNode, Triples]:
    found = node(f"{whole.value}/{hashlib.sha256(iri.encode()).hexdigest()[:16]}")
    triples = (
        Triple(whole, node(DCT.hasPart), found),
        Triple(found, node(RDF.type), node(TL.Change)),
        Triple(found, node(TL.changeOf), node(iri)),
    )
    return found, iter(triples)


def _claim(whole: NamedNode, change: ClaimChange) -> Triples:
    before, after = change.before, change.after
    found, triples = _change(whole, change.state.iri)
    yield from triples
    if after and (change.kind == ADDED or change.new_value):
        yield Triple(whole, node(CS.addition), node(after.iri))
    if before and (change.kind == WITHDRAWN or (change.new_value and not change.status_now)):
        yield Triple(whole, node(CS.removal), node(before.iri))
    if before and after and change.new_value:
        yield Triple(node(after.iri), node(PROV.wasRevisionOf), node(before.iri))
    for state, predicate in ((before, TL.statusBefore), (after, TL.statusAfter)):
        if state:
            yield Triple(found, node(predicate), curated("status", state.status))
            yield from _state(state)
    for reason in change.reasons:
        yield Triple(found, node(TL.changeReason), curated("change-reason", reason.code))
        if reason.thing:
            yield Triple(found, node(TL.becauseOf), node(reason.thing))


def _state(state: ClaimState) -> Triples:
    claim = node(state.iri)
    yield Triple(claim, node(RDF.type), node(RDF.Statement))
    yield Triple(claim, node(RDF.subject), node(state.subject))
    yield Triple(claim, node(RDF.predicate), node(state.predicate))
    yield Triple(claim, node(RDF.object), state.value)


def _record(whole: NamedNode, record: RecordChange) -> Triples:
    _, triples = _change(whole, record.iri)
    yield from triples
    yield Triple(node(record.iri), node(RDFS.label), Literal(record.label))
    yield from _entered(whole, record.kind, record.iri)
    if record.old_iri:
        yield Triple(node(record.iri), node(PROV.wasRevisionOf), node(record.old_iri))


def _thing(whole: NamedNode, thing: ThingChange) -> Triples:
    _, triples = _change(whole, thing.iri)
    yield from triples
    yield from _entered(whole, thing.kind, thing.iri)
    if thing.other and thing.kind == WITHDRAWN:
        yield Triple(node(thing.iri), node(DCT.isReplacedBy), node(thing.other))


def _entered(whole: NamedNode, kind: str, iri: str) -> Triples:
    """Tell that a thing came into the data or went out of it."""
    if kind == ADDED:
        yield Triple(whole, node(PROV.generated), node(iri))
    elif kind == WITHDRAWN:
        yield Triple(whole, node(PROV.invalidated), node(iri))


def _statements(whole: NamedNode, predicate: str, triples: Iterable[str]) -> Triples:
    for text in triples:
        [quad] = parse(f"{text} .", format=RdfFormat.N_TRIPLES)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        statement = node(f"{BASE}statement/{digest}")
        yield Triple(whole, node(predicate), statement)
        yield Triple(statement, node(RDF.type), node(RDF.Statement))
        yield Triple(statement, node(RDF.subject), quad.subject)
        yield Triple(statement, node(RDF.predicate), quad.predicate)
        yield Triple(statement, node(RDF.object), quad.object)
