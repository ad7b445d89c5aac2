"""Search over HTTP: the page, the same as JSON, and as the other doors find it."""

from __future__ import annotations

import json
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import open_graph
from techland.queries.evaluation import QueryProcesses
from techland.queries.search.sidecar import index_of
from techland.server.app import create_app
from tests.server.conftest import BROWSER, TestClient, ask_as
from tests.server.pages import Page

if TYPE_CHECKING:
    from tantivy import Index

MUNSTER = "/organisation/universitaet-muenster"


@pytest.mark.parametrize("text", ["WWU", "univ munster", "Universitaet Muenster"])
def test_the_first_result_leads_to_the_thing(reader: TestClient, text: str) -> None:
    hits = reader.get("/search", params={"q": text}).text.split('class="hits"')[1]
    assert Page(hits).attributes("a", "href")[0] == MUNSTER


def test_both_doors_find_the_same(client: TestClient, curated_home: Home) -> None:
    asked = {"q": "hydrogen", "kind": ["project", "agreement"], "limit": "7", "facets": "1"}
    told = client.get("/api/search", params=asked).json()
    with open_graph(curated_home) as kg:
        found = kg.search("hydrogen", kind=["project", "agreement"], limit=7, facets=True)
    for result in told["results"]:
        assert result.pop("address").startswith("/")
        assert result.pop("shown")["name"]
    assert told == json.loads(json.dumps(found.as_json()))
    assert told["total"] > len(told["results"]) == 7


def test_suggestions_come_in_the_readers_language(client: TestClient) -> None:
    asked = {"q": "euregio", "kind": "organisation", "limit": "4"}
    dutch = client.get("/api/search", params=asked | {"lang": "nl"}).json()["results"]
    assert [one["shown"]["kind"] for one in dutch] == ["Organisatie"] * 4
    assert {"Euregio Rijn-Waal", "Eems Dollard Regio"} < {one["shown"]["name"] for one in dutch}


def test_a_facet_narrows_and_is_taken_away(reader: TestClient) -> None:
    page = Page(reader.get("/search?q=hydrogen").text)
    links = [link for link in page.attributes("a", "href") if "kind=agreement" in link]
    narrowed = Page(reader.get(links[0]).text)
    told = parse_qs(urlsplit(links[0]).query)
    assert told == {"q": ["hydrogen"], "kind": ["agreement"]}
    assert "/search?q=hydrogen" in narrowed.attributes("a", "href")
    assert "Agreement" in narrowed.text


def test_every_result_can_be_reached_page_by_page(reader: TestClient) -> None:
    address, seen = "/search?q=twente", []
    for _ in range(20):
        text = reader.get(address).text
        page = Page(text)
        hits = text.split("<ol")[1].split("</ol>")[0]
        seen += Page(hits).attributes("a", "href")
        following = [f.get("href") for tag, f in page.elements if f.get("rel") == "next"]
        if not following:
            break
        address = str(following[0])
    total = reader.get("/api/search?q=twente").json()["total"]
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize(
    "query",
    [
        "?limit=x",
        "?limit=-1",
        "?limit=%C2%B2",
        f"?limit={'9' * 5000}",
        "?offset=1001",
        "?themes=hydrogen",
        "?limit=9999",
        f"?q={'x' * 1001}",
    ],
)
@pytest.mark.parametrize("path", ["/search", "/api/search"])
def test_a_wrong_search_is_refused_with_a_hint(client: TestClient, path: str, query: str) -> None:
    answer = client.get(path + query)
    assert answer.status_code == 400
    assert answer.json()["hint"]


def test_text_is_shown_as_text(reader: TestClient) -> None:
    evil = '"><script>alert(1)</script>'
    page = reader.get("/search", params={"q": evil}).text
    assert "<script>alert" not in page
    assert Page(page).attributes("input", "value") == [evil]


@pytest.mark.parametrize("facet", ["theme", "source", "dataset"])
@pytest.mark.parametrize("value", ["<script>", "a:<b>", "a b", "\x00", "{}", "é" * 3000])
def test_a_facet_that_is_no_iri_finds_nothing(reader: TestClient, facet: str, value: str) -> None:
    answer = reader.get("/search", params={facet: value})
    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_the_box_is_on_every_page(reader: TestClient) -> None:
    for address in ("/", "/map", "/disputes", "/search", MUNSTER, "/nothing-here"):
        forms = Page(reader.get(address).text).attributes("form", "action")
        assert "/search" in forms, address


def test_every_link_keeps_the_version(reader: TestClient, curated_snapshot: Snapshot) -> None:
    version = curated_snapshot.version
    page = Page(reader.get(f"/search?q=hydrogen&kind=project&version={version}").text)
    links = page.attributes("a", "href")
    searches = [link for link in links if link.startswith(("/search?", "/api/search?"))]
    assert len(searches) > 5
    assert all(f"version={version}" in link for link in searches)
    assert reader.get("/search?q=hydrogen&version=0123456789").status_code == 410
    assert reader.get("/search?q=hydrogen&colour=red").status_code == 400


def test_a_search_before_its_index_says_so(
    curated_snapshot: Snapshot, processes: QueryProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Event()

    def slow(snapshot: Snapshot) -> Index:
        done.wait(60)
        return index_of(snapshot)

    monkeypatch.setattr("techland.server.publication.index_of", slow)
    monkeypatch.setattr("techland.server.publication.Publication.index_soon.__defaults__", (0.05,))
    application = create_app(curated_snapshot, processes)
    with ask_as(application, Accept=BROWSER) as early:
        page = early.get("/search?q=twente")
        assert page.status_code == 503
        assert int(page.headers["Retry-After"]) > 0
        assert "is being made" in page.text
        # What needs no search goes on meanwhile.
        assert early.get("/organisation/oost-nl").status_code == 200
        done.set()
        application.state.publication.index  # noqa: B018 (waits until it is made)
        assert "Universit" in early.get("/search?q=twente").text


def test_regions_and_countries_are_found(client: TestClient) -> None:
    def first(text: str) -> str:
        return str(client.get("/api/search", params={"q": text}).json()["results"][0]["address"])

    assert first("DEA33") == "/nuts/DEA33"
    assert first("Duitsland") == first("Germany") == "/country/DEU"


def test_only_the_first_page_of_few_letters_is_kept(reader: TestClient) -> None:
    kept = reader.app.state.publication.short_searches  # type: ignore[attr-defined]  # Starlette
    kept.clear()
    first = reader.get("/api/search", params={"q": "un", "limit": "5"}).json()
    assert list(kept) == [("un", 5)]
    assert reader.get("/api/search", params={"q": "un", "limit": "5"}).json() == first
    asked = {"q": "un", "limit": "5", "offset": "3"}
    assert reader.get("/api/search", params=asked).json()["results"][0] == first["results"][3]
    assert list(kept) == [("un", 5)]
