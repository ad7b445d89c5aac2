"""The answer of a query as a response: negotiated, validated, coded, streamed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from techland.graph.formats import Format
from techland.queries.extent import Extent
from techland.queries.guard import CheckedQuery
from techland.queries.limits import Limits
from techland.server.answer_types import choose_type, named_type
from techland.server.content_codings import coding_headers, coding_of
from techland.server.publication import Publication
from techland.server.sparql_request import SparqlRequest
from techland.server.streaming import AnswerResponse, MoreHeaders, facts_headers
from techland.server.validators import NEVER_KEPT, REVALIDATED, entity_tag, is_fresh
from techland.server.xml_answers import answer_encoder

UNKNOWN_GRAPHS = "Techland-Unknown-Graphs"


@dataclass(frozen=True)
class _Wanted:
    """An answer as it is wanted: of which query, in which way, how much of it."""

    query: CheckedQuery
    media_type: str
    format: Format
    coding: str
    limits: Limits
    extent: Extent


async def answer_response(
    request: Request,
    asked: SparqlRequest,
    publication: Publication,
    *,
    is_lasting: bool = True,
    more_headers: MoreHeaders | None = None,
) -> Response:
    """Return the answer of a query as a response; a HEAD request gets the headers alone.

    See ``AnswerResponse`` for ``is_lasting`` and ``more_headers``.

    Raises:
        QueryError: one of its kinds.
        UnknownFormat, FormatDoesNotFit: the request names a format that cannot be.
        NotAcceptable: the client takes none of the media types or codings.
    """
    query = await publication.evaluator.check(asked.text or "")
    wanted = _wanted(request, asked, query, publication.evaluator.limits)
    tag = _tag(asked, wanted, publication)
    headers = _headers(request, asked, wanted, tag) | _unknown_graphs(asked, publication)
    if tag and is_fresh(request, tag):
        return Response(status_code=304, headers=headers)
    headers |= coding_headers(wanted.coding)
    ask = partial(
        publication.evaluator.stream,
        query,
        format=wanted.format.name,
        limits=wanted.limits,
        dataset=asked.dataset,
        extent=wanted.extent,
    )
    duplicates = wanted.extent.duplicates
    if request.method == "HEAD":
        # As far as the first byte: up to there a wrong query is told.
        answer = await ask()
        answer.stop()
        headers |= facts_headers(answer, duplicates=duplicates)
        headers |= more_headers(answer.facts) if more_headers else {}
        response = Response(media_type=wanted.media_type, headers=headers)
        del response.headers["content-length"]
        return response
    streamed = AnswerResponse(
        ask,
        headers,
        wanted.media_type,
        duplicates=duplicates,
        encode=answer_encoder(wanted.format.name, wanted.coding),
        # An older version may be closed meanwhile.
        is_lasting=is_lasting and tag is not None and publication is request.app.state.publication,
    )
    streamed.more_headers = more_headers
    return streamed


def _wanted(request: Request, asked: SparqlRequest, query: CheckedQuery, most: Limits) -> _Wanted:
    if asked.format_name:
        media_type, entry = named_type(asked.format_name, query.form)
    else:
        accept = request.headers.get("accept")
        media_type, entry = choose_type(accept, triples=query.form.gives_triples)
    limits, extent = asked.bounds.limits(most), asked.bounds.extent()
    return _Wanted(query, media_type, entry, coding_of(request), limits, extent)


def _tag(asked: SparqlRequest, wanted: _Wanted, publication: Publication) -> str | None:
    """Return the validator of an answer, None where its bytes may be others the next time."""
    if not wanted.query.repeatable or publication.version is None:
        return None
    return entity_tag(
        publication.version,
        wanted.query.text,
        asked.dataset and vars(asked.dataset),
        wanted.media_type,
        wanted.coding,
        vars(wanted.limits),
        vars(wanted.extent),
    )


def _headers(
    request: Request, asked: SparqlRequest, wanted: _Wanted, tag: str | None
) -> dict[str, str]:
    headers = {"Vary": "Accept, Accept-Encoding"}
    if request.method in {"GET", "HEAD"}:
        headers["Cache-Control"] = REVALIDATED if tag else NEVER_KEPT
        headers |= {"ETag": tag} if tag else {}
    if asked.format_name:
        headers["Content-Disposition"] = f'inline; filename="techland.{wanted.format.suffix}"'
    return headers


def _unknown_graphs(asked: SparqlRequest, publication: Publication) -> dict[str, str]:
    """Tell of graphs that the request names and the store has not: they are empty."""
    if asked.dataset is None or publication.graphs is None:
        return {}
    named = dict.fromkeys([*asked.dataset.default_graphs, *asked.dataset.named_graphs])
    unknown = [iri for iri in named if iri not in publication.graphs and iri.isascii()]
    return {UNKNOWN_GRAPHS: ", ".join(f"<{iri}>" for iri in unknown)} if unknown else {}
