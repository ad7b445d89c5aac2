"""Every page answers, in every language, with its headers, and leads somewhere."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from techland.graph.snapshot import Snapshot
from techland.queries.catalogue import catalogue
from techland.server.rendering import NAVIGATION
from tests.server.conftest import TestClient
from tests.server.pages import Page

FACTS = Path(__file__).parents[2] / "facts"
PAGES = (
    "/",
    "/map",
    "/map?isolated=1",
    "/queries",
    "/queries/signatories",
    "/sparql",
    "/disputes",
    "/sources",
    "/ontology",
    "/diff",
    "/search?q=hydrogen&kind=agreement",
    "/search?q=zzxxyyqq",
    "/organisation/oost-nl",
    "/agreement/mou-2021",
    "/activity/techland",
    "/event/dse-2024",
    "/theme/hydrogen",
    "/place/muenster",
    "/nuts/DEA33",
    "/country/DEU",
)


def rows(table: str) -> list[dict[str, str]]:
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_a_page_answers_in_each_language(reader: TestClient, address: str, language: str) -> None:
    answer = reader.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}">' in answer.text
    page = Page(answer.text)
    assert len([tag for tag, _ in page.elements if tag == "h1"]) == 1
    assert len([tag for tag, _ in page.elements if tag == "main"]) == 1
    identifiers = [str(found["id"]) for _, found in page.elements if "id" in found]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_somewhere(reader: TestClient, address: str) -> None:
    found = {urlsplit(link) for link in Page(reader.get(address).text).attributes("a", "href")}
    own = sorted(
        {
            link.path + (f"?{link.query}" if link.query else "")
            for link in found
            if not link.netloc and not link.scheme and link.path
        }
    )
    for path in own[:: max(1, len(own) // 12)]:
        assert reader.head(path).status_code == 200, path


def test_the_start_page_counts_what_the_tables_hold(reader: TestClient) -> None:
    text = " ".join(Page(reader.get("/").text).text.split())
    projects = sum(row["kind"] == "project" for row in rows("programmes"))
    for number, name in (
        (len(rows("organisations")), "organisations"),
        (len(rows("agreements")), "agreements"),
        (projects, "projects"),
        (len(rows("events")), "events"),
        (len(rows("sources")), "sources"),
        (len(rows("conflicts")), "disagreements"),
    ):
        assert f"{number} {name}" in text


def test_gaps_stand_beside_the_counts_that_they_touch(
    reader: TestClient, curated_snapshot: Snapshot
) -> None:
    start, picture = (Page(reader.get(address).text).text for address in ("/", "/map"))
    told = "projects have no known participant"
    assert told in start
    assert told in picture
    gaps = {gap["code"]: gap["number"] for gap in curated_snapshot.manifest["gaps"]}
    assert f"{gaps['projects-without-participant']} {told}" in picture


def test_the_version_is_told_on_every_page(reader: TestClient, curated_snapshot: Snapshot) -> None:
    for address in PAGES:
        assert curated_snapshot.short in reader.get(address).text
    assert curated_snapshot.version in reader.get("/").text


def test_the_catalogue_is_listed_whole(reader: TestClient) -> None:
    links = Page(reader.get("/queries").text).attributes("a", "href")
    assert {f"/queries/{name}" for name in catalogue()} <= set(links)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_question_is_answered(reader: TestClient, name: str) -> None:
    answer = reader.get(f"/queries/{name}")
    assert answer.status_code == 200
    assert 'id="results"' in answer.text


def test_a_question_takes_its_parameters(reader: TestClient) -> None:
    query = next(query for query in catalogue().values() if "theme" in query.params)
    answer = reader.get(f"/queries/{query.name}", params={"theme": "batteries"})
    assert answer.status_code == 200
    assert 'value="batteries"' in answer.text
    assert "theme:batteries" in answer.text or "theme/batteries" in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/queries/no-such-question", 404),
        ("/queries/signatories?nonsense=1", 400),
        ("/organisation/nobody", 404),
        ("/nothing/at/all", 404),
        ("/%3Cscript%3E", 404),
        ("/organisation/a b", 404),
        ("/download/techland.doc", 406),
        ("/organisation/oost-nl?format=doc", 406),
    ],
)
def test_what_is_not_there_is_told_without_a_trace(
    reader: TestClient, client: TestClient, address: str, status: int
) -> None:
    page = reader.get(address)
    assert page.status_code == status
    assert "<h1>" in page.text
    assert "Traceback" not in page.text
    assert "<script>" not in page.text
    problem = client.get(address)
    assert problem.status_code == status
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == status


def test_other_methods_are_refused(client: TestClient) -> None:
    answer = client.post("/map")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert answer.json()["title"] == "Method Not Allowed"


def test_navigation_leads_to_pages(reader: TestClient) -> None:
    for address, _ in NAVIGATION:
        page = Page(reader.get(address).text)
        current = [found for tag, found in page.elements if found.get("aria-current") == "page"]
        assert [found["href"] for found in current] == [address]
