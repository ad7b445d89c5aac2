"""What a client asks of the SPARQL endpoint, as the SPARQL 1.1 Protocol writes it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import FormData, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request

from techland.server.bounds import NO_BOUNDS, Bounds

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"
READ_ONLY = "this graph is read-only: there is no update here"
OTHER_DATASETS = ("default-graph-uri", "named-graph-uri", "using-graph-uri")


@dataclass(frozen=True)
class SparqlRequest:
    """A query's text, None if none was sent, the format named in the request, its bounds."""

    text: str | None
    format_name: str | None
    bounds: Bounds = NO_BOUNDS


def _only(values: list[str], name: str) -> str | None:
    if len(values) > 1:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"more than one {name} in the request")
    return values[0] if values else None


def _read(values: QueryParams | FormData) -> SparqlRequest:
    if "update" in values:
        raise HTTPException(HTTPStatus.FORBIDDEN, READ_ONLY)
    for name in OTHER_DATASETS:
        if values.getlist(name):
            detail = f"{name} is not supported: every query is asked of the merged default graph"
            raise HTTPException(HTTPStatus.BAD_REQUEST, detail)
    texts = [str(text) for text in values.getlist("query")]
    names = [str(name) for name in values.getlist("format")]
    bounds = Bounds.of(values)
    return SparqlRequest(_only(texts, "query"), _only(names, "format") or None, bounds)


async def read_sparql_request(request: Request) -> SparqlRequest:
    """Return what a request asks: by GET, by POST of a form, or by POST of a query.

    Raises:
        HTTPException: an update, a dataset of the client's own, two queries, a body of
            another media type or that is not UTF-8.
    """
    if request.method in {"GET", "HEAD"}:
        return _read(request.query_params)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == FORM_TYPE:
        async with request.form() as form:
            return _read(form)
    if media_type == UPDATE_TYPE:
        raise HTTPException(HTTPStatus.FORBIDDEN, READ_ONLY)
    if media_type != QUERY_TYPE:
        detail = f"send a query as {QUERY_TYPE} or in a form as {FORM_TYPE}"
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    told = _read(request.query_params)
    try:
        text = (await request.body()).decode()
    except UnicodeDecodeError:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the query is not UTF-8") from None
    if told.text is not None:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "more than one query in the request")
    return SparqlRequest(text, told.format_name, told.bounds)
