"""The editor and the questions for everyone: axe-core, the keyboard alone, every width."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.editor_page import CODE, PLAIN, open_editor, run, view, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "tests" / "screenshots"
DOTS = ".picture .mark-symbol path"
OUTSIDE = """(dots) => [...document.querySelectorAll(dots)].filter((dot) => {
  const [one, all] = [dot, dot.ownerSVGElement].map((shape) => shape.getBoundingClientRect());
  return one.left < all.left || one.right > all.right
    || one.top < all.top || one.bottom > all.bottom;
}).length"""
# As where the reader lets pages keep nothing.
REFUSES = """for (const name of ['sessionStorage', 'localStorage'])
  Object.defineProperty(window, name, {
    get() { throw new DOMException('', 'SecurityError'); } });"""
TEXT = """SELECT ?name ?start ?end {
  ?name a tl:Project ; schema:startDate ?start ; schema:endDate ?end }"""


def violations(page: Page) -> list[Any]:
    """Return what axe-core finds wrong, by rule and place."""
    # Put in by the driver: the page's own policy lets no such script in.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found["violations"]
    ]


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_editor(page, address)
    assert violations(page) == []
    write(page, "SELECT * { ?s ?p }")
    page.locator("#fault-line.wrong").wait_for()
    run(page)
    assert violations(page) == []
    write(page, TEXT)
    run(page)
    page.wait_for_timeout(200)
    assert violations(page) == []
    view(page, "Timeline")
    assert violations(page) == []
    for name in ("Cite", "Use in …", "Link"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("dialog").wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+Home")
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" ORD")
    page.locator(".cm-tooltip-autocomplete li").first.wait_for()
    assert violations(page) == []
    for path in ("queries", "queries/cross-border-partners-on-theme", "queries/changes-per-year"):
        page.goto(f"{address}{path}?lang=de")
        if path != "queries":
            draw(page)
        assert violations(page) == []
    context.close()


def draw(page: Page) -> None:
    """Ask for the picture of a question's answer, unless one was asked for before."""
    page.locator("#drawing button, #drawing [data-drawn]").first.wait_for()
    asked = page.locator("#drawing > button")
    if asked.count():
        asked.click()
    page.locator("#drawing [data-drawn]").wait_for()


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the thing that a selector names has the focus."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press(key)
    pytest.fail(f"the keyboard does not reach {selector}")


def test_the_keyboard_alone_asks_stops_looks_and_cites(page: Page, address: str) -> None:
    page.goto(f"{address}query?lang=en")
    reach(page, PLAIN)
    page.locator(f"{CODE}:focus").wait_for()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("SELECT ?s ?n { ?s a ")
    page.keyboard.press("Control+Space")
    page.locator(".cm-tooltip-autocomplete li[aria-selected]").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.type("tl:Agreement ; dct:title ?n")
    page.keyboard.press("Control+Enter")
    page.locator("#answer-status", has_text="Done").wait_for()
    # Tab writes within the text; after Escape it leaves.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    reach(page, "button.main")
    reach(page, ".result-bar .tabs button:nth-child(4)")
    page.keyboard.press("Enter")
    page.locator(".picture").wait_for()
    reach(page, ".result-bar .tabs button:nth-child(1)", "Shift+Tab")
    page.keyboard.press("Space")
    reach(page, ".rows")
    page.keyboard.press("End")
    assert (
        page.locator(".rows").evaluate("table => table.scrollTop") > 0
        or page.locator(".rows tbody tr").count() < 15
    )
    reach(page, ".take button:nth-child(4)", "Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    reach(page, "dialog textarea")
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Cite"


def test_a_browser_that_keeps_nothing_asks_and_draws(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.add_init_script(REFUSES)
    open_editor(page, address)
    write(page, TEXT)
    run(page)
    page.goto(f"{address}queries/changes-per-year?lang=en")
    draw(page)
    assert faults == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_is_wider_than_its_window(
    browser: Browser, address: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    SCREENSHOTS.mkdir(exist_ok=True)
    open_editor(page, address)
    page.locator("#shelf-search").fill("theme border")
    page.locator(".shelf .choice", has_text="across the border on a theme").click()
    page.locator(".picture [data-drawn]").wait_for()
    page.screenshot(path=SCREENSHOTS / f"editor-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(DOTS).count() > 50
    assert page.evaluate(OUTSIDE, DOTS) == 0
    page.goto(f"{address}queries/changes-per-year?lang=en")
    draw(page)
    page.screenshot(path=SCREENSHOTS / f"question-{width}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
