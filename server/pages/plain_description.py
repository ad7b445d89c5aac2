"""The description of a plain store's SPARQL service."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.description.dataset_iris import part
from techland.ontology.service_terms import FORMAT_IRIS, SD
from techland.server.documents import document_response
from techland.server.graph_bodies import READ
from techland.server.pages.descriptions import endpoint_of
from techland.server.plain_publication import PlainPublication
from techland.server.service_description import Service, service_triples
from techland.server.writing import write_queue_of

# Our names of the serialisations that are read.
_INPUT = [name for name in FORMAT_IRIS if name.replace("-", "") in {
    kind.replace("_", "").lower() for kind in READ.values()
}]  # fmt: skip


async def plain_description(request: Request) -> Response:
    """Describe the service with its graphs as they are now.

    Raises:
        UnknownFormat, NotAcceptable: there is no such serialisation.
    """
    return await run_in_threadpool(lambda: document_response(request, _triples(request)))


def _triples(request: Request) -> Iterator[Triple]:
    publication: PlainPublication = request.app.state.publication
    endpoint = endpoint_of(request)
    dataset = f"{endpoint}#dataset"
    is_writable = write_queue_of(request).token is not None
    service = Service(
        endpoint=endpoint,
        dataset=dataset,
        default_graph=part(dataset, "graph", "default"),
        named_graphs={iri: part(dataset, "graph", iri) for iri in publication.graph_names()},
        triples={},
        limits=publication.evaluator.limits,
        languages=(SD.SPARQL11Query, SD.SPARQL11Update) if is_writable else (SD.SPARQL11Query,),
        input_formats=_INPUT if is_writable else (),
    )
    yield from service_triples(service)
