"""The SPARQL endpoint and its form: one address for programs and people."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.errors import QueryError
from techland.graph.formats import GRAPH, SOLUTIONS, Format, formats_for
from techland.queries.answer_formats import fitting_format, fitting_formats
from techland.queries.catalogue import query_named
from techland.queries.guard import QueryForm, check_query
from techland.server.negotiation import choose_media_type
from techland.server.problems import status_of, wants_page
from techland.server.publication import Publication
from techland.server.rendering import publication_of, render
from techland.server.result_rows import Shown, first_solutions, first_triples
from techland.server.sparql_request import SparqlRequest, read_sparql_request
from techland.server.streaming import AnswerResponse

FIRST_QUERY = "signatories"
# What a client gets that takes anything.
_FIRST_FORMATS = ("json", "turtle")
_MEDIA_TYPES = tuple(entry.media_type for entry in formats_for(GRAPH, SOLUTIONS))


def choose_format(asked: SparqlRequest, accept: str | None, form: QueryForm) -> Format:
    """Return the format of an answer: the one named in the request, else as negotiated.

    Raises:
        UnknownFormat: the named format does not exist.
        FormatDoesNotFit: it cannot hold an answer of this form.
        HTTPException: the client takes none of the formats.
    """
    if asked.format_name:
        return fitting_format(form, asked.format_name)
    offered = fitting_formats(form)
    by_type = {entry.media_type: entry for entry in sorted(offered, key=_is_not_first)}
    chosen = choose_media_type(accept, list(by_type))
    if chosen is None:
        detail = f"an answer of this form comes as {', '.join(by_type)}"
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, detail)
    return by_type[chosen]


def _is_not_first(entry: Format) -> bool:
    return entry.name not in _FIRST_FORMATS


@dataclass(frozen=True)
class Result:
    """What the form shows below a query: rows, or why there are none."""

    shown: Shown | None = None
    error: QueryError | None = None
    downloads: tuple[tuple[Format, str], ...] = ()

    @property
    def status(self) -> int:
        """Return the status that goes with it."""
        return status_of(self.error) if self.error else HTTPStatus.OK


def ask_for_page(publication: Publication, text: str) -> Result:
    """Answer a query for the form: its first rows, or the error to show beside the text."""
    try:
        evaluator = publication.evaluator
        form = check_query(text, evaluator.limits, evaluator.services)
        answer = evaluator.evaluate(text, format=fitting_format(form, None).name)
        with closing(answer):
            shown = (first_triples if form.gives_triples else first_solutions)(answer.chunks)
    except QueryError as error:
        return Result(error=error)
    downloads = tuple(
        (entry, f"/sparql?{urlencode({'query': text, 'format': entry.name})}")
        for entry in fitting_formats(form)
    )
    return Result(shown, downloads=downloads)


def fault_context(text: str, error: QueryError | None) -> dict[str, Any] | None:
    """Return the line in which an error stands, parted at its column, if it says where."""
    line, column = getattr(error, "line", None), getattr(error, "column", None)
    lines = text.splitlines()
    if not line or not column or line > len(lines):
        return None
    told = lines[line - 1]
    at = min(column - 1, len(told))
    return {
        "line": line,
        "before": told[:at],
        "at": told[at : at + 1] or " ",
        "after": told[at + 1 :],
    }


def render_form(request: Request, text: str, result: Result | None, **context: Any) -> Response:
    """Return the form with a query and what came of it."""
    status = result.status if result else HTTPStatus.OK
    fault = fault_context(text, result.error) if result else None
    context = {"query": None, "text": text, "result": result, "fault": fault, **context}
    response = render(request, "sparql.html", status, **context)
    response.headers.add_vary_header("Accept")
    return response


def _answer(publication: Publication, asked: SparqlRequest, accept: str | None) -> Response:
    text = asked.text or ""
    evaluator = publication.evaluator
    entry = choose_format(asked, accept, check_query(text, evaluator.limits, evaluator.services))
    headers = {"Vary": "Accept"}
    if asked.format_name:
        headers["Content-Disposition"] = f'inline; filename="techland.{entry.suffix}"'
    limits, extent = asked.bounds.limits(evaluator.limits), asked.bounds.extent()
    return AnswerResponse(
        lambda: evaluator.stream(text, format=entry.name, limits=limits, extent=extent),
        headers,
        entry.media_type,
        duplicates=extent.duplicates,
    )


async def sparql_page(request: Request) -> Response:
    """Answer a query to a program, or show the form with its answer to a person."""
    publication = publication_of(request)
    asked = await read_sparql_request(request)
    is_page = wants_page(request, *_MEDIA_TYPES) and not asked.format_name
    if asked.text is None:
        if not is_page:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "no query in the request")
        return render_form(request, query_named(FIRST_QUERY).text, None)
    if not is_page:
        accept = request.headers.get("accept")
        return _answer(publication, asked, accept)
    result = await run_in_threadpool(ask_for_page, publication, asked.text)
    return render_form(request, asked.text, result)
