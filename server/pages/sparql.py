"""The SPARQL endpoint and its form: one address for programs and people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from techland.graph.request_errors import MalformedRequest, MethodNotAllowed, ReadOnlyStore
from techland.queries.catalogue import query_named
from techland.server.answer_types import every_type, offered_types
from techland.server.negotiation import choose_media_type
from techland.server.pages.descriptions import service_description
from techland.server.pages.sparql_form import ask_for_page, render_form
from techland.server.problems import wants_page
from techland.server.rendering import publication_named
from techland.server.sparql_answer import answer_response
from techland.server.sparql_request import BODY_TYPES, SparqlRequest, read_sparql_request

METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True)
class Endpoint:
    """What is one store's own at its endpoint.

    Attributes:
        first_query: gives the query that the form begins with.
        describe: describes the service.
        update: carries an update out, or refuses it.
    """

    first_query: Callable[[], str]
    describe: Callable[[Request], Awaitable[Response]]
    update: Callable[[Request, SparqlRequest], Awaitable[Response]]


async def answer_at(endpoint: Endpoint, request: Request) -> Response:
    """Answer a query to a program, or show the form with its answer to a person.

    Raises:
        RequestError, QueryError: one of their kinds, and what the endpoint's update raises.
    """
    if request.method == "OPTIONS":
        return _options()
    if request.method not in METHODS:
        raise MethodNotAllowed(request.method, METHODS)
    limits = publication_named(request, None).evaluator.limits
    asked = await read_sparql_request(request, limits.text_bytes)
    if asked.update is not None:
        return await endpoint.update(request, asked)
    publication = publication_named(request, asked.version)
    is_page = wants_page(request, *every_type()) and not asked.format_name
    if asked.text is None:
        return await _without_query(endpoint, request, asked, is_page=is_page)
    if not is_page:
        return await answer_response(request, asked, publication)
    result = await ask_for_page(request, asked.text, asked.dataset, asked.version)
    return render_form(request, asked.text, result, asked_version=asked.version)


async def _without_query(
    endpoint: Endpoint, request: Request, asked: SparqlRequest, *, is_page: bool
) -> Response:
    if is_page:
        return render_form(request, endpoint.first_query(), None, asked_version=asked.version)
    if wants_description(request, asked):
        return await endpoint.describe(request)
    raise MalformedRequest("no query in the request", "send one as the parameter query")


def wants_description(request: Request, asked: SparqlRequest) -> bool:
    """Tell whether a request without a query asks for the description of the service."""
    if request.method == "POST" or asked.dataset is not None:
        return False
    offered = tuple(offered_types(triples=True))
    return bool(asked.format_name or choose_media_type(request.headers.get("accept"), offered))


def _options() -> Response:
    """Return what the endpoint can be asked with, and what bodies it reads."""
    headers = {"Allow": ", ".join(METHODS), "Accept-Post": ", ".join(BODY_TYPES)}
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)


async def _refuse_update(_: Request, __: SparqlRequest) -> Response:
    raise ReadOnlyStore


PUBLISHED = Endpoint(lambda: query_named("signatories").text, service_description, _refuse_update)


async def sparql_page(request: Request) -> Response:
    """Serve the endpoint of a published graph; see ``answer_at``."""
    return await answer_at(PUBLISHED, request)
