"""The query editor: a page whose scripts do the work."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from techland.queries.catalogue import query_named
from techland.queries.extent import MOST_ROWS
from techland.server.reading import reader_of
from techland.server.rendering import is_older, publication_of, render
from techland.server.security import HEADERS
from techland.viz.messages import LOCALE_FOLDER

FIRST_QUERY = "signatories"
_POLICY = "Content-Security-Policy"


def script_messages(language: str) -> str:
    """Return the messages of the scripts in a language, as Fluent writes them."""
    return (LOCALE_FOLDER / language / "editor.ftl").read_text(encoding="utf-8")


def page_data(request: Request) -> dict[str, Any]:
    """Return what the editor's scripts are told: messages, version, addresses, the first query."""
    publication, language = publication_of(request), reader_of(request).language
    return {
        "language": language,
        "messages": script_messages(language),
        "version": publication.version,
        "older": is_older(request),
        "first": query_named(FIRST_QUERY).text,
        "limit": MOST_ROWS,
        "seconds": publication.evaluator.limits.seconds,
    }


async def editor_page(request: Request) -> Response:
    """Show the query editor; its styles carry a nonce, since the editor makes them as it runs."""
    nonce = secrets.token_urlsafe(16)
    response = render(request, "editor.html", data={**page_data(request), "nonce": nonce})
    response.headers[_POLICY] = f"{HEADERS[_POLICY]}; style-src 'self' 'nonce-{nonce}'"
    response.headers["Cache-Control"] = "no-store"
    return response
