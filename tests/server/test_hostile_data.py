"""Every text of the graph is hostile here: markup, right to left, very long, signs and emoji.

The curated facts are served with each name, title, note and description begun by one of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette

from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from tests.server.conftest import BROWSER, TestClient, ask_as, served
from tests.server.hostile_snapshot import LEAKS, hostile_snapshot
from tests.server.pages import Page

if TYPE_CHECKING:
    from playwright.sync_api import Page as Opened

PAGES = (
    "agreement/mou-2021",
    "organisation/oost-nl",
    "activity/mind",
    "activity/interreg-v-a-de-nl",
    "event/dse-2024",
    "theme/energy",
    "place/muenster",
    "nuts/DEA33",
    "country/DEU",
    "source/3c3546c0b76c",
    "disputes",
    "sources",
    "search?q=Grenz",
    "search?q=script",
    "correction?thing=https://w3id.org/techland/agreement/mou-2021",
)


@pytest.fixture(scope="module")
def hostile(
    curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Starlette]:
    snapshot = hostile_snapshot(curated_snapshot, tmp_path_factory.mktemp("hostile"))
    with QueryProcesses(snapshot.quads_path) as processes:
        yield create_app(snapshot, processes)


@pytest.fixture(scope="module")
def hostile_reader(hostile: Starlette) -> Iterator[TestClient]:
    with ask_as(hostile, **{"Accept": BROWSER, "Accept-Language": "nl"}) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_markup_stays_text(hostile_reader: TestClient, path: str) -> None:
    answer = hostile_reader.get(f"/{path}")
    assert answer.status_code == 200
    page = Page(answer.text)
    for tag, found in page.elements:
        assert not [name for name in found if name.startswith("on")], (tag, found)
        assert tag != "img" or str(found["src"]).startswith("/static/")
        if tag == "script":
            assert found.get("src", "/static/").startswith("/static/")  # type: ignore[union-attr]  # never empty
    if "</script><script>alert(1)" in page.text or not path.startswith("search"):
        assert "{{7*7}}" in page.text or "🦊" in page.text
    assert "</script><script>" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_embedded_data_is_json_whatever_it_holds(hostile_reader: TestClient, path: str) -> None:
    text = hostile_reader.get(f"/{path}").text
    for piece in text.split('<script type="application/ld+json">')[1:]:
        json.loads(piece.split("</script>")[0])


@pytest.fixture(scope="module")
def hostile_address(hostile: Starlette) -> Iterator[str]:
    with served(hostile) as found:
        yield found


@pytest.mark.soak
def test_the_layout_holds_on_a_phone(page: Opened, hostile_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.on("dialog", lambda _: pytest.fail("a script of the data ran"))
    faults = {}
    for path in PAGES:
        page.goto(f"{hostile_address}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        leaks = page.evaluate(LEAKS)
        if wide > 390 or leaks:
            faults[path] = wide, leaks[:5]
    assert faults == {}, faults


@pytest.mark.soak
def test_suggestions_show_hostile_names_as_text(page: Opened, hostile_address: str) -> None:
    page.on("dialog", lambda _: pytest.fail("a script of the data ran"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{hostile_address}?lang=en")
    page.get_by_role("combobox").fill("twente")
    page.get_by_role("option").first.wait_for()
    told = " ".join(page.get_by_role("option").all_inner_texts())
    assert "<script>" in told or "🦊" in told or "\u202e" in told
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
