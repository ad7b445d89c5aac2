"""Older versions: a permalink answers the same after a new build, and 410 when it was pruned."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from techland.graph.home import Home
from techland.graph.publication import Contents, publish
from techland.graph.snapshot import Snapshot
from techland.queries.catalogue import query_named
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from techland.server.versions import OPEN
from tests.server.conftest import BROWSER, LOCALHOST, ask_as

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a tl:Agreement }"


def narrowed(home: Home, old: Snapshot, without: str) -> Snapshot:
    """Publish a version that lacks the lines with a text."""
    lines = old.quads_path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if without not in line]
    assert len(kept) < len(lines)
    return publish(home, Contents(kept, old.manifest, old.report, old.built))


@pytest.fixture(scope="module")
def home(curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("versions"))
    shutil.copytree(curated_snapshot.directory, home.snapshots / curated_snapshot.version)
    return home


@pytest.fixture(scope="module")
def old(home: Home, curated_snapshot: Snapshot) -> Snapshot:
    return Snapshot(home.snapshots / curated_snapshot.version)


@pytest.fixture(scope="module")
def newer(home: Home, old: Snapshot) -> Iterator[Starlette]:
    new = narrowed(home, old, "/agreement/mou-2021")
    with QueryProcesses(new.quads_path) as processes:
        app = create_app(new, processes)
        yield app
        app.state.versions.close()


def test_a_permalink_answers_as_before_a_new_build(newer: Starlette, old: Snapshot) -> None:
    with QueryProcesses(old.quads_path) as processes:
        before = create_app(old, processes)
        with ask_as(before) as client:
            told = client.post("/api/editor/citation?title=What", content=COUNT).json()
            page = client.get("/queries/signatories", headers={"Accept": BROWSER}).text
            routes = ("/api/signatories.csv", "/api/agreements.json?page=1&page_size=100")
            answers = [client.get(route).content for route in routes]
            first = client.get(told["permalink"].removeprefix(LOCALHOST)).content
    link = told["permalink"].removeprefix(LOCALHOST)
    assert link in told["bib"] or told["permalink"] in told["bib"]
    assert old.version in told["ris"]
    assert COUNT in told["txt"]
    with ask_as(newer) as client:
        again = client.get(link)
        assert again.content == first
        assert client.get(link.split("&version")[0]).content != first
        for route, answer in zip(routes, answers, strict=True):
            mark = "&" if "?" in route else "?"
            assert client.get(f"{route}{mark}version={old.version}").content == answer
            assert client.get(route).content != answer
        cited = re.search(r"(/queries/signatories\?version=\w{64})", page)
        assert cited
        shown = client.get(cited[1], headers={"Accept": BROWSER}).text
        assert old.short in shown
        assert "older version" in shown
        assert "mou-2021" in shown
        assert (
            "mou-2021" not in client.get("/queries/signatories", headers={"Accept": BROWSER}).text
        )


def test_a_version_may_be_named_by_its_beginning_and_in_a_form(
    newer: Starlette, old: Snapshot
) -> None:
    with ask_as(newer) as client:
        by_address = client.get("/sparql", params={"query": COUNT, "version": old.version[:10]})
        by_form = client.post("/sparql", data={"query": COUNT, "version": old.version})
        body = {"content": COUNT, "headers": {"Content-Type": "application/sparql-query"}}
        by_post = client.post(f"/sparql?version={old.version}", **body)
        now = client.post("/sparql", **body)
    assert by_address.content == by_form.content == by_post.content != now.content


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK{}", "/query?", "/queries?", "/queries/themes?", "/api/themes?"]
)
def test_a_version_that_is_not_kept_is_gone_and_says_which_are(
    newer: Starlette, old: Snapshot, path: str
) -> None:
    gone = "0" * 64
    with ask_as(newer) as client, ask_as(newer, Accept=BROWSER) as reader:
        for none in ("", old.version[:5], "nonsense", "%00"):
            assert client.get(f"{path}&version={none}").status_code == 410
        answer = client.get(f"{path}&version={gone}")
        page = reader.get(f"{path}&version={gone}")
    assert answer.status_code == 410
    assert old.version in answer.json()["known"]
    assert page.status_code == 410
    assert old.short in page.text


def test_a_pruned_version_is_gone_and_a_pinned_one_is_not(home: Home, old: Snapshot) -> None:
    home.pins.write_text(f"{old.short}\n")
    pruned = []
    for number in range(12):
        lines = [f"<http://a/{number}> <http://b> <http://c> .\n"]
        pruned.append(publish(home, Contents(lines, old.manifest, old.report, old.built)))
    kept = {folder.name for folder in home.snapshots.iterdir()}
    gone = next(snapshot for snapshot in pruned if snapshot.version not in kept)
    with QueryProcesses(pruned[-1].quads_path) as processes:
        app = create_app(pruned[-1], processes)
        with ask_as(app) as client:
            answer = client.get("/sparql", params={"query": COUNT, "version": gone.version})
            assert answer.status_code == 410
            assert set(answer.json()["known"]) == kept
            pinned = client.get("/sparql", params={"query": COUNT, "version": old.version})
            assert pinned.status_code == 200
            # Many versions are asked one after the other; only some stay loaded.
            for version in [*sorted(kept)[:4], *sorted(kept)[:1]]:
                assert client.get(f"/sparql?query=ASK{{}}&version={version}").status_code == 200
            assert len(app.state.versions._open) == OPEN
            app.state.versions.close()


def test_a_map_of_an_older_version_shows_the_ties_of_that_version(
    newer: Starlette, old: Snapshot
) -> None:
    agreement = "https://w3id.org/techland/agreement/mou-2021"
    query = f"SELECT ?source ?target {{ <{agreement}> ?p ?source ; ?q ?target }}"
    shown = {"query": query, "lang": "en"}
    with ask_as(newer) as client:
        now = client.get("/api/map", params=shown).content
        then = client.get("/api/map", params={**shown, "version": old.version}).content
        files = [
            client.get("/download/map.csv", params={**shown, **more}).text.count("\n")
            for more in ({}, {"version": old.version})
        ]
    assert b"mou-2021" not in now
    assert len(then) > len(now)
    assert files[1] > files[0]


def test_downloads_of_an_older_page_are_of_that_version(newer: Starlette, old: Snapshot) -> None:
    with ask_as(newer, Accept=BROWSER) as reader:
        text = query_named("agreements").text
        page = reader.get("/sparql", params={"query": text, "version": old.version}).text
        found = re.search(r'href="(/sparql\?query=[^"]*format=csv[^"]*)"', page)
        assert found
        assert "mou-2021" in reader.get(found[1].replace("&amp;", "&")).text
