"""Names of the things that changes speak of, read from the versions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from techland.graph.changes.change import (
    ClaimChange,
    Names,
    RecordChange,
    Term,
    ThingChange,
)
from techland.graph.changes.descriptions import Description, Descriptions
from techland.ontology.terms import BASE, DCT, PROV, RDFS, SKOS, TL

# What a node without a name is made of, in reading order.
_PARTS = (
    TL.organisation,
    PROV.agent,
    TL.outcomeOf,
    TL.approves,
    PROV.generated,
    TL.role,
    PROV.hadRole,
    TL.measure,
    TL.approvedOn,
    TL.activity,
    TL.event,
    DCT.description,
)


def names_of(
    claims: Iterable[ClaimChange],
    records: Iterable[RecordChange],
    things: Iterable[ThingChange],
    *versions: Descriptions,
) -> Names:
    """Return the names of everything named in changes; the first version that has one counts."""
    names: dict[str, dict[str, str]] = {}
    parts: dict[str, tuple[Term, ...]] = {}
    waiting = sorted({*_of_claims(claims), *_of_records(records), *_of_things(things)})
    while waiting:
        iri = waiting.pop()
        if iri in names or iri in parts:
            continue
        found = next((said for version in versions if (said := version.of(iri))), {})
        names[iri] = _names(found)
        if not names[iri] and iri.startswith(BASE):
            parts[iri] = _parts(found)
            waiting += [part.value for part in parts[iri] if isinstance(part, NamedNode)]
    return Names({k: v for k, v in sorted(names.items()) if v}, dict(sorted(parts.items())))


def _of_claims(claims: Iterable[ClaimChange]) -> Iterator[str]:
    for change in claims:
        for state in (change.before, change.after):
            if state:
                yield from (state.subject, state.predicate, *state.sources)
                if isinstance(state.value, NamedNode):
                    yield state.value.value
        for reason in change.reasons:
            if reason.thing:
                yield reason.thing


def _of_records(records: Iterable[RecordChange]) -> Iterator[str]:
    for record in records:
        yield record.iri
        for fields in (record.before, record.after):
            yield from (
                text for values in fields.values() for text in values if text.startswith(BASE)
            )


def _of_things(things: Iterable[ThingChange]) -> Iterator[str]:
    for thing in things:
        yield from (thing.iri, *thing.types)


def _names(found: Description) -> dict[str, str]:
    names: dict[str, str] = {}
    for predicate in (SKOS.prefLabel, DCT.title, RDFS.label):
        for term in found.get(predicate, ()):
            if isinstance(term, Literal):
                names.setdefault(term.language or "", term.value)
    return names


def _parts(found: Description) -> tuple[Term, ...]:
    return tuple(term for predicate in _PARTS for term in found.get(predicate, ())[:1])
