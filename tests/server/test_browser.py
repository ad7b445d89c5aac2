"""What a reader does in a browser: start, ask, read, look at the map, in another language."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.applications import Starlette

from techland.server.serving import address_of_server, listen
from techland.viz.edition import Edition
from techland.viz.map_page import map_file
from techland.viz.reader import Reader
from tests.network.networks import EMOJI, EVIL, hostile_network

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
HOST = "127.0.0.1"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def address(application: Starlette) -> Iterator[str]:
    """Serve the application on a free port for the tests of this file."""
    listener = listen(HOST, 0)
    server = uvicorn.Server(uvicorn.Config(application, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield address_of_server(HOST, listener)
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture
def told(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about; a page without fault says nothing."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield complaints
    assert complaints == []


def ready(page: Page) -> None:
    page.wait_for_selector("#map-stage[data-ready]")


@pytest.mark.usefixtures("told")
def test_a_reader_asks_reads_looks_and_changes_language(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=en")
    page.get_by_role("link", name="SPARQL", exact=True).click()
    page.get_by_label("Query").fill(
        "PREFIX tl: <https://w3id.org/techland/ontology#>\n"
        "SELECT ?who { <https://w3id.org/techland/agreement/mou-2021> tl:signatory ?who }"
    )
    page.get_by_role("button", name="Run").click()
    assert "3 rows" in page.locator("#results").inner_text()
    page.locator('td a[href="/organisation/oost-nl"]').click()
    assert page.locator("h1").inner_text().startswith("Oost NL")
    page.locator("summary", has_text="sources").first.click()
    assert page.locator(".witnesses[open] a").first.is_visible()

    page.get_by_role("link", name="Map", exact=True).click()
    ready(page)
    assert page.locator("#map-ties tbody tr").count() > 500
    page.get_by_role("link", name="NL", exact=True).click()
    ready(page)
    assert page.locator("html").get_attribute("lang") == "nl"
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "nl"
    assert "samenwerking" in page.locator("h1").inner_text()


@pytest.mark.usefixtures("told")
def test_a_tie_tells_what_is_shared_and_who_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}map?lang=en")
    ready(page)
    page.locator("#map-ties > summary").click()
    page.locator("#map-ties .show").first.click()
    details = page.locator("#map-details")
    assert details.locator("h2 bdi").count() == 2
    assert "across the border" in details.inner_text()
    shared = details.locator(".undertakings > li")
    assert shared.count() > 1
    assert shared.first.locator(".sources a").count() > 0
    assert shared.first.locator("a").first.get_attribute("href").startswith("/")  # type: ignore[union-attr]  # it is there
    details.get_by_role("button", name="Close").click()
    assert details.locator("h2").count() == 0


@pytest.mark.usefixtures("told")
def test_an_organisation_is_found_by_name_and_clicked_in_the_picture(
    page: Page, address: str
) -> None:
    page.goto(f"{address}map?lang=en")
    ready(page)
    page.get_by_label("Find an organisation").fill("oost nl")
    page.keyboard.press("Enter")
    details = page.locator("#map-details")
    assert details.locator("h2").inner_text() == "Oost NL"
    details.locator(".partners button").first.click()
    assert details.locator("h2 bdi").count() == 2
    # A binational body stands on the border: the first dot met on it is one.
    page.get_by_role("button", name="Whole picture").click()
    stage = page.locator("#map-stage").bounding_box()
    assert stage
    for step in range(60):
        page.mouse.click(stage["x"] + stage["width"] / 2, stage["y"] + 60 + step * 8)
        if details.locator("h2 bdi").count() == 1:
            break
    assert "Binational" in details.inner_text()


@pytest.mark.usefixtures("told")
def test_ties_across_can_be_had_alone_in_picture_and_table(page: Page, address: str) -> None:
    page.goto(f"{address}map?lang=en")
    ready(page)
    page.locator("#map-ties > summary").click()
    rows = page.locator("#map-ties tbody tr")
    every = rows.count()
    page.get_by_label("Only ties across the border").check()
    shown = rows.locator("visible=true").count()
    assert 0 < shown < every
    assert rows.locator("visible=true").locator("td:nth-child(3)", has_text="no").count() == 0


@pytest.mark.usefixtures("told")
def test_the_map_is_used_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}map?lang=en")
    ready(page)
    before = page.locator("#map-stage").screenshot()
    page.locator("#map-stage").focus()
    for key in ("+", "ArrowRight", "ArrowDown", "-"):
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    assert page.locator("#map-stage").screenshot() != before
    page.locator("#map-organisations > summary").focus()
    page.keyboard.press("Enter")
    page.locator("#map-organisations .show").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#map-details h2").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#map-details h2").count() == 0


@pytest.mark.usefixtures("told")
def test_the_file_works_without_a_server_and_shows_text_as_text(page: Page, tmp_path: Path) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the data ran: {dialog.message}"))
    path = tmp_path / "map.html"
    path.write_text(map_file(hostile_network(), Edition("0" * 64, ()), Reader("en")), "utf-8")
    page.goto(path.as_uri())
    ready(page)
    page.locator("#map-ties > summary").click()
    page.locator("#map-ties .show").first.click()
    text = page.locator("#map-details").inner_text()
    assert EVIL in text
    page.locator("#map-organisations > summary").click()
    assert EMOJI in page.locator("#map-organisations").inner_text()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize(
    ("view", "path"),
    [
        ("start", ""),
        ("map", "map"),
        ("entity", "agreement/mou-2021"),
        ("question", "queries/signatories"),
        ("disputes", "disputes"),
        ("changes", "diff"),
    ],
)
def test_no_page_is_wider_than_its_window(
    page: Page, address: str, view: str, path: str, name: str
) -> None:
    width, height = SIZES[name]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}{path}")
    if view == "map":
        ready(page)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{view}-{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_pages_are_dark(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    for view, path in (("start", ""), ("map", "map")):
        page.goto(f"{address}{path}")
        if view == "map":
            ready(page)
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{view}-dark.png")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(int(part) for part in colour[4:-1].split(",")) < 64
    context.close()
