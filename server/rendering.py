"""Pages: what every template is given, and how a page becomes a response."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from techland.graph.errors import UnknownVersion
from techland.graph.version_errors import NoPreviousVersion
from techland.server.addresses import address_of, shorten
from techland.server.disputed import disputed_property, side_text
from techland.server.publication import Publication
from techland.server.reading import keep_language, language_links, reader_of
from techland.server.told_errors import tell_error
from techland.server.versions import PARAMETER, Versions
from techland.server.web_assets import assets_of
from techland.viz.languages import LANGUAGES
from techland.viz.templating import template_environment

# Where ``?version=`` counts.
VERSIONED = re.compile(r"/(?:sparql|query|queries|search|api)(?:/|$)")
TEMPLATES = Path(__file__).parent / "templates"
# The pages that every page leads to, each with the message that names it.
NAVIGATION = (
    ("/map", "nav-map"),
    ("/queries", "nav-queries"),
    ("/query", "nav-query"),
    ("/sparql", "nav-sparql"),
    ("/disputes", "nav-disputes"),
    ("/sources", "nav-sources"),
)


def page_environment() -> Environment:
    """Return the templates of the pages, with what all of them may call."""
    environment = template_environment(TEMPLATES)
    environment.globals |= {"address_of": address_of, "shorten": shorten, "assets_of": assets_of}
    return environment


def publication_of(request: Request) -> Publication:
    """Return what this server shows, or the version that a request's address asks for.

    ``?version=`` counts where questions are asked.

    Raises:
        UnknownVersion: it is not kept.
    """
    counts = VERSIONED.match(request.url.path)
    return publication_named(request, request.query_params.get(PARAMETER) if counts else None)


def publication_named(request: Request, version: str | None) -> Publication:
    """Return what this server shows, or one of its versions.

    Raises:
        UnknownVersion: it is not kept.
    """
    publication: Publication = request.app.state.publication
    versions: Versions | None = getattr(request.app.state, "versions", None)
    return publication if version is None or versions is None else versions.named(version)


def is_older(request: Request) -> bool:
    """Tell whether a request asks for another version than the one that this server shows."""
    try:
        return publication_of(request) is not request.app.state.publication
    except (UnknownVersion, NoPreviousVersion):
        return False


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page in the reader's language."""
    reader = reader_of(request)
    older = is_older(request)
    edition = (publication_of(request) if older else request.app.state.publication).edition
    environment: Environment = request.app.state.templates
    text = environment.get_template(template).render(
        reader=reader,
        t=reader.text,
        translated=reader.translated,
        disputed_property=partial(disputed_property, reader=reader),
        side_text=partial(side_text, reader=reader),
        told_error=partial(tell_error, reader=reader),
        path=request.url.path,
        asked=request.query_params.get("q", "") if request.url.path == "/search" else "",
        navigation=getattr(request.app.state, "navigation", NAVIGATION),
        languages=LANGUAGES,
        language_links=language_links(request),
        edition=edition,
        older=older,
        version=edition and Markup("<code>{}</code>").format(edition.short),
        **context,
    )
    response = HTMLResponse(text, status)
    keep_language(request, response)
    return response
