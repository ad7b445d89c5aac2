"""VoID: the statistics of a snapshot as triples, for every graph and for the whole dataset.

Vocabulary: Describing Linked Datasets with the VoID Vocabulary (W3C, 2011).
Class partitions hold property partitions that tell the classes and datatypes
of the objects, as query editors read them for completion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from techland.graph.description.counting import count_lines
from techland.graph.description.counts import (
    ClassCounts,
    DatasetCounts,
    GraphCounts,
    PropertyCounts,
)
from techland.graph.description.dataset_iris import dataset_version, graph_of_version, part
from techland.graph.errors import CannotWrite
from techland.graph.export.nquads_lines import file_lines
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.graph.export.whole_file import write_whole
from techland.graph.iris import node
from techland.graph.snapshot import Snapshot
from techland.ontology.description_terms import VOID, VOID_EXT
from techland.ontology.terms import BASE, RDF, XSD

LINKED = Path(__file__).resolve().parents[2] / "ontology" / "description" / "linked-datasets.ttl"
# Another number where the same snapshot is described otherwise than before.
_FORMAT = 1
_lock = Lock()


def void_triples(snapshot: Snapshot) -> list[Triple]:
    """Return the VoID description of a snapshot, sorted, without blank nodes.

    It is counted once and kept in the snapshot's folder, where that can be
    written: a pass over the snapshot's lines in bounded memory. The dataset's
    IRI is ``dataset_version(version)``, its graphs' ``graph_of_version(version, name)``.
    """
    kept = snapshot.directory / _cache_name()
    with _lock:
        if not kept.is_file():
            lines = _described(snapshot)
            with suppress(CannotWrite):
                write_whole(kept, lambda output: output.write(lines))
            return _parsed(lines)
        return _parsed(kept.read_bytes())


def _cache_name() -> str:
    digest = hashlib.sha256(LINKED.read_bytes())
    return f"void-{_FORMAT}-{digest.hexdigest()[:8]}.nt"


def _described(snapshot: Snapshot) -> bytes:
    linked = list(parse(path=str(LINKED), format=RdfFormat.TURTLE))
    spaces = {
        quad.object.value: _iri(quad.subject)
        for quad in linked
        if quad.predicate.value == VOID.uriSpace and isinstance(quad.object, Literal)
    }
    counts = count_lines(file_lines(snapshot.quads_path), spaces)
    told = set(triples_of_counts(counts, snapshot.version))
    met = {triple.object for triple in told if triple.predicate.value == VOID.objectsTarget}
    told |= {quad.triple for quad in linked if quad.subject in met}
    return "".join(sorted(f"{triple} .\n" for triple in told)).encode()


def _parsed(lines: bytes) -> list[Triple]:
    return [quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES)]


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise TypeError(term)
    return term.value


def triples_of_counts(counts: DatasetCounts, version: str) -> Iterator[Triple]:
    """Yield the counts of a dataset as VoID; see ``void_triples``."""
    dataset = dataset_version(version)
    yield from _totals(dataset, counts.whole)
    for namespace in sorted(_namespaces([*counts.whole.properties, *counts.whole.classes])):
        yield _link(dataset, VOID.vocabulary, namespace)
    for name, graph in counts.graphs.items():
        subset = graph_of_version(version, name)
        yield _link(dataset, VOID.subset, subset)
        yield from _totals(subset, graph)
        for predicate, found in graph.properties.items():
            yield from _property(subset, predicate, found)
        for kind, instances in graph.classes.items():
            yield from _class(subset, kind, instances)
    if DEFAULT_GRAPH in counts.graphs:
        subject = graph_of_version(version, DEFAULT_GRAPH)
        yield from _linksets(dataset, subject, counts.graphs[DEFAULT_GRAPH])


def _totals(dataset: str, counts: GraphCounts) -> Iterator[Triple]:
    yield _link(dataset, RDF.type, VOID.Dataset)
    yield Triple(node(dataset), node(VOID.uriSpace), Literal(BASE))
    yield _count(dataset, VOID.triples, counts.triples)
    yield _count(dataset, VOID.entities, counts.entities)
    yield _count(dataset, VOID.distinctSubjects, counts.subjects)
    yield _count(dataset, VOID.distinctObjects, counts.objects)
    yield _count(dataset, VOID.properties, len(counts.properties))
    yield _count(dataset, VOID.classes, len(counts.classes))


def _property(whole: str, predicate: str, counts: PropertyCounts) -> Iterator[Triple]:
    """Yield a property partition; one within a class has partitions of its objects."""
    here = part(whole, "property", predicate)
    yield from _part(whole, VOID.propertyPartition, here, VOID.property, predicate)
    yield _count(here, VOID.triples, counts.triples)
    yield _count(here, VOID.distinctSubjects, counts.subjects)
    if counts.objects is not None:
        yield _count(here, VOID.distinctObjects, counts.objects)
    for kind, triples in counts.object_classes.items():
        objects = part(here, "class", kind)
        yield from _part(here, VOID.classPartition, objects, VOID.kind, kind)
        yield _count(objects, VOID.triples, triples)
    for datatype, triples in counts.datatypes.items():
        literals = part(here, "datatype", datatype)
        yield from _part(here, VOID_EXT.datatypePartition, literals, VOID_EXT.datatype, datatype)
        yield _count(literals, VOID.triples, triples)


def _class(whole: str, kind: str, counts: ClassCounts) -> Iterator[Triple]:
    here = part(whole, "class", kind)
    yield from _part(whole, VOID.classPartition, here, VOID.kind, kind)
    yield _count(here, VOID.entities, counts.entities)
    yield _count(here, VOID.triples, counts.triples)
    yield _count(here, VOID.properties, len(counts.properties))
    for predicate, found in counts.properties.items():
        yield from _property(here, predicate, found)


def _linksets(dataset: str, subjects: str, counts: GraphCounts) -> Iterator[Triple]:
    for (predicate, target), triples in counts.links.items():
        here = part(dataset, "linkset", f"{predicate} {target}")
        yield _link(dataset, VOID.subset, here)
        yield _link(here, RDF.type, VOID.Linkset)
        yield _link(here, VOID.subjectsTarget, subjects)
        yield _link(here, VOID.objectsTarget, target)
        yield _link(here, VOID.linkPredicate, predicate)
        yield _count(here, VOID.triples, triples)


def _part(whole: str, relation: str, here: str, of: str, value: str) -> Iterator[Triple]:
    yield _link(whole, relation, here)
    yield _link(here, RDF.type, VOID.Dataset)
    yield _link(here, of, value)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(node(subject), node(predicate), node(value))


def _count(subject: str, predicate: str, number: int) -> Triple:
    return Triple(node(subject), node(predicate), Literal(str(number), datatype=node(XSD.integer)))


def _namespaces(terms: Iterable[str]) -> set[str]:
    """Return the namespaces of vocabulary terms: up to the last # or /, else :."""
    return {term[: max(term.rfind("#"), term.rfind("/"), term.find(":")) + 1] for term in terms}
