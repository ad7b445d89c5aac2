"""Addresses of merged records lead to what they are one with, and say why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from techland.graph.build import build
from techland.graph.home import Home
from techland.graph.identity.reviewing import decide
from techland.graph.ingest.importing import ImportOptions, import_files
from techland.graph.snapshot import active_snapshot
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from tests.graph.fact_folder import SMALL
from tests.graph.ingest.small_files import ORGANIZATION, cordis_file
from tests.server.conftest import BROWSER, TestClient, ask_as

RECORD = f"/organisation/cordis/{ORGANIZATION['organisationID']}"
THING = "/organisation/hochschule-borken"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder: Path = tmp_path_factory.mktemp("merged")
    told = {
        "name": "HOCHSCHULE BORKEN",
        "city": "Gronau",
        "country": "DE",
        "geolocation": "",
        "activityType": "HES",
    }
    file = cordis_file(folder / "organization.csv", {**ORGANIZATION, **told})
    home = Home(folder / "home")
    import_files(home, [file], ImportOptions(facts=SMALL))
    return home


@contextmanager
def served(home: Home) -> Iterator[TestClient]:
    snapshot = active_snapshot(home)
    with (
        QueryProcesses(snapshot.quads_path, size=1) as processes,
        ask_as(create_app(snapshot, processes), **{"Accept-Language": "de"}) as client,
    ):
        client.follow_redirects = False
        yield client


@pytest.fixture(scope="module")
def merged(home: Home) -> Iterator[TestClient]:
    with served(home) as client:
        yield client


def test_a_merged_record_leads_on_and_says_why(merged: TestClient) -> None:
    answer = merged.get(RECORD, headers={"Accept": BROWSER})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{THING}?replaces=")
    page = merged.get(answer.headers["Location"], headers={"Accept": BROWSER})
    assert page.status_code == 200
    assert "derselbe Ort: gronau" in page.text
    assert RECORD in page.text


def test_the_format_asked_for_goes_along(merged: TestClient) -> None:
    answer = merged.get(f"{RECORD}?format=turtle")
    assert answer.headers["Location"].startswith(f"{THING}?format=turtle&replaces=")
    rdf = merged.get(answer.headers["Location"])
    assert rdf.headers["Content-Type"].startswith("text/turtle")
    assert "HOCHSCHULE BORKEN" in rdf.text


def test_only_a_record_of_this_thing_is_named_on_its_page(merged: TestClient) -> None:
    other = "/organisation/kammer-west?replaces=https://w3id.org/techland" + RECORD
    page = merged.get(other, headers={"Accept": BROWSER})
    assert page.status_code == 200
    assert 'class="replaced"' not in page.text
    strange = merged.get(f"{THING}?replaces=<script>", headers={"Accept": BROWSER})
    assert strange.status_code == 200
    assert "<script>" not in strange.text.partition("</header>")[0].rpartition("<main")[2]


def bodies(client: TestClient) -> int:
    query = "SELECT ?o { ?o a <http://www.w3.org/ns/org#FormalOrganization> }"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    return len(answer.text.split()) - 1


def test_unmerging_restores_the_pages_and_the_counts(merged: TestClient, home: Home) -> None:
    before = bodies(merged)
    assert "HOCHSCHULE BORKEN" in merged.get(THING, headers={"Accept": BROWSER}).text
    apart = {"first": RECORD[1:], "second": THING[1:], "decision": "different", "reason": "two"}
    decide(home, [apart])
    build(home, SMALL)
    with served(home) as client:
        assert bodies(client) == before + 1
        page = client.get(RECORD, headers={"Accept": BROWSER})
        assert page.status_code == 200
        assert "HOCHSCHULE BORKEN" in page.text
        whole = client.get(f"{THING}?format=turtle").text
        assert "HOCHSCHULE BORKEN" not in whole
        assert "Hochschule Borken" in whole
    (home.facts / "identity.csv").unlink()
    build(home, SMALL)
    with served(home) as client:
        assert bodies(client) == before
        assert client.get(RECORD, headers={"Accept": BROWSER}).status_code == 302
