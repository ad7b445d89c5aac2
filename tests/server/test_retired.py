"""A retired id leads to what takes its place, and says why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from tests.server.conftest import BROWSER, TestClient, ask_as
from tests.server.pages import Page

BASE = "https://w3id.org/techland/"
OLD, NEW = f"{BASE}organisation/wwu", f"{BASE}organisation/universitaet-muenster"
REASON = 'The university gave up this name & its "WWU" in 2023.'
DCT, TL = "http://purl.org/dc/terms/", f"{BASE}ontology#"


@pytest.fixture(scope="module")
def retired(
    curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """Serve the curated facts with a tombstone in the graph of identity."""
    folder = tmp_path_factory.mktemp("tombstone") / curated_snapshot.version
    folder.mkdir()
    quads = curated_snapshot.quads_path.read_text("utf-8")
    graph = f"<{BASE}graph/identity>"
    escaped = REASON.replace('"', '\\"')
    quads += f"<{OLD}> <{DCT}isReplacedBy> <{NEW}> {graph} .\n"
    quads += f'<{OLD}> <{TL}reason> "{escaped}"@en {graph} .\n'
    (folder / "data.nq").write_text(quads, "utf-8", newline="\n")
    for name in ("manifest.json", "build.json"):
        (folder / name).write_bytes((curated_snapshot.directory / name).read_bytes())
    snapshot = Snapshot(folder)
    with (
        QueryProcesses(snapshot.quads_path) as processes,
        ask_as(create_app(snapshot, processes), Accept=BROWSER) as client,
    ):
        yield client


@pytest.mark.parametrize("suffix", ["", ".ttl", ".html"])
def test_a_retired_id_redirects_with_its_reason(retired: TestClient, suffix: str) -> None:
    answer = retired.get(f"/organisation/wwu{suffix}", follow_redirects=False)
    assert answer.status_code == 301
    assert answer.headers["location"].startswith(f"/organisation/universitaet-muenster{suffix}?")
    assert answer.headers["link"] == f'<{NEW}>; rel="successor-version"'
    assert REASON in answer.text


def test_the_page_says_which_id_led_there_and_why(retired: TestClient) -> None:
    page = Page(retired.get("/organisation/wwu?lang=de").text)
    assert f"{OLD} wurde zurückgezogen" in page.text
    assert REASON in page.text


def test_nobody_can_make_a_page_say_that_it_replaces_another(retired: TestClient) -> None:
    asked = {"replaces": f"{BASE}organisation/oost-nl"}
    page = retired.get("/organisation/universitaet-muenster", params=asked).text
    assert "replaced" not in page
    assert retired.get("/organisation/oost-nl", params={"replaces": OLD}).text.count(OLD) == 0
