"""Which reader a request comes from: the language asked for, kept, or preferred."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from techland.server.negotiation import preferred_languages
from techland.viz.languages import LANGUAGES, negotiate_language
from techland.viz.reader import Reader

ReaderFor = Callable[[str], Reader]
PARAMETER = "lang"
COOKIE = "techland_language"
A_YEAR = 365 * 24 * 3600
# What a reader's language is read from, and the mark of a request of which it was read.
READ_FROM = ("Accept-Language", "Cookie")
_IS_READ = "techland.language"


def language_of(request: Request) -> str:
    """Return the language of a request: of ``?lang=``, else the kept one, else by wish."""
    request.scope[_IS_READ] = True
    for told in (request.query_params.get(PARAMETER), _kept(request)):
        if told in LANGUAGES:
            return told
    return negotiate_language(preferred_languages(request.headers.get("accept-language", "")))


def _kept(request: Request) -> str | None:
    """Return the language that a cookie holds.

    Only ours is read, and ours is never quoted: some versions of Python take a time that
    grows with the square of a quoted one.
    """
    for pair in ";".join(request.headers.getlist("cookie")).split(";"):
        name, _, value = pair.partition("=")
        if name.strip() == COOKIE:
            return value.strip()
    return None


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


class VaryByLanguage:
    """ASGI middleware that tells caches of every answer that rests on the reader's language.

    Without it a shared cache would give one reader what was written for another.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_vary(message: Message) -> None:
            if message["type"] == "http.response.start" and scope.get(_IS_READ):
                headers = MutableHeaders(scope=message)
                told = {name.strip().lower() for name in headers.get("vary", "").split(",")}
                for name in READ_FROM:
                    if name.lower() not in told:
                        headers.add_vary_header(name)
            await send(message)

        await self.app(scope, receive, send_with_vary)
