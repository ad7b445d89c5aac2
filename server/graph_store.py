"""SPARQL 1.1 Graph Store HTTP Protocol (W3C, 2013): the graphs of a store under /graphs.

A graph is named directly, by its address below /graphs, or indirectly by
``?graph=IRI`` or ``?default`` (sections 4.1 and 4.2). Reading is here; a store
that can be written brings its own handlers of PUT, POST, DELETE and PATCH.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import DefaultGraph, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.formats import Format
from techland.graph.request_errors import MalformedRequest, MethodNotAllowed
from techland.server.content_codings import coding_of
from techland.server.documents import wanted_type
from techland.server.long_work import run_long_work
from techland.server.request_body import check_address, read_parameters

READING = ("GET", "HEAD", "OPTIONS")
WRITING = ("PUT", "POST", "DELETE", "PATCH")
METHODS = (*READING, *WRITING)

GraphName = NamedNode | DefaultGraph
# A writing method's handler; the graph is None where the request names none.
Handler = Callable[[Request, GraphName | None], Awaitable[Response]]


@dataclass(frozen=True)
class Representation:
    """In which way a graph is wanted: its media type, serialisation and content coding."""

    media_type: str
    format: Format
    coding: str


class GraphStore(Protocol):
    """A store whose graphs are shown under /graphs."""

    @property
    def writers(self) -> Mapping[str, Handler]:
        """Return the handlers of the writing methods, none where the store is read-only."""

    @property
    def read_only_hint(self) -> str | None:
        """Return how graphs come to be changed where no method does it."""

    def graph_at(self, path: str, request: Request) -> str:
        """Return the IRI of the graph at a path below /graphs."""

    def respond(self, request: Request, graph: GraphName, wanted: Representation) -> Response:
        """Return a graph as a response; called in a thread.

        Raises:
            UnknownGraph: the store has no such graph.
        """


def named_in(request: Request, store: GraphStore) -> GraphName | None:
    """Return the graph that a request names, None if it names none.

    Raises:
        MalformedRequest: it names more than one, or one by something else than an absolute IRI.
    """
    check_address(request)
    parameters = read_parameters(request.scope["query_string"], "address")
    path = request.path_params.get("path", "").lstrip("/")
    iris = [*parameters.get("graph", ()), *([store.graph_at(path, request)] if path else ())]
    defaults = parameters.get("default", ())
    if len(iris) + len(defaults) > 1:
        raise MalformedRequest("more than one graph in the request", "name one graph")
    if defaults:
        return DefaultGraph()
    try:
        return NamedNode(iris[0]) if iris else None
    except ValueError:
        raise MalformedRequest(
            f"{iris[0][:200]!r} names no graph", "a graph is named by its absolute IRI"
        ) from None


async def graph_store(request: Request) -> Response:
    """Serve a graph of the store, or hand the request to what writes it.

    Raises:
        MalformedRequest, UnknownGraph, NotAcceptable, MethodNotAllowed: see each.
    """
    store: GraphStore = request.app.state.graph_store
    method = request.method
    allowed = (*READING, *store.writers)
    if method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(allowed)})
    if method not in allowed:
        raise MethodNotAllowed(method, allowed, store.read_only_hint)
    graph = named_in(request, store)
    if method in store.writers:
        return await store.writers[method](request, graph)
    if graph is None:
        hint = "/graphs?default, /graphs?graph=IRI, or /graphs/NAME; /sparql describes them"
        raise MalformedRequest("the request names no graph", hint)
    wanted = Representation(*wanted_type(request), coding_of(request))
    return await run_long_work(request, store.respond, request, graph, wanted)
