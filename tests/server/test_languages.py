"""Which language a page speaks, how it is kept, and that no text is left untranslated."""

from __future__ import annotations

import http.cookies
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from techland.server.negotiation import choose_media_type, preferred_languages, read_qualities
from techland.viz.messages import Message, Variable
from techland.viz.reader import Reader
from tests.server.conftest import BROWSER, TestClient, ask_as
from tests.server.pages import CLOSE, OPEN, Page
from tests.server.test_pages import PAGES


@dataclass(frozen=True)
class PseudoReader(Reader):
    """A reader whose every message and date stands in marks."""

    def find(self, message_id: str, variables: Mapping[str, Variable]) -> Message:
        found = super().find(message_id, variables)
        return Message(f"{OPEN}{found.text}{CLOSE}", self.language)

    def date(self, written: str) -> str:
        return f"{OPEN}{super().date(written)}{CLOSE}"


@pytest.fixture(scope="module")
def pseudo(curated_snapshot: Snapshot, processes: QueryProcesses) -> Iterator[TestClient]:
    app = create_app(curated_snapshot, processes, reader_for=PseudoReader)
    with ask_as(app, **{"Accept": BROWSER, "Accept-Language": "en"}) as found:
        yield found


FAULTY = "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%7D"
TRUE = "/sparql?query=ASK+%7B%7D"
CUT = "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D"


@pytest.mark.parametrize(
    "address",
    [
        *PAGES,
        FAULTY,
        TRUE,
        CUT,
        "/nothing",
        "/organisation/oost-nl?lang=nl",
        "/agreement/mou-2021?lang=de",
    ],
)
def test_no_visible_text_is_untranslated(pseudo: TestClient, address: str) -> None:
    page = Page(pseudo.get(address).text)
    assert page.text.count(OPEN) > 5
    assert page.text.count(OPEN) == page.text.count(CLOSE)
    assert page.untranslated == []


def test_the_pseudo_locale_finds_untranslated_text() -> None:
    page = Page(
        f'<main title="left"><p>{OPEN}told{CLOSE}</p><p>left</p><b lang="de">Ort</b></main>'
    )
    assert page.untranslated == ["main@title='left'", "left"]


def test_no_dutch_or_german_page_speaks_english(reader: TestClient) -> None:
    english = {line for address in PAGES for line in _messages(reader, address, "en")}
    for language in ("nl", "de"):
        for address in PAGES:
            same = _messages(reader, address, language) & english
            assert {line for line in same if " " in line.strip()} == set(), (language, address)


def _messages(reader: TestClient, address: str, language: str) -> set[str]:
    """Return the texts of headings and buttons of a page, those from the graph left out."""
    page = reader.get(address, headers={"Accept-Language": language}).text
    spoken = ("aria-label", "placeholder")
    return {
        value
        for _, found in Page(page).elements
        for name in spoken
        if (value := found.get(name)) and "data-source" not in found
    }


def test_the_chosen_language_is_kept(reader: TestClient) -> None:
    reader.headers["Accept-Language"] = "de"
    assert reader.get("/").headers["content-language"] == "de"
    chosen = reader.get("/map?lang=nl")
    assert chosen.headers["content-language"] == "nl"
    cookie = chosen.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert reader.get("/").headers["content-language"] == "nl"
    assert reader.get("/?lang=en").headers["content-language"] == "en"


def test_an_unknown_language_changes_nothing(reader: TestClient) -> None:
    reader.cookies.set("techland_language", "xx")
    answer = reader.get("/?lang=fr")
    assert answer.headers["content-language"] == "en"
    assert "set-cookie" not in answer.headers


def test_language_links_keep_the_page(reader: TestClient) -> None:
    page = Page(reader.get("/queries/signatories?role=supporter&lang=de").text)
    links = [link for link in page.attributes("a", "href") if "lang=" in link]
    assert links == [f"?role=supporter&lang={language}" for language in ("nl", "de", "en")]


def test_answers_vary_by_what_they_depend_on(reader: TestClient) -> None:
    for address in ("/", "/organisation/oost-nl"):
        vary = reader.get(address).headers["vary"].lower()
        assert "accept-language" in vary
        assert "cookie" in vary
    assert "accept," in reader.get("/organisation/oost-nl").headers["vary"].lower() + ","


@pytest.mark.parametrize(
    "address",
    [
        "/api/map",
        "/api/map/node?id=organisation/saxion",
        "/api/search?q=twente",
        "/api/complete?q=twente",
        "/api/editor/words",
        "/download/techland.gexf",
        "/download/map.csv",
        "/correction.txt?thing=https://w3id.org/techland/organisation/saxion",
    ],
)
def test_what_is_written_for_one_reader_is_given_to_no_other(
    client: TestClient, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    told = [name.strip().lower() for name in answer.headers["vary"].split(",")]
    assert {"accept-language", "cookie"} <= set(told)
    assert len(told) == len(set(told))


def test_what_rests_on_no_language_varies_by_none(client: TestClient) -> None:
    for address in "/sparql?query=ASK%7B%7D", "/static/pages/page.css", "/download/techland.csv":
        assert "accept-language" not in client.get(address).headers.get("vary", "").lower()


def test_the_language_is_read_beside_other_cookies_however_they_are_written(
    client: TestClient,
) -> None:
    # A quoted cookie of this length held up some versions of Python for most of a second.
    backslashes = "\\" * 12_000
    for cookie, language in {
        f'x="{backslashes}"; techland_language=de': "de",
        f'techland_language="{backslashes}"': "en",
        "a=b;techland_language = nl ;c": "nl",
        "xtechland_language=nl": "en",
        ";;=;": "en",
    }.items():
        answer = client.get("/", headers={"Cookie": cookie})
        assert answer.headers["content-language"] == language


def test_only_its_own_cookie_is_taken_apart(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_apart(text: str) -> str:
        raise AssertionError(text)

    monkeypatch.setattr(http.cookies, "_unquote", taken_apart)
    assert client.get("/", headers={"Cookie": 'x="\\1"'}).status_code == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("nl, en;q=0.5", ["nl", "en"]),
        ("en;q=0.5, nl", ["nl", "en"]),
        ("de;q=0, nl;q=0.1", ["nl"]),
        ("*", []),
        ("", []),
        ("nl;q=x, de;q=2, en;q=0.3", ["en"]),
        (" ,;q=1, nl ; q=0.2", ["nl"]),
    ],
)
def test_wished_languages(header: str, expected: list[str]) -> None:
    assert preferred_languages(header) == expected


OFFERED = ["application/json", "text/csv", "text/html"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.1, */*;q=0.5", "application/json"),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/html"),
        ("application/json;q=0, */*", "text/csv"),
        (BROWSER, "text/html"),
        ("image/png", None),
        ("TEXT/CSV", "text/csv"),
    ],
)
def test_wished_media_types(header: str | None, expected: str | None) -> None:
    assert choose_media_type(header, OFFERED) == expected


def test_qualities_are_read_in_their_order() -> None:
    assert read_qualities("a, b;q=0.5, c;q=0.9") == [("a", 1.0), ("c", 0.9), ("b", 0.5)]
