"""The addresses below /api that are the catalogue's and the editor's."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from techland.server.pages.catalogue_api import api_index, openapi_page, query_answer
from techland.server.pages.editor import editor_page
from techland.server.pages.editor_api import (
    check_query_text,
    citation_of_query,
    complete_entities,
    known_words,
    names_of_things,
)


def catalogue_routes() -> list[BaseRoute]:
    """Return the routes; the last takes every name that is no other's."""
    return [
        Route("/query", editor_page),
        Route("/api", api_index),
        Route("/api/openapi.json", openapi_page),
        Route("/api/complete", complete_entities),
        Route("/api/editor/words", known_words),
        Route("/api/editor/check", check_query_text, methods=["POST"]),
        Route("/api/editor/names", names_of_things, methods=["POST"]),
        Route("/api/editor/citation", citation_of_query, methods=["GET", "POST"]),
        Route("/api/{name}", query_answer),
    ]
