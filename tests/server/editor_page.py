"""The query editor as a reader's hands use it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The text is a plain field until it is used.
PLAIN, CODE = ".plain-text", ".cm-content"
TEXT = f"{PLAIN}, {CODE}"


def open_editor(page: Page, address: str, more: str = "?lang=en") -> None:
    page.goto(f"{address}query{more}")
    page.wait_for_selector("#editor[data-ready]")
    page.locator(TEXT).click()
    page.locator(CODE).wait_for()


def clear(page: Page) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")


def write(page: Page, text: str) -> None:
    """Put a text in whole, as from the clipboard."""
    clear(page)
    page.keyboard.insert_text(text)


def choose(page: Page, typed: str, option: str) -> None:
    """Type the beginning of a word, and take the option with a text from the list."""
    page.keyboard.type(typed)
    found = page.locator(".cm-tooltip-autocomplete li", has_text=option).first
    found.wait_for()
    # Names come from the server after words that the page knows, and move what is chosen.
    listed = page.locator(".cm-tooltip-autocomplete")
    before = ""
    while (now := listed.inner_text()) != before:
        before = now
        page.wait_for_timeout(500)
    for _ in range(60):
        if option in page.locator(".cm-tooltip-autocomplete li[aria-selected]").inner_text():
            break
        page.keyboard.press("ArrowDown")
    # A list that has only just opened takes no key, so that nobody chooses unawares.
    page.keyboard.press("Enter")
    page.locator(".cm-tooltip-autocomplete").wait_for(state="detached")


def run(page: Page) -> None:
    """Run the query, and wait for its end."""
    page.evaluate("document.querySelector('.answer-part').dataset.end = ''")
    page.get_by_role("button", name="Run", exact=True).click()
    wait_for_end(page)


def wait_for_end(page: Page) -> None:
    page.locator(".answer-part:not([data-end=''])[data-end]").wait_for()


def view(page: Page, name: str) -> None:
    """Go to a view of the answer, and wait until it is drawn."""
    page.locator(".result-bar .tabs").get_by_role("button", name=name, exact=True).click()
    if name != "Table":
        page.locator(".picture [data-drawn]").wait_for()


def shown_rows(page: Page) -> list[list[str]]:
    """Return the cells of the rows in the table, without the row's number."""
    return page.locator(".rows tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].slice(1)"
        ".map(cell => cell.querySelector('bdi')?.textContent ?? ''))"
    )


def asked(address: str, text: str, accept: str = "text/csv") -> str:
    """Return the answer that a program gets to a query."""
    answer = httpx2.post(f"{address}sparql", data={"query": text}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer.text


def csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))
