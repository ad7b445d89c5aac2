"""What a reader of the map meets by the way: no server, a phone, a slider, a link to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.server.map_page import READY, drawn, open_map, set_years, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_the_ground_is_there_when_the_server_is_not(browser: Browser, address: str) -> None:
    """On a phone: what is said stands above the picture, and what is chosen is a tap away."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    page = context.new_page()
    with page.expect_response("**/ground.json"):
        open_map(page, address, "lang=en&layout=force")
    page.wait_for_timeout(100)
    context.set_offline(True)
    border = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--border-line').trim()"
    )
    assert not page.evaluate(PIXELS, border)
    page.get_by_role("button", name="Search and filter").tap()
    page.get_by_role("radio", name="Map").check()
    page.locator("#netmap-controls-close").tap()
    page.wait_for_selector(READY)
    assert page.evaluate(PIXELS, border) > 100
    read = page.get_by_role("button", name="Details")
    assert read.is_hidden()
    page.evaluate("document.querySelector('#netmap-nodes').open = true")
    page.locator("#netmap-nodes tbody button").first.click()
    page.wait_for_selector("#netmap-note:has-text('server does not answer')")
    note, stage = (page.locator(one).bounding_box() for one in ("#netmap-note", "#netmap-stage"))
    assert note
    assert stage
    assert note["y"] + note["height"] <= stage["y"]
    assert violations(page) == []
    read.tap()
    assert page.evaluate("document.activeElement.closest('#netmap-details') !== null")
    heading = page.locator("#netmap-details h2").bounding_box()
    assert heading
    assert 0 <= heading["y"] < 500
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


# How many pixels of the picture have a colour.
PIXELS = """(colour) => {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [...document.querySelectorAll('#netmap-stage canvas')].reduce((sum, canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < data.length; at += 4)
      if (wanted.every((value, part) => data[at + part] === value)) sum++;
    return sum;
  }, 0);
}"""


def test_the_handles_of_years_stay_where_they_are(wide: Page, address: str) -> None:
    """What is left out for want of a date is told below them."""
    wide.set_viewport_size({"width": 390, "height": 844})
    open_map(wide, address)
    top = "document.querySelector('.time-track').offsetTop"
    before = wide.evaluate(top)
    set_years(wide, 2019, 2019)
    wide.locator("#netmap-time").get_by_text("without a known date").wait_for()
    assert wide.evaluate(top) == before
    wide.set_viewport_size({"width": 1440, "height": 900})


def test_who_came_by_a_link_is_offered_no_step_back(wide: Page, address: str) -> None:
    open_map(wide, address, "lang=en&min=99")
    note = wide.locator("#netmap-note")
    note.get_by_role("button", name="Show everything").wait_for()
    assert note.get_by_role("button", name="Take back").count() == 0
    note.get_by_role("button", name="Show everything").click()
    assert len(drawn(wide).ties) > 500


def test_a_window_too_narrow_for_any_picture_breaks_nothing(browser: Browser, address: str) -> None:
    """As of a tab that opens behind another: it gets its size later."""
    context = browser.new_context(viewport={"width": 20, "height": 300}, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}map?lang=en")
    page.wait_for_selector(READY, state="attached")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.getElementById('netmap-stage').drawn().labels.length")
    assert faults == []
    context.close()
