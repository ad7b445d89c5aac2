"""What the editor completes: prefixes, classes and properties with counts, things by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from techland.graph.description.dataset_iris import graph_of_version
from techland.graph.description.void import void_triples
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.ontology.description_terms import VOID
from techland.ontology.prefix_table import PREFIXES
from techland.queries.search.searching import search
from techland.server.addresses import address_of, shorten
from techland.server.publication import Publication
from techland.viz.reader import Reader

MOST_THINGS = 20
_Facts = Mapping[str, Mapping[str, list[str]]]


def _by_subject(triples: Iterable[Triple]) -> _Facts:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            found[triple.subject.value][triple.predicate.value].append(triple.object.value)
    return found


def _first(facts: Mapping[str, list[str]], name: str) -> str:
    return next(iter(facts.get(name, ())), "")


def _counted(facts: _Facts, partition: str) -> int:
    told = facts.get(partition, {})
    return int(_first(told, VOID.entities) or _first(told, VOID.triples) or 0)


def words(publication: Publication, reader: Reader) -> dict[str, Any]:
    """Return the prefixes, classes and properties of the default graph, counted by VoID.

    A class tells its properties, the most used first.
    """
    facts = _by_subject(void_triples(publication.snapshot))
    graph = facts.get(graph_of_version(publication.snapshot.version, DEFAULT_GRAPH), {})
    classes = {
        _first(facts[part], VOID.kind): part
        for part in graph.get(VOID.classPartition, ())
        if part in facts
    }
    properties = {
        _first(facts[part], VOID.property): _counted(facts, part)
        for part in graph.get(VOID.propertyPartition, ())
        if part in facts
    }
    names = publication.names([*classes, *properties])

    def told(iri: str, count: int) -> dict[str, Any]:
        name = reader.name(names.get(iri, {}), "")
        return {"iri": iri, "short": shorten(iri), "count": count, "name": name.text}

    def properties_of(part: str) -> list[str]:
        parts = facts[part].get(VOID.propertyPartition, ())
        counts = {_first(facts[one], VOID.property): _counted(facts, one) for one in parts}
        return [shorten(iri) for iri in sorted(counts, key=lambda iri: (-counts[iri], iri))]

    return {
        "prefixes": dict(PREFIXES),
        "classes": [
            told(iri, _counted(facts, part)) | {"properties": properties_of(part)}
            for iri, part in sorted(classes.items())
        ],
        "properties": [told(iri, count) for iri, count in sorted(properties.items())],
    }


def things_named(publication: Publication, text: str, reader: Reader) -> list[dict[str, Any]]:
    """Return the things with a name or alias in any language close to a text, the likeliest first.

    They are those of a search, whose matching this is.

    Raises:
        SearchIndexInTheMaking: see there.
    """
    found = search(publication.index_soon(), text, limit=MOST_THINGS)
    return [
        {
            "iri": hit.iri,
            "short": shorten(hit.iri),
            "name": reader.name(hit.names, hit.matched).text,
            "met": hit.matched or reader.name(hit.names, "").text,
            "kind": reader.message(f"kind-{hit.kind}"),
        }
        for hit in found.hits
    ]


def names_told(
    publication: Publication, things: Iterable[str], reader: Reader
) -> dict[str, dict[str, Any]]:
    """Return the names of things that have one, with language and address."""
    found = publication.names(things)
    chosen = {iri: reader.name(names, shorten(iri)) for iri, names in found.items()}
    return {
        iri: {"text": name.text, "language": name.language, "address": address_of(iri)}
        for iri, name in chosen.items()
    }
