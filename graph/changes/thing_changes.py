"""Things that appeared, vanished, or stand under another id now."""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.changes.change import ADDED, WITHDRAWN, ThingChange
from techland.graph.changes.descriptions import Descriptions
from techland.graph.changes.touched import Touched
from techland.ontology.terms import BASE, DCT, RDF, SKOS, TL

Statements = frozenset[tuple[str, str]]
# What names a thing or follows from its name says nothing about whether two things are one.
_OF_THE_NAME = frozenset({RDF.type, DCT.identifier, DCT.isReplacedBy, TL.hasClaim})


def thing_changes(touched: Touched, old: Descriptions, new: Descriptions) -> list[ThingChange]:
    """Return the things that only one version has, by IRI; what replaced what is told of both."""
    came, went = {}, {}
    for iri in touched.typed:
        before, after = _types(old, iri), _types(new, iri)
        if after and not before:
            came[iri] = after
        elif before and not after:
            went[iri] = before
    other, certain = dict(touched.replaced), set(touched.replaced)
    for was, now in _same_statements(came, went, old, new).items():
        other.setdefault(was, now)
    back = {now: was for was, now in other.items()}
    certain |= {now for now, was in back.items() if was in certain}
    found = [
        ThingChange(WITHDRAWN, iri, types, other.get(iri), iri in certain)
        for iri, types in went.items()
    ]
    found += [
        ThingChange(ADDED, iri, types, back.get(iri), iri in certain) for iri, types in came.items()
    ]
    return sorted(found, key=lambda one: (one.iri, one.kind))


def _types(version: Descriptions, iri: str) -> tuple[str, ...]:
    """Return the classes of a thing; none for a concept of the vocabulary, which is no thing."""
    found = version.of(iri)
    if SKOS.inScheme in found and SKOS.topConceptOf in found:
        return ()
    return tuple(term.value for term in found.get(RDF.type, ()))


def _same_statements(
    came: dict[str, tuple[str, ...]],
    went: dict[str, tuple[str, ...]],
    old: Descriptions,
    new: Descriptions,
) -> dict[str, str]:
    """Return the old and new id of things of which the very same is said, and of no others."""
    gone = {*came, *went}
    before = _by_statements(went, old, gone)
    after = _by_statements(came, new, gone)
    return {
        before[key][0]: after[key][0]
        for key in before.keys() & after.keys()
        if len(before[key]) == len(after[key]) == 1
    }


def _by_statements(
    things: dict[str, tuple[str, ...]], version: Descriptions, gone: Iterable[str]
) -> dict[tuple[tuple[str, ...], Statements], list[str]]:
    found: dict[tuple[tuple[str, ...], Statements], list[str]] = {}
    nodes = set(gone)
    for iri, types in sorted(things.items()):
        said = frozenset(
            (predicate, str(term))
            for predicate, terms in version.of(iri).items()
            if predicate not in _OF_THE_NAME
            for term in terms
            if term.value not in nodes and not _hashed_node(term.value)
        )
        if said:
            found.setdefault((types, said), []).append(iri)
    return found


def _hashed_node(iri: str) -> bool:
    """Tell whether a node is named by its keys, so that a new id gives it a new name too."""
    kinds = ("participation", "party", "signing", "outcome", "approval", "identifier")
    return iri.startswith(tuple(f"{BASE}{kind}/" for kind in kinds))
