"""Search over HTTP: the page, the same as JSON, and as the other doors find it."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from techland.graph.home import Home
from techland.knowledge_graph import open_graph
from tests.server.conftest import TestClient
from tests.server.pages import Page

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


def test_the_box_is_on_every_page(reader: TestClient) -> None:
    for address in ("/", "/map", "/disputes", "/search", MUNSTER, "/nothing-here"):
        forms = Page(reader.get(address).text).attributes("form", "action")
        assert "/search" in forms, address
