"""The SPARQL endpoint of a plain store: queries as everywhere, and updates."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from techland.graph.request_errors import MalformedRequest
from techland.server.pages.plain_description import plain_description
from techland.server.pages.sparql import Endpoint, answer_at
from techland.server.sparql_request import SparqlRequest
from techland.server.writing import write_queue_of

NOT_LOADED = "Techland-Not-Loaded"
FIRST_QUERY = "SELECT * WHERE { ?subject ?predicate ?object } LIMIT 100"


async def _update(request: Request, asked: SparqlRequest) -> Response:
    """Carry an update out.

    Raises:
        ReadOnlyStore, TokenMissing, TokenWrong, PlainStoreError: see ``WriteQueue``.
        MalformedRequest: it names graphs as a query does.
    """
    queue = write_queue_of(request)
    queue.check(request)
    if asked.dataset is not None:
        raise MalformedRequest(
            "default-graph-uri and named-graph-uri belong to a query",
            "an update has using-graph-uri and using-named-graph-uri",
        )
    not_loaded = await queue.do(queue.store.update, asked.update, asked.using)
    told = {NOT_LOADED: str(not_loaded)} if not_loaded else None
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=told)


PLAIN = Endpoint(lambda: FIRST_QUERY, plain_description, _update)


async def plain_sparql_page(request: Request) -> Response:
    """Serve the endpoint of a plain store; see ``answer_at``."""
    return await answer_at(PLAIN, request)
