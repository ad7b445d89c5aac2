"""The description of the SPARQL service (SPARQL 1.1 Service Description, W3C, 2013)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, Triple, parse

from techland.graph.description.dataset_iris import dataset_version, graph_of_version, part
from techland.graph.export.about import LICENCE_IRI
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.graph.iris import node
from techland.graph.snapshot import Snapshot
from techland.ontology.description_terms import VOID
from techland.ontology.service_terms import (
    DCT_LICENSE,
    FORMAT_IRIS,
    RDF_VALUE,
    RDFS_SEE_ALSO,
    SD,
    SIMPLE_ENTAILMENT,
    SPARQL_ENDPOINT,
)
from techland.ontology.terms import BASE, RDF, XSD
from techland.queries.answer_formats import ROWS, TRIPLES
from techland.queries.limits import Limits

FEATURES = Path(__file__).resolve().parents[1] / "ontology" / "description" / "service.ttl"
_FEATURE = f"{BASE}feature/"
_MERGED = f"{_FEATURE}merged-default-graph"


@dataclass(frozen=True)
class Service:
    """What a SPARQL service offers.

    Attributes:
        endpoint: its address.
        dataset: the IRI of the dataset that it asks.
        default_graph: the IRI of the default graph, as a part of the dataset.
        named_graphs: the IRIs of the named graphs as parts of it, by their names.
        triples: how many triples are in a graph, by the graph's IRI.
        limits: those of a query.
        reaches_others: it answers SERVICE, for some endpoints.
        languages: query language, and update language where the store can be written.
        input_formats: names of the serialisations that it reads; none where it is read-only.
        see_also: other documents about it.
    """

    endpoint: str
    dataset: str
    default_graph: str
    named_graphs: Mapping[str, str]
    triples: Mapping[str, int]
    limits: Limits
    languages: Sequence[str] = (SD.SPARQL11Query,)
    reaches_others: bool = False
    input_formats: Sequence[str] = ()
    see_also: Sequence[str] = field(default=())


def published_service(
    snapshot: Snapshot,
    endpoint: str,
    limits: Limits,
    see_also: Sequence[str] = (),
    *,
    reaches_others: bool = False,
) -> Service:
    """Return the service that asks a snapshot; its graphs have the IRIs of the snapshot's VoID."""
    counts = dict(snapshot.manifest.get("graphs", {}))
    parts = {name: graph_of_version(snapshot.version, name) for name in {*counts, DEFAULT_GRAPH}}
    return Service(
        endpoint=endpoint,
        dataset=dataset_version(snapshot.version),
        default_graph=parts[DEFAULT_GRAPH],
        named_graphs={f"{BASE}graph/{n}": parts[n] for n in sorted(parts) if n != DEFAULT_GRAPH},
        triples={parts[name]: count for name, count in counts.items()},
        limits=limits,
        see_also=see_also,
        reaches_others=reaches_others,
    )


def service_triples(service: Service) -> Iterator[Triple]:
    """Yield the description of a service, without blank nodes."""
    subject = f"{service.endpoint}#service"
    yield _link(subject, RDF.type, SD.Service)
    yield _link(subject, SD.endpoint, service.endpoint)
    yield _link(subject, SD.defaultEntailmentRegime, SIMPLE_ENTAILMENT)
    for language in service.languages:
        yield _link(subject, SD.supportedLanguage, language)
    for name in (*ROWS, *TRIPLES):
        yield _link(subject, SD.resultFormat, FORMAT_IRIS[name])
    for name in service.input_formats:
        yield _link(subject, SD.inputFormat, FORMAT_IRIS[name])
    for document in service.see_also:
        yield _link(subject, RDFS_SEE_ALSO, document)
    if service.reaches_others:
        yield _link(subject, SD.feature, SD.BasicFederatedQuery)
    yield from _features(subject, service.limits)
    yield from _dataset(subject, service)


def _features(subject: str, limits: Limits) -> Iterator[Triple]:
    """Yield the limits as features with their values, and what else is not in every service."""
    yield _link(subject, SD.feature, _MERGED)
    for limit in fields(limits):
        feature = f"{_FEATURE}query-{limit.name.replace('_', '-')}"
        yield _link(subject, SD.feature, feature)
        yield Triple(node(feature), node(RDF_VALUE), Literal(getattr(limits, limit.name)))
    yield from (quad.triple for quad in parse(path=str(FEATURES), format=RdfFormat.TURTLE))


def _dataset(subject: str, service: Service) -> Iterator[Triple]:
    graphs = f"{service.endpoint}#graphs"
    yield _link(subject, SD.defaultDataset, service.dataset)
    yield _link(subject, SD.availableGraphs, graphs)
    yield _link(graphs, RDF.type, SD.GraphCollection)
    yield _link(service.dataset, RDF.type, SD.Dataset)
    yield _link(service.dataset, RDF.type, SD.GraphCollection)
    yield _link(service.dataset, RDF.type, VOID.Dataset)
    yield _link(service.dataset, DCT_LICENSE, LICENCE_IRI)
    yield _link(service.dataset, SPARQL_ENDPOINT, service.endpoint)
    yield _link(service.dataset, SD.defaultGraph, service.default_graph)
    yield from _graph(service.default_graph, service)
    for name, graph in service.named_graphs.items():
        named = part(service.dataset, "named-graph", name)
        yield _link(service.dataset, SD.namedGraph, named)
        yield _link(graphs, SD.namedGraph, named)
        yield _link(named, RDF.type, SD.NamedGraph)
        yield _link(named, SD.name, name)
        yield _link(named, SD.graph, graph)
        yield from _graph(graph, service)


def _graph(graph: str, service: Service) -> Iterator[Triple]:
    yield _link(graph, RDF.type, SD.Graph)
    yield _link(graph, RDF.type, VOID.Dataset)
    if graph in service.triples:
        count = Literal(str(service.triples[graph]), datatype=node(XSD.integer))
        yield Triple(node(graph), node(VOID.triples), count)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(node(subject), node(predicate), node(value))
