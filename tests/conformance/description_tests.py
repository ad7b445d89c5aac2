"""Tests of the service description: what a GET of the endpoint without a query gives."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import BlankNode, Literal, NamedNode, Store, parse

from tests.conformance.answers import GRAPHS, MEDIA_TYPES, SUFFIXES
from tests.conformance.doors import Refused
from tests.conformance.manifests import RDF, Case
from tests.conformance.service import Service
from tests.conformance.verdicts import PASSED, Verdict, failed

SD = "http://www.w3.org/ns/sparql-service-description#"
# Classes that the properties of the vocabulary range over (SPARQL 1.1 Service Description).
RANGES = {
    "endpoint": None,
    "feature": "Feature",
    "defaultEntailmentRegime": "EntailmentRegime",
    "defaultSupportedEntailmentProfile": "EntailmentProfile",
    "entailmentRegime": "EntailmentRegime",
    "extensionFunction": "Function",
    "extensionAggregate": "Aggregate",
    "supportedLanguage": "Language",
    "languageExtension": "Feature",
    "propertyFeature": "Feature",
    "defaultDataset": "Dataset",
    "availableGraphs": "GraphCollection",
    "resultFormat": "Format",
    "inputFormat": "Format",
    "defaultGraph": "Graph",
    "namedGraph": "NamedGraph",
    "name": None,
    "graph": "Graph",
}
# Those that the vocabulary itself defines as members of these classes.
DEFINED = {"Language", "Feature", "EntailmentRegime", "EntailmentProfile", "Format"}


def run(case: Case, service: Service) -> Verdict:
    """Get the description and look at it as the test asks."""
    graph_types = ", ".join(MEDIA_TYPES[suffix] for suffix in GRAPHS)
    try:
        reply = service.send("GET", service.sparql, [("Accept", graph_types)])
    except Refused as error:
        return failed(str(error))
    suffix = SUFFIXES.get(reply.media_type)
    if reply.status != 200 or suffix not in GRAPHS:
        return failed(f"status {reply.status}, {reply.media_type or 'no media type'}")
    store = Store()
    try:
        store.extend(parse(reply.content, GRAPHS[suffix], base_iri=service.sparql))
    except SyntaxError as error:
        return failed(f"unreadable {suffix}: {error}")
    fault = CHECKS[case.name.rpartition("/")[2]](store, service.sparql)
    return failed(fault) if fault else PASSED


def _returns_rdf(store: Store, _: str) -> str:
    return "" if len(store) else "an empty graph"


def _has_endpoint(store: Store, address: str) -> str:
    quads = store.quads_for_pattern(None, NamedNode(f"{SD}endpoint"), NamedNode(address), None)
    return "" if any(quads) else f"no sd:endpoint {address}"


def _conforms(store: Store, _: str) -> str:
    """Return which term of the vocabulary is used otherwise than it defines."""
    services = list(
        store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{SD}Service"), None)
    )
    if len(services) != 1:
        return f"{len(services)} things of class sd:Service"
    for quad in store:
        name = quad.predicate.value.removeprefix(SD)
        if name == quad.predicate.value:
            continue
        if name not in RANGES:
            return f"sd:{name} is no property of the vocabulary"
        if isinstance(quad.object, Literal):
            return f"sd:{name} has a literal"
        fault = _range_fault(store, quad.object, name)
        if fault:
            return fault
    return ""


def _range_fault(store: Store, node: NamedNode | BlankNode, name: str) -> str:
    wanted = RANGES[name]
    if wanted is None or (isinstance(node, NamedNode) and wanted in DEFINED):
        return ""
    kinds = {
        quad.object.value
        for quad in store.quads_for_pattern(node, NamedNode(f"{RDF}type"), None, None)
    }
    narrower = {f"{SD}{wanted}", f"{SD}NamedGraph" if wanted == "Graph" else f"{SD}{wanted}"}
    return "" if kinds & narrower else f"the object of sd:{name} is no sd:{wanted}"


CHECKS: dict[str, Callable[[Store, str], str]] = {
    "returns-rdf": _returns_rdf,
    "has-endpoint-triple": _has_endpoint,
    "conforms-to-schema": _conforms,
}
