"""One thing with its evidence, out of what lies around it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal

from techland.graph.errors import UnknownEntity
from techland.ontology.terms import BASE, DCT, PROV, RDF, RDFS, SCHEMA, SKOS, TL
from techland.queries.entities import (
    Disagreement,
    Document,
    Entity,
    Evidence,
    Fact,
    Link,
    Side,
)
from techland.queries.evaluators import Evaluator
from techland.queries.near.near import Near, Written, place_in_order, term_of
from techland.queries.near.walks import ENTITY

_CLAIMED = frozenset({RDF.subject, RDF.object})


def near_of(evaluator: Evaluator, iri: str) -> Near:
    """Return what lies around a thing, all of it that points there too.

    Raises:
        UnknownEntity: it is no IRI.
    """
    try:
        return evaluator.near(iri, ENTITY)
    except ValueError:
        raise UnknownEntity(iri) from None


def read_entity(near: Near) -> Entity:
    """Return what the graph knows about a thing.

    Raises:
        UnknownEntity: the graph neither says anything of it nor points to it.
    """
    iri = near.iri
    if not near.is_known:
        raise UnknownEntity(iri)
    claimed = list(_claimed(near))
    told = {(fact.predicate, str(fact.object)) for fact in claimed}
    plain = list(_said(near))
    untold = [fact for fact in plain if (fact.predicate, str(fact.object)) not in told]
    facts = sorted([*claimed, *untold], key=lambda f: (f.predicate, not f.accepted, str(f.object)))
    return Entity(
        iri,
        near.label(iri) or Literal(iri.removeprefix(BASE)),
        tuple(near.iris(iri, RDF.type)),
        tuple(facts),
        tuple(_links(near)),
        tuple(_disagreements(near)),
    )


def _fact(near: Near, predicate: str, value: Written, evidence: Evidence | None) -> Fact:
    return Fact(
        predicate,
        near.label(predicate),
        term_of(value),
        near.label(value) if isinstance(value, str) else None,
        evidence is None or evidence.status == "accepted",
        evidence,
    )


def _said(near: Near) -> Iterator[Fact]:
    for predicate in sorted(near.said(near.iri)):
        for value in near.written(near.iri, predicate):
            yield _fact(near, predicate, value, None)


def _claims(near: Near) -> list[str]:
    """Return the claims about a thing.

    A node that stands for a whole row is told by the claim that it names.
    """
    claims = set(near.pointing(near.iri, RDF.subject))
    if set(near.iris(near.iri, RDF.type)) - {TL.Position}:
        claims.update(near.iris(near.iri, TL.hasClaim))
    return [one for one in claims if TL.Claim in near.iris(one, RDF.type)]


def _claimed(near: Near) -> Iterator[Fact]:
    found: list[tuple[str, tuple[bool, str, str], str, Written]] = []
    for claim in _claims(near):
        for predicate in near.iris(claim, RDF.predicate):
            values = near.written(claim, RDF.object)
            found += [(predicate, place_in_order(v), claim, v) for v in values]
    documents = _Documents(near)
    for predicate, _, claim, value in sorted(found, key=lambda one: one[:3]):
        status = near.code(claim, TL.status)
        if status is not None:
            yield _fact(near, predicate, value, _evidence(near, claim, status, documents))


def _evidence(near: Near, claim: str, status: str, documents: _Documents) -> Evidence:
    return Evidence(
        claim,
        status,
        near.code(claim, TL.certainty),
        near.code(claim, TL.rowCertainty),
        near.code(claim, TL.basis),
        documents.of(claim),
        tuple(near.iris(claim, TL.inDispute)),
        tuple(dict.fromkeys(near.texts(claim, SKOS.editorialNote))),
    )


class _Documents:
    """The documents that claims rest on, each of them read once."""

    def __init__(self, near: Near) -> None:
        self._near = near
        self._found: dict[str, Document | None] = {}

    def of(self, witness: str) -> tuple[Document, ...]:
        """Return the documents of a claim or position, by title."""
        sources = self._near.iris(witness, PROV.wasDerivedFrom)
        for source in sources:
            if source not in self._found:
                self._found[source] = _document(self._near, source)
        found = [one for source in sources if (one := self._found[source]) is not None]
        return tuple(sorted(found, key=lambda one: (one.title.value, one.iri)))


def _document(near: Near, source: str) -> Document | None:
    titles = near.literals(source, DCT.title)
    publisher, url = near.text(source, TL.publisherName), near.text(source, SCHEMA.url)
    if not titles or publisher is None or url is None:
        return None
    issued, original = near.text(source, DCT.issued), near.text(source, TL.copyOf)
    return Document(source, titles[-1], publisher, url, issued, original)


def _links(near: Near) -> Iterator[Link]:
    pointing = near.links(near.iri)
    for predicate in sorted(set(pointing) - _CLAIMED):
        named = [(near.label(one), one) for one in pointing[predicate]]
        for label, one in sorted(
            named, key=lambda pair: (pair[0].value if pair[0] else "", pair[1])
        ):
            yield Link(one, label, predicate, near.label(predicate))


def _disputes(near: Near) -> list[str]:
    told = set(near.pointing(near.iri, TL.about))
    for claim in near.pointing(near.iri, RDF.subject):
        told.update(near.iris(claim, TL.inDispute))
    told.add(near.iri)
    return sorted(one for one in told if TL.Dispute in near.iris(one, RDF.type))


def _disagreements(near: Near) -> Iterator[Disagreement]:
    for one in _disputes(near):
        told = {
            "label": near.text(one, RDFS.label),
            "property": near.text(one, TL.disputedProperty),
            "kind": near.code(one, TL.disputeKind),
            "decision": near.code(one, TL.decision),
            "rule": near.code(one, TL.ruleApplied),
            "reason": near.text(one, TL.reason),
            "note": near.text(one, SKOS.note),
        }
        whole = {name: text for name, text in told.items() if text is not None}
        sides = tuple(_sides(near, one))
        if len(whole) == len(told) and sides:
            yield Disagreement(iri=one, sides=sides, **whole)


def _sides(near: Near, dispute: str) -> Iterator[Side]:
    accepted = near.iris(dispute, TL.acceptedPosition)
    found: list[tuple[str, str, str]] = []
    for position in near.iris(dispute, TL.position):
        side, told = near.text(position, TL.positionSide), near.text(position, TL.positionText)
        if side is not None and told is not None:
            found.append((side, told, position))
    documents = _Documents(near)
    for side, told, position in sorted(found):
        yield Side(side, told, position in accepted, documents.of(position))
