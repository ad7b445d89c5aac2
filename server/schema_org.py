"""A thing as schema.org describes it, for the machines that read only that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from techland.ontology.terms import BASE, DCT, FOAF, ORG, OWL, SCHEMA, SKOS, TL
from techland.queries.entities import Entity, Fact

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CONTEXT = "https://schema.org"
# The first class that a thing has counts.
TYPES = {
    ORG.FormalOrganization: "Organization",
    TL.Project: "Project",
    TL.FundingProgramme: "FundingScheme",
    TL.EventSeries: "EventSeries",
    TL.Activity: "Project",
    SCHEMA.Event: "Event",
    TL.Agreement: "CreativeWork",
    TL.Source: "CreativeWork",
    TL.Place: "Place",
    TL.Region: "AdministrativeArea",
    TL.ImportedDataset: "Dataset",
    SKOS.Concept: "DefinedTerm",
    TL.Claim: "Claim",
}


def _text(fact: Fact) -> Any:
    term = fact.object
    if isinstance(term, Literal) and term.language:
        return {"@language": term.language, "@value": term.value}
    return term.value if isinstance(term, Literal | NamedNode) else None


def _reference(fact: Fact) -> Any:
    return {"@id": fact.object.value} if isinstance(fact.object, NamedNode) else _text(fact)


def _address(fact: Fact) -> Any:
    # schema.org's url is a text, and a node would be taken for another thing.
    return fact.object.value if isinstance(fact.object, Literal | NamedNode) else None


# Property to its name in schema.org, and how its value is written.
_PROPERTIES: dict[str, tuple[str, Callable[[Fact], Any]]] = {
    SKOS.prefLabel: ("name", _text),
    DCT.title: ("name", _text),
    SKOS.altLabel: ("alternateName", _text),
    DCT.description: ("description", _text),
    DCT.identifier: ("identifier", _text),
    FOAF.homepage: ("sameAs", _address),
    OWL.sameAs: ("sameAs", _address),
    SCHEMA.url: ("url", _address),
    SCHEMA.startDate: ("startDate", _text),
    SCHEMA.endDate: ("endDate", _text),
    SCHEMA.organizer: ("organizer", _reference),
    SCHEMA.performer: ("performer", _reference),
    SCHEMA.sponsor: ("sponsor", _reference),
    SCHEMA.attendee: ("attendee", _reference),
    TL.venue: ("location", _text),
    TL.seat: ("location", _reference),
    TL.signedOn: ("dateCreated", _text),
    TL.signatory: ("creator", _reference),
    TL.supporter: ("contributor", _reference),
    TL.fundedUnder: ("isPartOf", _reference),
    TL.theme: ("about", _reference),
    DCT.issued: ("datePublished", _text),
    DCT.publisher: ("publisher", _reference),
}
# What schema.org does not give a class, though it has the property for others.
_NOT_OF = {"Project": {"startDate", "endDate", "isPartOf", "about"}, "Organization": {"about"}}


def schema_type(entity: Entity) -> str:
    """Return the class of schema.org that a thing has: Thing where none fits."""
    return next((name for iri, name in TYPES.items() if iri in entity.classes), "Thing")


def _values(entity: Entity, without: set[str]) -> Iterator[tuple[str, Any]]:
    for fact in entity.facts:
        name, write = _PROPERTIES.get(fact.predicate, ("", _text))
        if fact.accepted and name and name not in without:
            yield name, write(fact)


def described(entity: Entity) -> dict[str, Any]:
    """Return a thing as JSON-LD of schema.org: accepted statements only."""
    kind = schema_type(entity)
    found: dict[str, list[Any]] = {}
    for name, value in _values(entity, _NOT_OF.get(kind, set())):
        told = found.setdefault(name, [])
        if value is not None and value not in told:
            told.append(value)
    if "name" not in found:
        found["name"] = [entity.label.value]
    plain: dict[str, Any] = {
        name: values[0] if len(values) == 1 else values for name, values in found.items()
    }
    about = {"@type": "WebPage", "license": _LICENCE, "isPartOf": {"@id": f"{BASE}dataset"}}
    head = {"@context": CONTEXT, "@id": entity.iri, "@type": kind}
    return {**head, **plain, "subjectOf": about}
