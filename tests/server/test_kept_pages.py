"""Pages of things: 304 to who has them, and kept in memory as long as there is room."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from techland.server.kept_pages import KeptPages
from tests.server.conftest import TestClient

PLACE = "/organisation/oost-nl"
PAGE = {"Accept": "text/html", "Accept-Language": "nl"}


def test_who_has_the_page_gets_304(reader: TestClient) -> None:
    first = reader.get(PLACE, headers=PAGE)
    tag = first.headers["ETag"]
    again = reader.get(PLACE, headers={**PAGE, "If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert "no-cache" in first.headers["Cache-Control"]
    assert {"Accept", "Accept-Language", "Cookie"} <= set(first.headers["Vary"].split(", "))


def test_the_page_of_another_language_or_address_is_another(reader: TestClient) -> None:
    tag = reader.get(PLACE, headers=PAGE).headers["ETag"]
    german = reader.get(PLACE, headers={**PAGE, "Accept-Language": "de", "If-None-Match": tag})
    assert german.status_code == 200
    assert german.headers["ETag"] != tag
    more = reader.get(f"{PLACE}?lang=nl", headers={**PAGE, "If-None-Match": tag})
    assert more.status_code == 200
    other = reader.get("/organisation/demcon", headers={**PAGE, "If-None-Match": tag})
    assert other.status_code == 200
    turtle = reader.get(PLACE, headers={"Accept": "text/turtle", "If-None-Match": tag})
    assert turtle.status_code == 200
    reader.cookies.clear()


def test_a_kept_page_is_the_page(reader: TestClient) -> None:
    first, again = (reader.get(PLACE, headers=PAGE) for _ in range(2))
    assert first.content == again.content
    assert dict(first.headers) == dict(again.headers)
    missing = reader.get("/organisation/nobody", headers=PAGE)
    assert missing.status_code == 404
    assert "ETag" not in missing.headers


def test_those_longest_not_asked_for_make_room() -> None:
    pages = KeptPages(most_bytes=1000)
    for name in "abcdefghij":
        pages.keep(name, HTMLResponse("x" * 100))
    assert pages.get("a") is not None
    pages.keep("k", HTMLResponse("y" * 120))
    assert pages.get("a") is not None
    assert pages.get("b") is None
    assert pages.get("c") is None
    pages.keep("large", HTMLResponse("z" * 900))
    assert pages.get("large") is None
    pages.keep("k", HTMLResponse("n" * 100))
    assert len(pages.get("k").body) == 100  # type: ignore[union-attr]  # it is kept
