"""Pages of things, at the address that mirrors their IRI, and the same as RDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from techland.graph.errors import UnknownEntity
from techland.graph.formats import FORMATS, Format, format_named
from techland.queries.entities import read_entity
from techland.queries.taking import Wanted, write_wanted
from techland.server.addresses import iri_of
from techland.server.entity_view import EntityView, entity_terms
from techland.server.name_book import open_name_book
from techland.server.negotiation import choose_media_type
from techland.server.reading import reader_of
from techland.server.redirection import merged_from, redirection
from techland.server.rendering import publication_of, render

RDF_FORMATS = tuple(FORMATS[name] for name in ("turtle", "jsonld", "ntriples", "rdfxml"))
_HTML = "text/html"


def wanted_format(request: Request) -> Format | None:
    """Return the RDF serialisation that a request wants, None for a page.

    Raises:
        UnknownFormat: ``?format=`` names none of them.
    """
    named = request.query_params.get("format")
    if named:
        return format_named(named, RDF_FORMATS)
    by_type = {entry.media_type: entry for entry in RDF_FORMATS}
    chosen = choose_media_type(request.headers.get("accept"), [_HTML, *by_type])
    return by_type.get(chosen or _HTML)


def rdf_response(request: Request, query: str, entry: Format) -> Response:
    """Return the triples that a query of the pages constructs."""
    answer = publication_of(request).evaluator.evaluate(query, format=entry.name)
    return _located(request, b"".join(answer.chunks), entry)


def _located(request: Request, content: bytes, entry: Format) -> Response:
    location = f"{request.url.path}?format={entry.name}"
    headers = {"Content-Location": location, "Vary": "Accept"}
    return Response(content, media_type=entry.media_type, headers=headers)


def _content(request: Request, iri: str) -> dict[str, Any]:
    publication, reader = publication_of(request), reader_of(request)
    entity = read_entity(publication.select, iri)
    names = open_name_book(publication, reader, sorted(entity_terms(entity)))
    return {"entity": entity, "view": EntityView(entity, names, reader), "name": names}


def _as_rdf(request: Request, iri: str, entry: Format) -> Response:
    try:
        known = list(publication_of(request).ask_page("known", [iri]))
    except ValueError:  # no IRI at all
        known = []
    if not known:
        raise UnknownEntity(iri)
    publication, content = publication_of(request), BytesIO()
    wanted = Wanted(entry, entity=iri)
    write_wanted(wanted, publication.snapshot, publication.evaluator, content)
    return _located(request, content.getvalue(), entry)


async def entity_page(request: Request) -> Response:
    """Show a thing with its evidence, or give it as RDF.

    Raises:
        UnknownEntity: the graph says nothing of it.
    """
    iri = iri_of(request.path_params["path"])
    entry = wanted_format(request)
    moved = await run_in_threadpool(redirection, request, iri)
    if moved:
        return moved
    if entry is None:
        content = await run_in_threadpool(_content, request, iri)
        content["merged"] = await run_in_threadpool(merged_from, request, iri)
        response: Response = render(request, "entity.html", formats=RDF_FORMATS, **content)
        response.headers.add_vary_header("Accept")
        return response
    return await run_in_threadpool(_as_rdf, request, iri, entry)
