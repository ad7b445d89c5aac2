"""Links to a view: wrong ones open and say so, and the address follows as a browser allows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.server.map_page import READY, Drawn, drawn, open_map, set_years

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WRONG = (
    "layout=circle",
    "theme=no-such-theme",
    "since=soon",
    "until=99999",
    "min=-4",
    "steps=7",
    "size=age",
    "color=mood",
    "tie=blood",
    "backbone=1",
    "pick=organisation/nobody",
    "ego=organisation/nobody",
    "path=organisation/oost-nl",
    "pinned=organisation/oost-nl@here",
    "at=0,0,0",
    "version=0000000000000000",
    "lang=fr",
    "level=country",
    "old=1",
)
# Takes note of every change of the address; refuses them while it is told to, as Safari does.
NOTED = """(() => {
  const kept = history.replaceState.bind(history);
  window.changes = [];
  window.refused = 0;
  history.replaceState = (...words) => {
    if (window.refuses) { window.refused++; throw new DOMException('too often', 'SecurityError'); }
    window.changes.push(performance.now());
    kept(...words);
  };
})()"""


@pytest.fixture(scope="module")
def saved(browser: Browser, address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Save the map as one HTML file, as a network; gives its address."""
    context = browser.new_context()
    answer = context.request.get(f"{address}download/map.html?lang=en&layout=force")
    assert answer.ok
    path: Path = tmp_path_factory.mktemp("saved") / "map.html"
    path.write_bytes(answer.body())
    context.close()
    return path.as_uri()


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """Open a page on which nothing glides; a fault of its script fails the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def opened(page: Page, saved: str, words: str) -> tuple[Drawn, str]:
    """Open the file with these words; gives what is drawn and what is said."""
    page.goto("about:blank")
    page.goto(f"{saved}#{words}")
    page.wait_for_selector(READY)
    page.wait_for_selector("#netmap-note.told", state="attached")
    note = page.locator("#netmap-note")
    return drawn(page), note.inner_text() if note.is_visible() else ""


@pytest.mark.parametrize(
    "links",
    [
        ("layout=circle", "&".join(WRONG), "netmap-nodes"),
        pytest.param((*WRONG[1:], "%E0%A4%A", "at=1e9,1e9,1"), marks=pytest.mark.soak),
    ],
)
def test_a_file_opens_whatever_its_link_asks_for(
    still: Page, saved: str, links: tuple[str, ...]
) -> None:
    usual, said = opened(still, saved, "")
    assert said == ""
    assert usual.view == "layout=force"
    for words in links:
        found, said = opened(still, saved, words)
        assert (found.ties, found.places, found.at) == (usual.ties, usual.places, usual.at), words
        assert found.view == usual.view, words
        assert found.labels == usual.labels, words
        assert "does not have" in said, words
        first = words.split("&")[0]
        assert first in said or "%" in first or first.startswith("at=1e9"), words


def test_what_a_file_does_have_holds_beside_what_it_has_not(still: Page, saved: str) -> None:
    found, said = opened(still, saved, "layout=circle&theme=hydrogen&pick=organisation/oost-nl")
    assert found.view == "layout=force&pick=organisation/oost-nl&theme=hydrogen"
    assert "layout=circle" in said
    assert "hydrogen" not in said
    # The word is for the link: another view does not bear it.
    still.get_by_role("radio", name="Two sides").check()
    still.wait_for_function("() => document.getElementById('netmap-note').hidden")


def test_a_link_of_a_file_holds_in_a_tab_that_has_it_open(still: Page, saved: str) -> None:
    opened(still, saved, "")
    still.get_by_role("radio", name="Map").check()
    still.get_by_role("button", name="Copy link").click()
    still.wait_for_selector("#netmap-shared[data-link]")
    link = str(still.evaluate("document.getElementById('netmap-shared').dataset.link"))
    still.evaluate("location.hash = 'theme=hydrogen'")
    still.wait_for_selector('input[value="hydrogen"]:checked', state="attached")
    still.wait_for_selector(READY)
    assert drawn(still).view == "layout=force&theme=hydrogen"
    # The file opens as a network; a link to its map leads to the map.
    found, said = opened(still, saved, link.partition("#")[2])
    assert found.view.startswith("version=")
    assert "layout" not in found.view
    assert said == ""


def test_a_file_offers_no_backbone_that_it_cannot_find(still: Page, saved: str) -> None:
    opened(still, saved, "")
    assert still.locator('input[name="across"]').count() == 1
    assert still.locator('input[name="backbone"]').count() == 0


@pytest.mark.soak
def test_a_link_into_the_void_shows_the_whole(still: Page, address: str) -> None:
    open_map(still, address)
    whole = drawn(still)
    for at in ("0,0,0", "1e9,1e9,1", "0,0,-3"):
        open_map(still, address, f"lang=en&at={quote(at, safe=',')}")
        assert drawn(still).at == whole.at, at
        assert drawn(still).labels == whole.labels, at


def slide(page: Page, steps: int) -> None:
    """Drag the handle of the first year there and back, a step at a frame."""
    page.evaluate(
        """async (steps) => {
          const slider = document.querySelector('input.year-from');
          for (let step = 0; step < steps; step++) {
            slider.value = String(Number(slider.min) + 5 + (step % 30));
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            await new Promise((next) => requestAnimationFrame(next));
          }
        }""",
        steps,
    )


def test_the_address_follows_a_slider_at_a_pace_that_browsers_take(
    still: Page, address: str
) -> None:
    still.add_init_script(NOTED)
    open_map(still, address)
    slide(still, 120)
    last = drawn(still).view
    assert "since=" in last
    still.wait_for_function(
        "(last) => decodeURIComponent(location.search).includes(last)", arg=last
    )
    changes = still.evaluate("window.changes")
    apart = [after - before for before, after in pairwise(changes)]
    # Safari throws from the 101st within 30 s.
    assert apart
    assert min(apart) > 30_000 / 100


@pytest.mark.soak
def test_a_browser_that_refuses_a_change_of_address_stops_nothing(
    still: Page, address: str
) -> None:
    still.add_init_script(NOTED)
    open_map(still, address)
    still.evaluate("window.refuses = true")
    slide(still, 40)
    set_years(still, 2019, 2021)
    still.wait_for_function("() => window.refused > 0")
    found = drawn(still)
    assert "since=2019&until=2021" in found.view
    summary = still.locator("#netmap-sum")
    summary.get_by_text(f"{len(found.ids)} nodes").wait_for()
    still.get_by_role("button", name="Copy link").click()
    still.wait_for_selector("#netmap-shared[data-link]")
    assert "since=2019" in still.evaluate("navigator.clipboard.readText()")
    assert "since=2019" not in still.url
    still.evaluate("window.refuses = false")
    still.wait_for_function("() => location.search.includes('since=2019&until=2021')")
