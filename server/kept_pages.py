"""Pages of things that were written before: a version never changes, so they stay as they are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from techland.server.reading import keep_language, language_of
from techland.server.validators import REVALIDATED, entity_tag, is_fresh

_MOST_BYTES = 32 * 2**20


class KeptPages:
    """Pages by their validators; those longest not asked for make room."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most_bytes
        self._pages: OrderedDict[str, Response] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, tag: str) -> Response | None:
        """Return the page with a validator, None if it is not kept."""
        with self._lock:
            if tag in self._pages:
                self._pages.move_to_end(tag)
            return self._pages.get(tag)

    def keep(self, tag: str, page: Response) -> None:
        """Keep a page, if it is small enough to be one of many."""
        size = len(page.body)
        if size * 8 > self._most:
            return
        with self._lock:
            replaced = self._pages.pop(tag, None)
            self._bytes += size - (len(replaced.body) if replaced else 0)
            self._pages[tag] = page
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1].body)


def page_once(
    request: Request, pages: KeptPages, version: str | None, write: Callable[[], Response]
) -> Response:
    """Return a page: 304 where the client has it, the kept one, else as it is written now.

    A page is the same for the same version, language and address; one that is no answer to keep
    (a redirection) is given as it is.
    """
    if version is None:
        return write()
    address = request.url.path, request.url.query
    tag = entity_tag("page", version, language_of(request), address)
    if is_fresh(request, tag):
        fresh = Response(status_code=HTTPStatus.NOT_MODIFIED, headers=_headers(tag))
        fresh.headers["Vary"] = "Accept, Accept-Language, Cookie"
        keep_language(request, fresh)
        return fresh
    kept = pages.get(tag)
    if kept is not None:
        return kept
    page = write()
    if isinstance(page, HTMLResponse) and page.status_code == HTTPStatus.OK:
        page.headers.update(_headers(tag))
        pages.keep(tag, page)
    return page


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": REVALIDATED}
