"""The graphs of a plain store under /graphs, to read and to write.

SPARQL 1.1 Graph Store HTTP Protocol (W3C, 2013), sections 5.3 to 5.7.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from pyoxigraph import DefaultGraph
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.export_errors import UnknownGraph
from techland.graph.request_errors import MalformedRequest
from techland.queries.dataset_description import DatasetDescription
from techland.server.content_codings import coding_headers, encoder
from techland.server.graph_bodies import read_graphs
from techland.server.graph_store import GraphName, Handler, Representation
from techland.server.plain_publication import PlainPublication
from techland.server.request_body import media_type_of, read_body, read_text
from techland.server.sparql_request import UPDATE_TYPE
from techland.server.streaming import AnswerResponse
from techland.server.validators import NEVER_KEPT
from techland.server.writing import WriteQueue

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def address_of_graph(path: str, request: Request) -> str:
    """Return the IRI of the graph at a path below /graphs: its address."""
    return f"{request.base_url}graphs/{path}"


class PlainGraphs:
    """The graphs of a plain store; ``/graphs/NAME`` is the graph of that very address."""

    read_only_hint = "start the server with --writable to change its graphs"

    def __init__(self, publication: PlainPublication, queue: WriteQueue) -> None:
        self._publication = publication
        self._queue = queue
        self._store = publication.store
        self._writers: dict[str, Handler] = {
            "PUT": self._put,
            "POST": self._post,
            "DELETE": self._delete,
            "PATCH": self._patch,
        }

    @property
    def writers(self) -> Mapping[str, Handler]:
        """Return the handlers of the writing methods, none where the store is read-only."""
        return self._writers if self._queue.token else {}

    def graph_at(self, path: str, request: Request) -> str:
        """Return the IRI of the graph at a path below /graphs."""
        return address_of_graph(path, request)

    def respond(self, request: Request, graph: GraphName, wanted: Representation) -> Response:
        """Return a graph as a response.

        Raises:
            UnknownGraph: the store has no such graph.
        """
        iri = _iri(graph)
        if iri is not None and not self._publication.holds(iri):
            raise UnknownGraph(iri, [])
        headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": NEVER_KEPT}
        headers |= coding_headers(wanted.coding)
        if request.method == "HEAD":
            return Response(headers=headers, media_type=wanted.media_type)
        dataset = DatasetDescription((iri,)) if iri is not None else None
        ask = partial(
            self._publication.evaluator.stream,
            _EVERYTHING,
            format=wanted.format.name,
            dataset=dataset,
        )
        encode = encoder(wanted.coding)
        return AnswerResponse(ask, headers, wanted.media_type, encode=encode)

    async def _put(self, request: Request, graph: GraphName | None) -> Response:
        self._queue.check(request)
        iri = _iri(_named(graph))
        body = await read_graphs(request, self._queue.body_bytes)
        base = iri or str(request.url)
        existed = await self._queue.do(self._store.put_graph, iri, body.data, body.format, base)
        return _done(existed, iri)

    async def _post(self, request: Request, graph: GraphName | None) -> Response:
        self._queue.check(request)
        iri = address_of_graph(str(uuid.uuid4()), request) if graph is None else _iri(graph)
        body = await read_graphs(request, self._queue.body_bytes)
        base = iri or str(request.url)
        existed = await self._queue.do(self._store.post_graph, iri, body.data, body.format, base)
        return _done(existed, iri)

    async def _delete(self, request: Request, graph: GraphName | None) -> Response:
        self._queue.check(request)
        iri = _iri(_named(graph))
        if not await self._queue.do(self._store.delete_graph, iri):
            raise UnknownGraph(iri or "", [])
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def _patch(self, request: Request, graph: GraphName | None) -> Response:
        """Carry out an update whose default graph is the graph that is named."""
        self._queue.check(request)
        iri = _iri(_named(graph))
        media_type_of(request, (UPDATE_TYPE,))
        limit = self._store.limits.text_bytes
        text = read_text(await read_body(request, limit), "update")
        if iri is not None and not await run_in_threadpool(self._publication.holds, iri):
            raise UnknownGraph(iri, [])
        await self._queue.do(self._store.patch_graph, iri, text)
        return Response(status_code=HTTPStatus.NO_CONTENT)


def _iri(graph: GraphName) -> str | None:
    return None if isinstance(graph, DefaultGraph) else graph.value


def _named(graph: GraphName | None) -> GraphName:
    if graph is None:
        hint = "/graphs?default, /graphs?graph=IRI, or /graphs/NAME"
        raise MalformedRequest("the request names no graph", hint)
    return graph


def _done(existed: bool, iri: str | None) -> Response:
    if existed:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    headers = {"Location": iri} if iri and iri.isascii() else {}
    return Response(status_code=HTTPStatus.CREATED, headers=headers)
