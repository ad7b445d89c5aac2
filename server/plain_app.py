"""The HTTP application around one plain store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from techland.queries.plain.store import PlainStore
from techland.server.application import application, shared_routes
from techland.server.graph_store import METHODS as EVERY_METHOD
from techland.server.graph_store import graph_store
from techland.server.pages.plain_sparql import plain_sparql_page
from techland.server.pages.plain_start import plain_graphs_page, plain_start_page
from techland.server.plain_graphs import PlainGraphs
from techland.server.plain_publication import PlainPublication
from techland.server.reading import ReaderFor
from techland.server.security import LOOPBACK_NAMES
from techland.server.write_access import WriteToken
from techland.server.writing import WriteQueue
from techland.viz.reader import Reader

# The longest body of PUT and POST: it is held in memory, and read within an update's bounds.
BODY_BYTES = 64 * 2**20
NAVIGATION = (("/sparql", "nav-sparql"), ("/graphs", "nav-graphs"))


async def _graphs(request: Request) -> Response:
    if request.method in {"GET", "HEAD"} and not request.query_params.keys() & {"graph", "default"}:
        return await run_in_threadpool(plain_graphs_page, request)
    return await graph_store(request)


def routes() -> list[BaseRoute]:
    """Return the routes."""
    return [
        Route("/", plain_start_page),
        Route("/sparql", plain_sparql_page, methods=EVERY_METHOD),
        Route("/sparql/", plain_sparql_page, methods=EVERY_METHOD),
        Route("/graphs", _graphs, methods=EVERY_METHOD),
        Route("/graphs/{path:path}", graph_store, methods=EVERY_METHOD),
        *shared_routes(),
    ]


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """End the writes when the server stops."""
    try:
        yield
    finally:
        app.state.write_queue.close()


def create_plain_app(
    store: PlainStore,
    token: WriteToken | None = None,
    *,
    hosts: Sequence[str] = LOOPBACK_NAMES,
    reader_for: ReaderFor = Reader,
    rate: float | None = None,
) -> Starlette:
    """Return the application that serves a plain store.

    Args:
        store: what is served; whoever opened it closes it.
        token: allows writing; None leaves the store read-only.
        hosts: names by which the server may be called; others are refused.
        reader_for: gives the reader of a language.
        rate: most requests a second of one client; None for any.
    """
    app = application(routes(), lifespan, hosts=hosts, reader_for=reader_for, rate=rate)
    publication = PlainPublication(store)
    app.state.publication = publication
    app.state.write_queue = queue = WriteQueue(store, token, BODY_BYTES)
    app.state.graph_store = PlainGraphs(publication, queue)
    app.state.navigation = NAVIGATION
    return app
