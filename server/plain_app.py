"""The HTTP application around one plain store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from techland.graph.errors import TechlandError
from techland.queries.plain.store import PlainStore
from techland.server.app import OWN_STATIC
from techland.server.graph_store import METHODS as EVERY_METHOD
from techland.server.graph_store import graph_store
from techland.server.pages.plain_sparql import plain_sparql_page
from techland.server.pages.plain_start import plain_graphs_page, plain_start_page
from techland.server.pages.problem_types import problem_type_page
from techland.server.plain_graphs import PlainGraphs
from techland.server.plain_publication import PlainPublication
from techland.server.problems import on_disconnect, on_fault, on_http_exception, on_techland_error
from techland.server.rate_limit import RateLimit
from techland.server.reading import ReaderFor
from techland.server.rendering import page_environment
from techland.server.security import CROSS_ORIGIN, LOOPBACK_NAMES, SecurityHeaders
from techland.server.web_assets import BUILT, BuiltFiles
from techland.server.write_access import WriteToken
from techland.server.writing import WriteQueue
from techland.viz.reader import Reader
from techland.viz.templating import STATIC

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
        Route("/problem/{name}", problem_type_page),
        Mount("/static/built", BuiltFiles(directory=BUILT, check_dir=False)),
        Mount("/static/viz", StaticFiles(directory=STATIC)),
        Mount("/static/pages", StaticFiles(directory=OWN_STATIC)),
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
    app = Starlette(
        routes=routes(),
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(CORSMiddleware, **CROSS_ORIGIN),
            *([Middleware(RateLimit, rate=rate)] if rate else []),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
        exception_handlers={
            TechlandError: on_techland_error,
            HTTPException: on_http_exception,
            ClientDisconnect: on_disconnect,
            Exception: on_fault,
        },
    )
    publication = PlainPublication(store)
    app.state.publication = publication
    app.state.write_queue = queue = WriteQueue(store, token, BODY_BYTES)
    app.state.graph_store = PlainGraphs(publication, queue)
    app.state.reader_for = reader_for
    app.state.templates = page_environment()
    app.state.navigation = NAVIGATION
    return app
