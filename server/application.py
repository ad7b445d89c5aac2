"""What the applications of a published graph and of a plain store share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from techland.graph.errors import TechlandError
from techland.server.allowed_hosts import AllowedHosts
from techland.server.long_work import MOST
from techland.server.pages.problem_types import problem_type_page
from techland.server.problems import on_disconnect, on_fault, on_http_exception, on_techland_error
from techland.server.rate_limit import RateLimit
from techland.server.reading import ReaderFor, VaryByLanguage
from techland.server.recall import Recall
from techland.server.rendering import page_environment
from techland.server.security import CROSS_ORIGIN, SecurityHeaders
from techland.server.web_assets import BUILT, BuiltFiles
from techland.viz.templating import STATIC

OWN_STATIC = Path(__file__).parent / "static"
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def shared_routes() -> list[BaseRoute]:
    """Return the routes to what does not depend on the data."""
    return [
        Route("/problem/{name}", problem_type_page),
        Mount("/static/built", BuiltFiles(directory=BUILT, check_dir=False)),
        Mount("/static/viz", StaticFiles(directory=STATIC)),
        Mount("/static/pages", StaticFiles(directory=OWN_STATIC)),
    ]


def application(
    routes: list[BaseRoute],
    lifespan: Lifespan,
    *,
    hosts: Sequence[str],
    reader_for: ReaderFor,
    rate: float | None,
) -> Starlette:
    """Return an application with what guards it, and with its pages' templates.

    Args:
        routes: what it answers.
        lifespan: what is done when it starts and stops.
        hosts: names by which the server may be called; others are refused.
        reader_for: gives the reader of a language.
        rate: most requests a second of one client; None for any.
    """
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[
            # What is given again counts for the rate. Without a rate it need not pass the others.
            *([] if rate else [Middleware(Recall)]),
            Middleware(SecurityHeaders),
            # Any page may read what is served, never with the reader's credentials.
            Middleware(CORSMiddleware, **CROSS_ORIGIN),
            *([Middleware(RateLimit, rate=rate), Middleware(Recall)] if rate else []),
            Middleware(AllowedHosts, hosts=hosts),
            Middleware(VaryByLanguage),
        ],
        exception_handlers={
            TechlandError: on_techland_error,
            HTTPException: on_http_exception,
            ClientDisconnect: on_disconnect,
            Exception: on_fault,
        },
    )
    app.state.reader_for = reader_for
    app.state.long_work = CapacityLimiter(MOST)
    app.state.templates = page_environment()
    return app
