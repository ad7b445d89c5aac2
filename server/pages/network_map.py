"""The network map as a page, its columns and measures for the page's script, and its files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response

from techland.graph.formats import FORMATS
from techland.server.addresses import address_of
from techland.server.content_codings import coded, coding_headers, coding_of
from techland.server.long_work import run_long_work
from techland.server.map_sources import MapSources, map_source, query_text
from techland.server.networks.job import Job, Made
from techland.server.networks.workers import WORKERS
from techland.server.presence import WhileConnected
from techland.server.reading import language_of, reader_of
from techland.server.rendering import publication_named, publication_of, render
from techland.server.validators import REVALIDATED, entity_tag, is_fresh
from techland.server.whole_answers import told_pairs
from techland.viz.network_map.base_map import BASE_MAP
from techland.viz.network_map.page import frame_context, table_context
from techland.viz.network_map.payload import payload
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.tables import Tables, tables_of
from techland.viz.network_map.view import View
from techland.viz.take_away import network_file

ADDRESSES = {
    "page": "/map",
    "columns": "/api/map",
    "measure": "/api/map/measure",
    "backbone": "/api/map/backbone",
    "node": "/api/map/node",
    "ground": "/static/map/ground.json",
    "file": "/download/map",
}


def _link(iri: str) -> str:
    return address_of(iri) or "#"


def view_of(request: Request) -> View:
    """Return the view that an address spells, in the reader's language.

    Raises:
        UnknownViewWord: a word that is not known, or a value that it cannot have.
    """
    view = View.from_query(request.query_params.multi_items())
    return view.with_(lang=language_of(request))


def _content(
    request: Request, view: View, source: MapSource, tables: Tables | None
) -> dict[str, Any]:
    reader = reader_of(request)
    edition = publication_of(request).edition
    tables = tables or tables_of(source.shown(view), reader)
    frame = frame_context(source, edition, reader, view, ADDRESSES)
    return {**frame, **table_context(tables, reader, _link)}


async def map_page(request: Request) -> Response:
    """Show the network of a view, with tables of its nodes and ties."""
    view, tables = view_of(request), None
    if view.backbone:
        # To find a backbone may take long: a process with a deadline makes its tables.
        made = await _make("map-tables", request)
        tables = Tables.of_json(made.content)
    source = await map_source(request, view)
    content = await run_in_threadpool(_content, request, view, source, tables)
    own = ("reader", "t")
    return render(request, "map.html", **{k: v for k, v in content.items() if k not in own})


async def map_columns(request: Request) -> Response:
    """Give the columns that the page's script draws from; their head says what they are."""
    coding, view = coding_of(request), view_of(request)
    source = await map_source(request, view)

    def content() -> Response:
        tag = entity_tag("map", source.version, view.of_columns.to_query(), coding)
        headers = {"ETag": tag, "Cache-Control": REVALIDATED, "Vary": "Accept-Encoding"}
        if is_fresh(request, tag):
            return Response(status_code=304, headers=headers)

        def make() -> bytes:
            return b"".join(coded(iter([payload(source, view)]), coding))

        body = source.kept((view.level, view.lang, coding), make)
        headers |= coding_headers(coding)
        return Response(body, media_type="application/octet-stream", headers=headers)

    return await run_in_threadpool(content)


async def map_measure(request: Request) -> Response:
    """Give a measure of the nodes of a view, by the ends of their IRIs."""
    return await _made("map-measure", request)


async def map_backbone(request: Request) -> Response:
    """Give the ties of a choice that chance would hardly give, by the rows of the columns."""
    return await _made("map-backbone", request)


async def map_file(request: Request) -> Response:
    """Give exactly what a view shows as a file."""
    return await _made("map-file", request)


async def _made(what: str, request: Request) -> Response:
    """Answer with what a process makes."""
    made = await _make(what, request)
    return Response(made.content, media_type=made.media_type, headers=made.headers)


async def _make(what: str, request: Request) -> Made:
    """Have a process make it; the work ends at its deadline or when nobody waits."""
    publication, view = publication_of(request), view_of(request)
    sources: MapSources = request.app.state.map_sources
    made = None
    with WhileConnected(request.receive):
        asked = publication_named(request, view.version or None)
        pairs = await told_pairs(asked, query_text(view)) if view.query else None
        snapshot = replace(await run_in_threadpool(sources.snapshot_of, view))
        limits = publication.evaluator.limits
        words = (*request.query_params.multi_items(), ("lang", view.lang))
        name = request.path_params.get("name", "")
        job = Job(what, snapshot, words, name, pairs, limits.memory_bytes, publication.edition)
        made = await WORKERS.make(job, limits.seconds)
    if made is None:
        raise ClientDisconnect
    return made


async def ground(_: Request) -> Response:
    """Give the base map."""
    return FileResponse(BASE_MAP, media_type="application/geo+json")


async def network_download(request: Request) -> Response:
    """Give the network as GEXF or GraphML."""
    publication = publication_of(request)
    entry = FORMATS[request.url.path.rpartition(".")[2]]
    language = reader_of(request).language

    def content() -> bytes:
        network = publication.network(isolated=request.query_params.get("isolated") == "1")
        return network_file(network, entry.name, publication.snapshot.version, language)

    headers = {"Content-Disposition": f'attachment; filename="techland.{entry.suffix}"'}
    found = await run_long_work(request, content)
    return Response(found, media_type=entry.media_type, headers=headers)
