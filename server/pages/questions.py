"""The catalogue of ready questions, and the page on which one is asked."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from techland.queries.catalogue import catalogue, query_named
from techland.server.pages.sparql_form import ask_for_page, render_form
from techland.server.reading import PARAMETER
from techland.server.rendering import render


async def questions_page(request: Request) -> Response:
    """List every query of the catalogue."""
    return render(request, "questions.html", queries=list(catalogue().values()))


async def question_page(request: Request) -> Response:
    """Ask one query of the catalogue with the parameters of the request.

    Raises:
        UnknownQuery: the catalogue has none of this name.
        UnknownParameter, WrongParameter: see each.
    """
    query = query_named(request.path_params["name"])
    values = {key: text for key, text in request.query_params.items() if key != PARAMETER}
    text = query.with_parameters(values)
    result = await ask_for_page(request, text)
    return render_form(request, text, result, query=query, values=values)
