"""Documents about the service: its description, VoID, the catalogue's queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.description.dataset_iris import dataset_version, graph_of_version
from techland.graph.description.void import void_triples
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.graph.iris import node
from techland.graph.snapshot import Snapshot
from techland.ontology.service_terms import SPARQL_ENDPOINT
from techland.queries.catalogue import query_named
from techland.server.documents import document_response
from techland.server.executables import EXAMPLES, catalogue_triples, executable_triples
from techland.server.rendering import publication_of
from techland.server.service_description import published_service, service_triples

VOID = ".well-known/void"


def origin_of(request: Request) -> str:
    """Return this server's address, as the client called it."""
    return str(request.base_url)


def endpoint_of(request: Request) -> str:
    """Return the address of the SPARQL endpoint."""
    return f"{origin_of(request)}sparql"


def _service(request: Request) -> Iterator[Triple]:
    publication, origin = publication_of(request), origin_of(request)
    endpoint = endpoint_of(request)
    see_also = (f"{origin}{VOID}", f"{origin}{EXAMPLES}")
    evaluator = publication.evaluator
    service = published_service(
        publication.snapshot,
        endpoint,
        evaluator.limits,
        see_also,
        reaches_others=bool(evaluator.services),
    )
    yield from service_triples(service)
    yield from catalogue_triples(origin, endpoint)
    yield from _parts_of_default_graph(publication.snapshot)


def _parts_of_default_graph(snapshot: Snapshot) -> Iterator[Triple]:
    """Yield the classes and properties of the default graph.

    Query editors that find none in the data read them here, and follow no link.
    """
    graph = graph_of_version(snapshot.version, DEFAULT_GRAPH)
    for triple in void_triples(snapshot):
        subject = getattr(triple.subject, "value", "")
        if subject == graph or subject.startswith(f"{graph}/"):
            yield triple


async def service_description(request: Request) -> Response:
    """Describe the service, with the prefixes and the catalogue's queries.

    Raises:
        UnknownFormat, NotAcceptable: there is no such serialisation.
    """
    return await _document(request, _service(request))


async def _document(request: Request, triples: Iterable[Triple]) -> Response:
    return await run_in_threadpool(document_response, request, triples)


def _void(request: Request) -> Iterator[Triple]:
    snapshot = publication_of(request).snapshot
    yield from void_triples(snapshot)
    dataset = dataset_version(snapshot.version)
    yield Triple(node(dataset), node(SPARQL_ENDPOINT), node(endpoint_of(request)))


async def void_document(request: Request) -> Response:
    """Describe the dataset by the Vocabulary of Interlinked Datasets."""
    return await _document(request, _void(request))


async def examples_document(request: Request) -> Response:
    """Give the prefixes and every query of the catalogue."""
    triples = catalogue_triples(origin_of(request), endpoint_of(request))
    return await _document(request, triples)


async def example_document(request: Request) -> Response:
    """Give one query of the catalogue.

    Raises:
        UnknownQuery: the catalogue has none of this name.
    """
    query = query_named(request.path_params["name"])
    triples = executable_triples(query, origin_of(request), endpoint_of(request))
    return await _document(request, triples)
