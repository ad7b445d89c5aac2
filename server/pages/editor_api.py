"""What the query editor asks of the server while a query is written and its answer read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from techland.graph.catalogue_errors import WrongParameter
from techland.graph.errors import QueryError
from techland.graph.export.query_citation import WAYS, QueryCitation
from techland.graph.request_errors import AddressTooLong, MalformedRequest
from techland.queries.checking import check_text
from techland.server.completion import names_told, things_named, words
from techland.server.problems import error_problem, words_of_reader
from techland.server.publication import Publication
from techland.server.reading import reader_of
from techland.server.rendering import publication_of
from techland.server.request_body import ADDRESS_BYTES, read_body, read_text
from techland.server.validators import REVALIDATED, entity_tag, is_fresh

MOST_NAMES = 500
_MOST_NAME_BYTES = 512 * 1024
_MOST_TEXT = 200
# Where a citation may lead beside the endpoint.
_PAGES = "/queries/"


async def known_words(request: Request) -> Response:
    """Give prefixes, classes and properties with their counts."""
    publication, reader = publication_of(request), reader_of(request)
    tag = entity_tag(publication.version, "words", reader.language)
    headers = {"ETag": tag, "Cache-Control": REVALIDATED}
    if is_fresh(request, tag):
        return Response(status_code=304, headers=headers)
    return JSONResponse(await run_in_threadpool(words, publication, reader), headers=headers)


async def complete_entities(request: Request) -> Response:
    """Give things by a part of their name or alias, in any language."""
    text = request.query_params.get("q", "").strip()[:_MOST_TEXT]
    if not text:
        raise WrongParameter("q", "", "a part of a name")
    found = await run_in_threadpool(things_named, publication_of(request), text, reader_of(request))
    return JSONResponse({"things": found})


async def _text(request: Request, publication: Publication) -> str:
    return read_text(await read_body(request, publication.evaluator.limits.text_bytes), "query")


async def check_query_text(request: Request) -> Response:
    """Say whether a query can be read, or where it cannot; nothing is evaluated."""
    publication = publication_of(request)
    text, evaluator = await _text(request, publication), publication.evaluator
    try:
        form = await run_in_threadpool(check_text, text, evaluator.limits, evaluator.services)
    except QueryError as error:
        problem = error_problem(error) | words_of_reader(request, error)
        return JSONResponse({"form": None, "problem": problem})
    return JSONResponse({"form": form.value, "problem": None})


def _iris(body: bytes) -> list[str]:
    try:
        told: Any = json.loads(body)
        found = [NamedNode(iri).value for iri in told]
    except (ValueError, TypeError, RecursionError):
        raise MalformedRequest("no list of IRIs", 'send JSON such as ["https://…"]') from None
    if len(found) > MOST_NAMES:
        raise MalformedRequest(f"more than {MOST_NAMES} IRIs", "ask for fewer at a time")
    return found


async def names_of_things(request: Request) -> Response:
    """Give the names of things in the reader's language, with a stated fallback."""
    things = _iris(await read_body(request, _MOST_NAME_BYTES))
    found = await run_in_threadpool(names_told, publication_of(request), things, reader_of(request))
    return JSONResponse({"names": found})


def citation_at(request: Request, title: str, text: str, path: str) -> QueryCitation:
    """Return the citation of an answer that stands at a path of this server.

    Raises:
        AddressTooLong: the query does not go into an address.
    """
    snapshot = publication_of(request).snapshot
    mark = "&" if "?" in path else "?"
    address = f"{path}{mark}{urlencode({'version': snapshot.version})}"
    if len(address) > ADDRESS_BYTES:
        raise AddressTooLong(len(address), ADDRESS_BYTES)
    permalink = f"{str(request.base_url).rstrip('/')}{address}"
    return QueryCitation(snapshot, title, text, permalink, datetime.now(UTC).date())


async def citation_of_query(request: Request) -> Response:
    """Tell how to cite a query's answer: as a file by GET, in every way at once by POST.

    Raises:
        WrongParameter: no such format.
        AddressTooLong: the query does not go into an address.
    """
    told = request.query_params
    publication = publication_of(request)
    title = told.get("title", "")[:_MOST_TEXT]
    if request.method == "POST":
        text = await _text(request, publication)
        made = citation_at(request, title, text, f"/sparql?{urlencode({'query': text})}")
        ways = {name: write(made) for name, (_, write) in WAYS.items()}
        return JSONResponse({**ways, "permalink": made.permalink})
    way, text, path = told.get("format", "txt"), told.get("query", ""), told.get("at", "")
    if way not in WAYS:
        raise WrongParameter("format", way, f"one of {', '.join(WAYS)}")
    if not path.startswith(_PAGES):
        path = f"/sparql?{urlencode({'query': text})}"
    media_type, write = WAYS[way]
    headers = {"content-disposition": f'attachment; filename="techland-query.{way}"'}
    content = write(citation_at(request, title, text, path))
    return Response(content, media_type=media_type, headers=headers)
