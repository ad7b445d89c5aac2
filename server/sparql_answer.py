"""The answer of a query as a response: negotiated, validated, coded, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from techland.graph.formats import Format
from techland.queries.guard import CheckedQuery, checked
from techland.server.answer_types import choose_type, named_type
from techland.server.content_codings import coded, coding_headers, coding_of
from techland.server.publication import Publication
from techland.server.sparql_request import SparqlRequest
from techland.server.validators import NEVER_KEPT, REVALIDATED, entity_tag, is_fresh

UNKNOWN_GRAPHS = "Techland-Unknown-Graphs"


def answer_response(request: Request, asked: SparqlRequest, publication: Publication) -> Response:
    """Return the answer of a query as a response; a HEAD request gets the headers alone.

    Raises:
        QueryError: one of its kinds.
        UnknownFormat, FormatDoesNotFit: the request names a format that cannot be.
        NotAcceptable: the client takes none of the media types or codings.
    """
    query = checked(asked.text or "", publication.evaluator.limits)
    media_type, entry = _chosen(request, asked, query)
    coding = coding_of(request)
    tag = _tag(asked, query, publication, media_type, coding)
    headers = _headers(request, asked, entry, tag)
    headers |= _unknown_graphs(asked, publication)
    if tag and is_fresh(request, tag):
        return Response(status_code=304, headers=headers)
    answer = publication.evaluator.evaluate(query.text, format=entry.name, dataset=asked.dataset)
    pieces = coded(answer.chunks, coding)
    if request.method == "HEAD":
        with closing(answer):
            pieces = _no_pieces()
    headers |= coding_headers(coding)
    return StreamingResponse(pieces, media_type=media_type, headers=headers)


def _no_pieces() -> Iterator[bytes]:
    return iter(())


def _chosen(request: Request, asked: SparqlRequest, query: CheckedQuery) -> tuple[str, Format]:
    if asked.format_name:
        return named_type(asked.format_name, query.form)
    return choose_type(request.headers.get("accept"), triples=query.form.gives_triples)


def _tag(
    asked: SparqlRequest,
    query: CheckedQuery,
    publication: Publication,
    media_type: str,
    coding: str,
) -> str | None:
    """Return the validator of an answer, None where its bytes may be others the next time."""
    if not query.repeatable or publication.version is None:
        return None
    dataset = asked.dataset and asdict(asked.dataset)
    limits = asdict(publication.evaluator.limits)
    return entity_tag(publication.version, query.text, dataset, media_type, coding, limits)


def _headers(
    request: Request, asked: SparqlRequest, entry: Format, tag: str | None
) -> dict[str, str]:
    headers = {"Vary": "Accept, Accept-Encoding"}
    if request.method in {"GET", "HEAD"}:
        headers["Cache-Control"] = REVALIDATED if tag else NEVER_KEPT
        headers |= {"ETag": tag} if tag else {}
    if asked.format_name:
        headers["Content-Disposition"] = f'inline; filename="techland.{entry.suffix}"'
    return headers


def _unknown_graphs(asked: SparqlRequest, publication: Publication) -> dict[str, str]:
    """Tell of graphs that the request names and the store has not: they are empty."""
    if asked.dataset is None or publication.graphs is None:
        return {}
    named = dict.fromkeys([*asked.dataset.default_graphs, *asked.dataset.named_graphs])
    unknown = [iri for iri in named if iri not in publication.graphs and iri.isascii()]
    return {UNKNOWN_GRAPHS: ", ".join(f"<{iri}>" for iri in unknown)} if unknown else {}
