"""The form of a query, and below it the first rows of its answer or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from techland.graph.errors import QueryError
from techland.graph.formats import Format
from techland.queries.answer_formats import fitting_format, fitting_formats
from techland.queries.dataset_description import DatasetDescription
from techland.queries.extent import Extent
from techland.queries.guard import check_query
from techland.server.presence import WhileConnected
from techland.server.problems import status_of
from techland.server.publication import Publication
from techland.server.rendering import publication_named, render
from techland.server.result_rows import SHOWN, Shown, solutions_of, triples_of
from techland.server.sparql_request import dataset_parameters
from techland.server.versions import PARAMETER
from techland.server.whole_answers import whole_body

# Of the rows that a page shows; a browser would hardly bear more.
MOST_BYTES = 16 * 2**20
_AS_FILE = "take it as a file, with format=csv, or ask for shorter texts"


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


async def ask_for_page(
    request: Request,
    text: str,
    dataset: DatasetDescription | None = None,
    version: str | None = None,
) -> Result:
    """Answer a query for the form: its first rows, or the error to show beside the text.

    The query is stopped when the reader goes away.

    Raises:
        ClientDisconnect: the reader has gone.
    """
    publication = publication_named(request, version)
    with WhileConnected(request.receive):
        try:
            return await _result(publication, text, dataset, version)
        except QueryError as error:
            return Result(error=error)
    raise ClientDisconnect


async def _result(
    publication: Publication,
    text: str,
    dataset: DatasetDescription | None,
    version: str | None,
) -> Result:
    evaluator = publication.evaluator
    form = check_query(text, evaluator.limits, evaluator.services)
    name = fitting_format(form, None).name
    extent = Extent(truncate=SHOWN)
    answer = await evaluator.stream(text, format=name, dataset=dataset, extent=extent)
    body = await whole_body(answer, MOST_BYTES, _AS_FILE)
    read = triples_of if form.gives_triples else solutions_of
    shown = await run_in_threadpool(read, body, is_cut=bool(answer.facts.get("truncated")))
    again = [("query", text), *dataset_parameters(dataset)]
    again += [(PARAMETER, version)] if version else []
    downloads = tuple(
        (entry, f"/sparql?{urlencode([*again, ('format', entry.name)])}")
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
    context = {"text": text, "result": result, "fault": fault, "asked_version": None, **context}
    response = render(request, "sparql.html", status, **context)
    response.headers.add_vary_header("Accept")
    return response
