"""What lines and bars of the map say: dashes of a dispute, ties of each year; a wall screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from techland.graph.home import Home
from techland.knowledge_graph import open_graph
from tests.server.map_page import drawn, open_map, overlapping

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Of each tie long enough: whether its line is broken anywhere between its ends, by the pixels.
BROKEN = """() => {
  const stage = document.getElementById('netmap-stage');
  const lines = stage.querySelector('canvas').getContext('2d');
  const { nodes, ties } = stage.drawn();
  const at = new Map(nodes.map((node) => [node.id, node]));
  const { width } = stage.getBoundingClientRect();
  const ratio = lines.canvas.width / width;
  const isEmpty = (x, y) => {
    const { data } = lines.getImageData(Math.round(x * ratio) - 1, Math.round(y * ratio) - 1, 3, 3);
    return data.every((value, place) => place % 4 !== 3 || value < 8);
  };
  const found = {};
  for (const [one, other] of ties) {
    const [a, b] = [at.get(one), at.get(other)];
    if (!a || !b) continue;
    const far = Math.hypot(b.x - a.x, b.y - a.y);
    if (far < 120) continue;
    let broken = false;
    for (let along = 30; along < far - 30; along += 1) {
      const share = along / far;
      broken ||= isEmpty(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
    }
    found[`${one}~${other}`] = broken;
  }
  return found;
}"""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_dispute_breaks_the_line_and_nothing_else_does(desk: Page, address: str) -> None:
    open_map(desk, address, "lang=en&layout=force&disputed=1")
    assert "dashed: a source disputes it" in desk.locator("#netmap-legend").inner_text()
    disputed = desk.evaluate(BROKEN)
    assert len(disputed) > 5
    assert sum(disputed.values()) > 0.6 * len(disputed)
    open_map(desk, address, "lang=en&layout=force&tie=events")
    desk.wait_for_selector("#netmap-ties[data-filled]")
    of_sound = """rows => rows.filter((row) => row.lastChild.innerText === 'no')
      .map((row) => row.dataset.pick)"""
    sound = set(desk.locator("#netmap-ties tbody tr").evaluate_all(of_sound))
    lines = {tie: broken for tie, broken in desk.evaluate(BROKEN).items() if tie in sound}
    assert len(lines) > 5
    assert not any(lines.values())


def test_bars_are_the_ties_of_their_years(desk: Page, address: str, curated_home: Home) -> None:
    open_map(desk, address, "lang=en&theme=hydrogen")
    titles = desk.locator(".bars span").evaluate_all("all => all.map((one) => one.title)")
    told = {int(year): int(ties.replace(",", "")) for year, ties in map(_numbers, titles)}
    with open_graph(curated_home) as kg:
        for year in (min(told), 2016, 2019, 2022, max(told)):
            network = kg.network(theme="hydrogen", since=str(year), until=str(year))
            assert told[year] == network.edges.height, year
    assert max(told.values()) > 0


def _numbers(title: str) -> tuple[str, str]:
    found = re.fullmatch(r"(\d+): ([\d,]+) ties?", title)
    assert found, title
    return found[1], found[2]


HANDLES = """() => ['from', 'until'].map((name) => {
  const input = document.querySelector(`input.year-${name}`), box = input.getBoundingClientRect();
  const share = (input.value - input.min) / (input.max - input.min);
  return box.left + 8 + share * (box.width - 16); })"""


def test_handles_stand_at_the_edges_of_their_bars(desk: Page, address: str) -> None:
    for since, until in ((2019, 2019), (1990, 2024)):
        open_map(desk, address, f"lang=en&since={since}&until={until}")
        first, last = (
            desk.locator(f'.bars [data-year="{year}"]').bounding_box() for year in (since, until)
        )
        assert first
        assert last
        edges = desk.evaluate(HANDLES)
        assert edges == pytest.approx([first["x"], last["x"] + last["width"]], abs=1.5)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_map_says_why_some_nodes_stand_in_the_sea(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    open_map(page, address, "lang=de")
    told = page.evaluate("document.getElementById('netmap-stage').drawn()")
    aside = told["aside"]
    assert 0 <= aside["left"] < aside["right"] <= width
    assert overlapping([*told["labels"], {**aside, "text": "aside"}]) == []
    open_map(page, address, "lang=de&layout=force")
    assert page.evaluate("document.getElementById('netmap-stage').drawn().aside") is None
    context.close()


def test_a_part_stands_below_what_is_said_of_it(desk: Page, address: str) -> None:
    open_map(desk, address, "lang=en&layout=force&ego=organisation/oost-nl")
    note, stage = (desk.locator(f"#netmap-{one}").bounding_box() for one in ("note", "stage"))
    assert note
    assert stage
    end = note["y"] + note["height"] - stage["y"]
    found = drawn(desk)
    assert min(node["y"] - node["radius"] for node in found.nodes) > end
    assert min(label["top"] for label in found.labels) > end - 4


@pytest.mark.parametrize("layout", ["geographic", "force", "sides"])
def test_a_wall_screen_is_filled(browser: Browser, address: str, layout: str) -> None:
    context = browser.new_context(viewport={"width": 2560, "height": 1440}, reduced_motion="reduce")
    page = context.new_page()
    open_map(page, address, f"lang=en&layout={layout}")
    stage = page.locator("#netmap-stage").bounding_box()
    assert stage
    assert stage["height"] > 0.6 * 1440
    found = drawn(page)
    assert overlapping(found.labels) == []
    xs, ys = ([node[axis] for node in found.nodes] for axis in ("x", "y"))
    spread = max(xs) - min(xs), max(ys) - min(ys)
    assert spread[0] > 0.6 * stage["width"] or spread[1] > 0.75 * stage["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 2560
    context.close()
