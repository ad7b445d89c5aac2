"""Errors over HTTP: one table from error class to status, told as RFC 9457 or as a page."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from techland.graph.catalogue_errors import (
    BrokenQueryHeader,
    UnknownParameter,
    UnknownQuery,
    UnreadableQuery,
    WrongParameter,
)
from techland.graph.deposit_errors import TooLargeToSend
from techland.graph.errors import (
    AmbiguousName,
    ExportError,
    NetworkError,
    ReconciliationError,
    TechlandError,
    UnknownEntity,
    UnknownFormat,
    UnknownLanguage,
    UnknownVersion,
)
from techland.graph.export_errors import UnknownGraph
from techland.graph.load_errors import TooManyHeavyQueries, TooMuchToHold
from techland.graph.measure_errors import UnknownMeasure
from techland.graph.network_work_errors import (
    NetworkOutOfMemory,
    NetworkProcessDied,
    NetworkQueueFull,
    NetworkTimeout,
)
from techland.graph.query_errors import (
    FormatDoesNotFit,
    QueryFailed,
    QueryOutOfMemory,
    QueryProcessDied,
    QueryQueueFull,
    QueryTimeout,
    QueryTooLong,
    RefusedQuery,
    TooManyTriples,
)
from techland.graph.reconciliation_errors import BatchTooLarge
from techland.graph.request_errors import (
    AddressTooLong,
    BodyTooLarge,
    BodyTooSlow,
    HeadTooLarge,
    MethodNotAllowed,
    NotAcceptable,
    ReadOnlyStore,
    RequestError,
    UnknownMethod,
    UnsupportedBody,
)
from techland.graph.search_errors import SearchError, SearchIndexInTheMaking
from techland.graph.version_errors import NoPreviousVersion
from techland.ontology.terms import BASE
from techland.server.negotiation import choose_media_type
from techland.server.plain_status import PLAIN_HEADERS, PLAIN_STATUS
from techland.server.reading import reader_of
from techland.server.remote_status import REMOTE_STATUS
from techland.server.rendering import render
from techland.server.security import HEADERS as SECURITY_HEADERS
from techland.server.told_errors import slug_of, tell_error
from techland.viz.languages import FALLBACK

PROBLEM_JSON = "application/problem+json"
# Looked up along the class's ancestors: the nearest entry counts.
STATUS: dict[type[TechlandError], HTTPStatus] = {
    UnknownEntity: HTTPStatus.NOT_FOUND,
    UnknownQuery: HTTPStatus.NOT_FOUND,
    UnknownVersion: HTTPStatus.GONE,
    NoPreviousVersion: HTTPStatus.NOT_FOUND,
    AmbiguousName: HTTPStatus.MULTIPLE_CHOICES,
    UnknownFormat: HTTPStatus.NOT_ACCEPTABLE,
    ExportError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NetworkError: HTTPStatus.BAD_REQUEST,
    ReconciliationError: HTTPStatus.BAD_REQUEST,
    BatchTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnknownLanguage: HTTPStatus.BAD_REQUEST,
    SearchError: HTTPStatus.BAD_REQUEST,
    SearchIndexInTheMaking: HTTPStatus.SERVICE_UNAVAILABLE,
    UnknownMeasure: HTTPStatus.NOT_FOUND,
    NetworkTimeout: HTTPStatus.GATEWAY_TIMEOUT,
    NetworkOutOfMemory: HTTPStatus.SERVICE_UNAVAILABLE,
    NetworkQueueFull: HTTPStatus.SERVICE_UNAVAILABLE,
    NetworkProcessDied: HTTPStatus.SERVICE_UNAVAILABLE,
    UnknownGraph: HTTPStatus.NOT_FOUND,
    TooLargeToSend: HTTPStatus.NOT_IMPLEMENTED,
    BrokenQueryHeader: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnreadableQuery: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownParameter: HTTPStatus.BAD_REQUEST,
    WrongParameter: HTTPStatus.BAD_REQUEST,
    RefusedQuery: HTTPStatus.BAD_REQUEST,
    QueryTooLong: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    FormatDoesNotFit: HTTPStatus.NOT_ACCEPTABLE,
    TooManyTriples: HTTPStatus.UNPROCESSABLE_ENTITY,
    QueryTimeout: HTTPStatus.GATEWAY_TIMEOUT,
    QueryOutOfMemory: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryQueueFull: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryProcessDied: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryFailed: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyHeavyQueries: HTTPStatus.SERVICE_UNAVAILABLE,
    TooMuchToHold: HTTPStatus.UNPROCESSABLE_ENTITY,
    RequestError: HTTPStatus.BAD_REQUEST,
    NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    UnsupportedBody: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BodyTooSlow: HTTPStatus.REQUEST_TIMEOUT,
    AddressTooLong: HTTPStatus.REQUEST_URI_TOO_LONG,
    HeadTooLarge: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    UnknownMethod: HTTPStatus.NOT_IMPLEMENTED,
    ReadOnlyStore: HTTPStatus.FORBIDDEN,
    TechlandError: HTTPStatus.INTERNAL_SERVER_ERROR,
    **PLAIN_STATUS,
    **REMOTE_STATUS,
}
# The members of an error that a client can use beside its text.
MEMBERS = (
    "line", "column", "seconds", "limit", "memory_bytes", "known", "fitting", "offered", "accepted",
)  # fmt: skip
# Those that HTTP has a header for.
HEADERS = {"allowed": "Allow", "retry_after": "Retry-After"}
PROBLEMS = f"{BASE}problem/"


def status_of(error: TechlandError) -> HTTPStatus:
    """Return the status of an error: of its class, or of its nearest ancestor in the table."""
    return status_of_kind(type(error))


def status_of_kind(kind: type[TechlandError]) -> HTTPStatus:
    """Return the status of a kind of error."""
    return next(STATUS[ancestor] for ancestor in kind.__mro__ if ancestor in STATUS)


def problem(status: HTTPStatus, detail: str | None = None, **members: Any) -> dict[str, Any]:
    """Return a problem as RFC 9457 writes it; members without a value are left out."""
    told = {"title": status.phrase, "status": status.value, "detail": detail, **members}
    return {key: value for key, value in told.items() if value is not None}


def problem_type(kind: type[TechlandError]) -> str:
    """Return the IRI that names a kind of problem, whatever its occurrence."""
    return PROBLEMS + slug_of(kind)


def problem_title(kind: type[TechlandError]) -> str:
    """Return the name of a kind of problem, whatever its occurrence."""
    return slug_of(kind).replace("-", " ").capitalize()


def error_problem(error: TechlandError) -> dict[str, Any]:
    """Return an error of ours as a problem."""
    members = {name: getattr(error, name, None) for name in MEMBERS}
    kind = {"type": problem_type(type(error)), "title": problem_title(type(error))}
    return problem(status_of(error), error.message, hint=error.hint, **members, **kind)


def error_headers(error: TechlandError) -> dict[str, str]:
    """Return the headers that go with an error, such as Allow."""
    found = {name: getattr(error, attribute, None) for attribute, name in HEADERS.items()}
    told = PLAIN_HEADERS.get(type(error), {})
    return told | {name: _header_text(value) for name, value in found.items() if value is not None}


def _header_text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def wants_page(request: Request, *others: str) -> bool:
    """Tell whether the client would rather read a page than JSON or these other media types."""
    offered = [PROBLEM_JSON, "application/json", *others, "text/html"]
    return choose_media_type(request.headers.get("accept"), offered) == "text/html"


def tell(
    request: Request,
    told: dict[str, Any],
    headers: dict[str, str] | None = None,
    status: int | None = None,
    error: TechlandError | None = None,
) -> Response:
    """Return a problem as a page or as JSON, as the client wants; by default with its status."""
    status = status or int(told["status"])
    response: Response
    if wants_page(request):
        response = render(request, "problem.html", status, problem=told, error=error)
    else:
        told = told | (words_of_reader(request, error) if error else {})
        response = JSONResponse(told, status, media_type=PROBLEM_JSON)
    response.headers.update(headers or {})
    response.headers.add_vary_header("Accept")
    return response


def words_of_reader(request: Request, error: TechlandError) -> dict[str, Any]:
    """Return the member ``told`` of a problem: its words in a reader's language, if not English.

    Scripts of pages show it; ``detail`` and ``hint`` stay English, whoever asks.
    """
    reader = reader_of(request)
    if reader.language == FALLBACK:
        return {}
    told = tell_error(error, reader)
    words = {"language": reader.language, "message": told.message.striptags()}
    return {"told": words | ({"hint": told.hint.striptags()} if told.hint else {})}


async def on_techland_error(request: Request, error: Exception) -> Response:
    """Tell an error of ours."""
    if not isinstance(error, TechlandError):
        raise error
    return tell(request, error_problem(error), error_headers(error), error=error)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Tell a refusal of the server: no such page, method not allowed and the like."""
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    detail = error.detail if error.detail != status.phrase else None
    return tell(request, problem(status, detail), dict(error.headers or {}))


async def on_disconnect(_: Request, error: Exception) -> Response:
    """Answer nobody: the client went away in the midst of its request, which is no fault."""
    if not isinstance(error, ClientDisconnect):
        raise error
    return Response(status_code=HTTPStatus.BAD_REQUEST)


async def on_fault(request: Request, _: Exception) -> Response:
    """Tell a fault of the server without its inner parts; the log has the trace."""
    response = tell(request, problem(HTTPStatus.INTERNAL_SERVER_ERROR))
    # Told outside of all that adds to other answers.
    response.headers.update(SECURITY_HEADERS)
    return response
