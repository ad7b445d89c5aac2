"""How the map opens: little script before its picture; on a phone the picture before controls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.server.map_page import READY, drawn, open_map, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

MOST_BEFORE, MOST_IN_ALL = 50_000, 120_000
# The scripts of the page with their sizes, unpacked, and when they were asked for.
SCRIPTS = """() => performance.getEntriesByType('resource')
  .filter((one) => one.name.endsWith('.js'))
  .map((one) => [one.startTime, one.decodedBodySize])"""


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_the_picture_needs_little_script(phone: Page, address: str) -> None:
    open_map(phone, address, "lang=en")
    scripts = phone.evaluate(SCRIPTS)
    first = float(str(phone.locator("#netmap-stage").get_attribute("data-first")))
    before = [size for asked, size in scripts if asked < first]
    assert 0 < sum(before) < MOST_BEFORE
    assert sum(before) < sum(size for _, size in scripts) < MOST_IN_ALL


def test_without_the_rest_of_the_script_it_draws_and_says_so(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()

    def gone(route: Route) -> None:
        route.abort()

    page.route("**/around-*.js", gone)
    page.goto(f"{address}map?lang=en")
    page.wait_for_selector("#netmap-note:has-text('server does not answer')")
    page.wait_for_selector("#netmap-stage[data-whole]")
    context.close()


def test_on_a_phone_the_picture_comes_first_and_controls_unfold(phone: Page, address: str) -> None:
    open_map(phone, address, "lang=en")
    stage = phone.locator("#netmap-stage").bounding_box()
    assert stage
    assert stage["y"] < 320
    assert stage["height"] > 400
    form, button = phone.locator("#netmap-form"), phone.locator("#netmap-controls")
    assert form.is_hidden()
    button.tap()
    assert form.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert phone.evaluate("document.activeElement.id") == "netmap-controls-close"
    assert violations(phone) == []
    form.get_by_label("Only ties across the border").check()
    assert "across=1" in drawn(phone).view
    phone.keyboard.press("Escape")
    assert form.is_hidden()
    assert phone.evaluate("document.activeElement.id") == "netmap-controls"
    button.locator(".count", has_text="1").wait_for()
    button.tap()
    form.get_by_role("radio", name="Network").check()
    phone.touchscreen.tap(195, 40)
    assert form.is_hidden()
    assert "layout=force" in drawn(phone).view
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_wide_page_no_button_unfolds_controls(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}map?lang=en")
    page.wait_for_selector(READY)
    assert page.locator("#netmap-controls").is_hidden()
    assert page.locator("#netmap-form").is_visible()


def test_what_the_server_does_not_find_in_time_is_said(browser: Browser, address: str) -> None:
    """As at its deadline: an answer of status 504, which is not asked for again."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    asked: list[str] = []

    def late(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=504, content_type="application/problem+json", body="{}")

    page.route("**/api/map/measure/*", late)
    page.route("**/api/map/backbone*", late)
    page.goto(f"{address}map?lang=en&size=betweenness&color=community&backbone=1")
    legend = page.locator("#netmap-legend")
    legend.get_by_text("community (Leiden): the server did not answer in time").wait_for()
    legend.get_by_text("betweenness: the server did not answer in time").wait_for()
    page.locator("#netmap-note").get_by_text("did not find the backbone in time").wait_for()
    page.wait_for_timeout(400)
    assert len(asked) == len(set(asked)) == 3
    context.close()
