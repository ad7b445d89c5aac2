"""What a reader does in a browser: start, ask, read, look at the map, in another language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


@pytest.fixture
def told(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about; a page without fault says nothing."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield complaints
    assert complaints == []


def ready(page: Page) -> None:
    page.wait_for_selector("#netmap-stage[data-ready]")


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
    page.locator(".fact .cites a").first.click()
    assert page.locator(".document-list li:target a").is_visible()

    page.get_by_role("link", name="Map", exact=True).click()
    ready(page)
    # The rest of the table comes when the picture stands.
    page.locator("#netmap-ties tbody tr").nth(500).wait_for(state="attached")
    page.get_by_role("link", name="NL", exact=True).click()
    ready(page)
    assert page.locator("html").get_attribute("lang") == "nl"
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "nl"
    assert "samenwerking" in page.locator("h1").inner_text()


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
