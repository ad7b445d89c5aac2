"""Read claims, disputes and sources as one version has them."""

from __future__ import annotations

from collections.abc import Mapping

from techland.graph.changes.change import ClaimState
from techland.graph.changes.descriptions import Description, Descriptions
from techland.ontology.terms import DCT, FOAF, PROV, RDF, RDFS, SCHEMA, SKOS, TL

Fields = dict[str, tuple[str, ...]]
# What a field is called, by the property that holds it.
DISPUTE_FIELDS: Mapping[str, str] = {
    TL.about: "about",
    TL.disputedProperty: "property",
    TL.path: "path",
    TL.disputeKind: "kind",
    TL.decision: "decision",
    TL.reason: "reason",
    SKOS.note: "note",
    TL.ruleApplied: "rule",
    TL.concernsClaim: "claims",
}
POSITION_FIELDS: Mapping[str, str] = {
    TL.positionText: "text",
    TL.typedValue: "values",
    TL.listedMember: "members",
    TL.hasClaim: "claims",
    PROV.wasDerivedFrom: "sources",
}
SOURCE_FIELDS: Mapping[str, str] = {
    DCT.title: "title",
    SCHEMA.url: "url",
    TL.sourceKind: "kind",
    TL.readOn: "read-on",
    DCT.language: "language",
    TL.publisherName: "publisher",
    DCT.publisher: "publisher-id",
    DCT.issued: "issued",
    TL.copyOf: "copy-of",
    DCT.description: "used-for",
    FOAF.name: "name",
}
CONCEPTS = frozenset({"kind", "decision", "rule"})


def last_part(iri: str) -> str:
    """Return the last part of an IRI, such as accepted."""
    return iri.rpartition("/")[2]


def _texts(found: Description, predicate: str) -> tuple[str, ...]:
    return tuple(term.value for term in found.get(predicate, ()))


def _concept(found: Description, predicate: str) -> str | None:
    return next((last_part(text) for text in _texts(found, predicate)), None)


def claim_state(version: Descriptions, iri: str) -> ClaimState | None:
    """Return a claim, or None where the version has none of this IRI."""
    found = version.of(iri)
    if TL.status not in found:
        return None
    rows = [f"{t}[{r}]" for t in _texts(found, TL.fromTable) for r in _texts(found, TL.fromRow)]
    return ClaimState(
        iri,
        _texts(found, RDF.subject)[0],
        _texts(found, RDF.predicate)[0],
        found[RDF.object][0],
        _concept(found, TL.status) or "",
        _texts(found, PROV.wasDerivedFrom),
        _concept(found, TL.certainty),
        _concept(found, TL.rowCertainty),
        _concept(found, TL.basis),
        _texts(found, TL.inDispute),
        tuple(rows),
        _texts(found, SKOS.editorialNote),
    )


def _fields(found: Description, names: Mapping[str, str]) -> Fields:
    told = {name: _texts(found, predicate) for predicate, name in names.items()}
    return {
        name: tuple(map(last_part, values)) if name in CONCEPTS else values
        for name, values in told.items()
        if values
    }


def dispute_fields(version: Descriptions, iri: str) -> Fields:
    """Return the fields of a dispute, those of its positions under ``a.`` and ``b.``."""
    found = version.of(iri)
    fields = _fields(found, DISPUTE_FIELDS)
    accepted = set(_texts(found, TL.acceptedPosition))
    sides = []
    for position in _texts(found, TL.position):
        told = version.of(position)
        side = _texts(told, TL.positionSide)[0]
        sides += [side] if position in accepted else []
        fields |= {f"{side}.{k}": v for k, v in _fields(told, POSITION_FIELDS).items()}
    return fields | {"accepted": tuple(sorted(sides))} if found else {}


def source_fields(version: Descriptions, iri: str) -> Fields:
    """Return the fields of a document."""
    return _fields(version.of(iri), SOURCE_FIELDS)


def label_of(version: Descriptions, iri: str) -> str:
    """Return the display label of a thing, its IRI where it has none."""
    return next(iter(_texts(version.of(iri), RDFS.label)), iri)
