"""Which reader a request comes from: the language asked for, kept, or preferred."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from techland.server.negotiation import preferred_languages
from techland.viz.languages import LANGUAGES, negotiate_language
from techland.viz.reader import Reader

ReaderFor = Callable[[str], Reader]
PARAMETER = "lang"
COOKIE = "techland_language"
A_YEAR = 365 * 24 * 3600


def language_of(request: Request) -> str:
    """Return the language of a request: of ``?lang=``, else the kept one, else by wish."""
    for told in (request.query_params.get(PARAMETER), request.cookies.get(COOKIE)):
        if told in LANGUAGES:
            return told
    return negotiate_language(preferred_languages(request.headers.get("accept-language", "")))


def reader_of(request: Request) -> Reader:
    """Return the reader that a request comes from."""
    reader_for: ReaderFor = request.app.state.reader_for
    return reader_for(language_of(request))


def language_links(request: Request) -> list[tuple[str, str]]:
    """Return each language with the address of this same page in it."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != PARAMETER]
    return [(one, f"?{urlencode([*kept, (PARAMETER, one)])}") for one in LANGUAGES]


def keep_language(request: Request, response: Response) -> None:
    """Say which language a page speaks, and keep the one that the reader asked for."""
    response.headers["Content-Language"] = language_of(request)
    response.headers.add_vary_header("Accept-Language")
    response.headers.add_vary_header("Cookie")
    told = request.query_params.get(PARAMETER)
    if told in LANGUAGES:
        response.set_cookie(COOKIE, told, max_age=A_YEAR, httponly=True, samesite="lax")
