"""The SPARQL endpoint of a plain store: queries as everywhere, and updates."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.request_errors import MalformedRequest, MethodNotAllowed
from techland.server.answer_types import every_type
from techland.server.pages.plain_description import plain_description
from techland.server.pages.sparql import (
    METHODS,
    ask_for_page,
    render_form,
    wants_description,
)
from techland.server.problems import wants_page
from techland.server.rendering import publication_of
from techland.server.sparql_answer import answer_response
from techland.server.sparql_request import BODY_TYPES, SparqlRequest, read_sparql_request
from techland.server.writing import write_queue_of

FIRST_QUERY = "SELECT * WHERE { ?subject ?predicate ?object } LIMIT 100"


async def plain_sparql_page(request: Request) -> Response:
    """Carry out an update, answer a query to a program, or show the form to a person.

    Raises:
        RequestError, QueryError, PlainStoreError: one of their kinds.
    """
    if request.method == "OPTIONS":
        headers = {"Allow": ", ".join(METHODS), "Accept-Post": ", ".join(BODY_TYPES)}
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
    if request.method not in METHODS:
        raise MethodNotAllowed(request.method, METHODS)
    publication = publication_of(request)
    asked = await read_sparql_request(request, publication.evaluator.limits.text_bytes)
    if asked.update is not None:
        return await _update(request, asked)
    is_page = wants_page(request, *every_type()) and not asked.format_name
    if asked.text is None:
        if is_page:
            return render_form(request, FIRST_QUERY, None)
        if wants_description(request, asked):
            return await plain_description(request)
        raise MalformedRequest("no query in the request", "send one as the parameter query")
    if not is_page:
        return await answer_response(request, asked, publication)
    result = await run_in_threadpool(ask_for_page, publication, asked.text, asked.dataset)
    return render_form(request, asked.text, result)


async def _update(request: Request, asked: SparqlRequest) -> Response:
    queue = write_queue_of(request)
    queue.check(request)
    if asked.dataset is not None:
        raise MalformedRequest(
            "default-graph-uri and named-graph-uri belong to a query",
            "an update has using-graph-uri and using-named-graph-uri",
        )
    await queue.do(queue.store.update, asked.update, asked.using)
    return Response(status_code=HTTPStatus.NO_CONTENT)
