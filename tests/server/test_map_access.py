"""The map for every reader: axe at both widths, contrast in both schemes, files by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.map_page import READY, contrast, drawn, open_map, overlapping, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STATES = (
    "lang=en",
    "lang=en&layout=force&color=community&size=betweenness",
    "lang=en&layout=sides&pick=organisation/oost-nl",
    "lang=de&pick=organisation/fme~organisation/wagenborg-shipping",
    "lang=nl&theme=hydrogen&since=1979&until=1979",
    "lang=en&ego=organisation/oost-nl&steps=1&tie=projects&backbone=1",
)
# Colours of the page, that labels may have behind them.
BEHIND = ("sheet", "nl-field", "de-field", "sea", "land")


@pytest.fixture(scope="module", params=["light", pytest.param("dark", marks=pytest.mark.soak)])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        reduced_motion="reduce",
        color_scheme=request.param,
    )
    yield context.new_page()
    context.close()


@pytest.mark.soak
@pytest.mark.parametrize("query", STATES)
def test_axe_finds_nothing_on_a_phone(phone: Page, address: str, query: str) -> None:
    phone.goto(f"{address}map?{query}")
    phone.wait_for_selector(READY)
    assert violations(phone) == []
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    phone.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")
    phone.wait_for_timeout(300)
    assert violations(phone) == []


def test_labels_stand_out_from_every_ground_and_from_one_another(phone: Page, address: str) -> None:
    """Look at the pixels of each label: its ink on what is really behind it."""
    open_map(phone, address, "lang=en")
    found = drawn(phone)
    assert len(found.labels) > 8
    assert overlapping(found.labels) == []
    colour = "getComputedStyle(document.documentElement).getPropertyValue('--{}').trim()"
    ink, *behind = (phone.evaluate(colour.format(name)) for name in ("ink", *BEHIND))
    assert min(contrast(ink, one) for one in behind) >= 7
    for label in found.labels:
        assert contrast(ink, phone.evaluate(MEAN_BEHIND, label)) >= 4.5, label["text"]


# The mean colour of what is drawn below a label, its own canvas and rim left out.
MEAN_BEHIND = """(label) => {
  const stage = document.getElementById('netmap-stage');
  const below = [...stage.querySelectorAll('canvas')].slice(0, -1);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [below[0].width, below[0].height];
  const context = canvas.getContext('2d');
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--sheet');
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const one of below) context.drawImage(one, 0, 0);
  const ratio = canvas.width / stage.getBoundingClientRect().width;
  const { data } = context.getImageData(label.left * ratio, label.top * ratio,
    (label.right - label.left) * ratio, (label.bottom - label.top) * ratio);
  const sums = [0, 0, 0];
  data.forEach((value, at) => { if (at % 4 < 3) sums[at % 4] += value; });
  const hex = (sum) => Math.round((sum * 4) / data.length).toString(16).padStart(2, '0');
  return '#' + sums.map(hex).join('');
}"""


def tab_to(page: Page, selector: str, most: int = 160) -> None:
    for _ in range(most):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached by Tab")


def test_the_whole_task_is_done_by_keyboard_alone(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
        accept_downloads=True,
    )
    page = context.new_page()
    page.goto(f"{address}map?lang=en&layout=force")
    page.wait_for_selector(READY)
    press = page.keyboard.press
    tab_to(page, 'input[name="layout"]')
    press("ArrowRight")
    tab_to(page, ".netmap-filters > summary")
    press("Enter")
    tab_to(page, "details.facet > summary")
    press("Enter")
    tab_to(page, 'input[value="hydrogen"]')
    press("Space")
    tab_to(page, "input.year-from")
    for name in ("From year", "Until year"):
        slider = page.get_by_label(name)
        step = "ArrowRight" if int(slider.input_value()) < 2019 else "ArrowLeft"
        while int(slider.input_value()) != 2019:
            press(step)
        press("Tab")
    assert drawn(page).view == "theme=hydrogen&since=2019&until=2019"
    tab_to(page, "#netmap-ties tbody button")
    strongest = page.evaluate("document.activeElement.closest('tr').dataset.pick")
    press("Enter")
    tab_to(page, "#netmap-details h2 button", 400)
    tab_to(page, "#netmap-details .sources a")
    source = page.evaluate("document.activeElement.href")
    assert source.startswith("https://")
    tab_to(page, "#netmap-share", 400)
    press("Enter")
    page.wait_for_selector("#netmap-shared[data-link]")
    assert "pick=" in page.evaluate("navigator.clipboard.readText()")
    assert f"pick={strongest}" in drawn(page).view
    for name in ("svg", "gexf", "csv"):
        tab_to(page, f'[data-file="{name}"]')
        with page.expect_download() as download:
            press("Enter")
        assert download.value.path().stat().st_size > 500
    context.close()


def test_everything_said_is_what_is_drawn(phone: Page, address: str) -> None:
    open_map(phone, address, "lang=en&theme=hydrogen")
    phone.evaluate("document.getElementById('netmap-nodes').open = true")
    phone.wait_for_selector("#netmap-nodes[data-filled]")
    rows: list[dict[str, Any]] = phone.evaluate(
        """[...document.querySelectorAll('#netmap-ties tbody tr')].map((row) => row.dataset.pick)"""
    )
    assert sorted(map(str, rows)) == sorted("~".join(tie) for tie in drawn(phone).ties)
