"""Steps of a large map: what is kept from the last picture gives the same as beginning anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.map_networks import synthetic_arrays
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from tests.server.conftest import served
from tests.server.map_page import READY
from tests.server.synthetic_snapshot import snapshot_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Ties are shades of pixels above 4,000; of some steps fewer are left, which are lines.
TIES, REPEATED, MANY, SEED = 18_000, 400, 4_000, 5
# All pixels of the three canvases, the ties in columns, and how nodes look, as one text each.
SHOWN = """() => { const stage = document.getElementById('netmap-stage');
  const told = stage.drawn();
  return { canvases: [...stage.querySelectorAll('canvas')].map((one) => one.toDataURL()),
    ties: JSON.stringify(told.ties), nodes: JSON.stringify(told.nodes), view: told.view }; }"""
STEP = """([what, value]) => new Promise((done) => {
  document.getElementById('netmap-stage').addEventListener('whole', done, { once: true });
  if (what === 'across') return document.querySelector('input[name=across]').click();
  const year = document.querySelector(`input.year-${what}`);
  year.value = value;
  year.dispatchEvent(new Event('input', { bubbles: true })); })"""


@pytest.fixture(scope="module")
def large_page(
    browser: Browser,
    curated_snapshot: Snapshot,
    processes: QueryProcesses,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Page, str]]:
    arrays = synthetic_arrays(TIES, REPEATED)
    snapshot = snapshot_of(arrays, curated_snapshot, tmp_path_factory.mktemp("steps"))
    with served(create_app(snapshot, processes)) as address:
        context = browser.new_context(
            viewport={"width": 1000, "height": 700}, reduced_motion="reduce"
        )
        yield context.new_page(), address
        context.close()


def open_at(page: Page, address: str, view: str) -> None:
    page.goto(f"{address}map?{view}")
    page.wait_for_selector(READY)
    page.wait_for_selector(".bars[data-ready]", state="attached")


def steps(number: int) -> list[tuple[str, int]]:
    """Return steps in no order: only across or all again, another first or last year."""
    random = np.random.default_rng(SEED)
    told = {"from": 0, "until": 0}
    among = {"from": range(2008, 2014), "until": range(2015, 2023)}
    found = []
    for _ in range(number):
        what = str(random.choice(["across", "from", "until", "until"]))
        if what != "across":
            others = [one for one in among[what] if one != told[what]]
            told[what] = int(random.choice(others))
        found.append((what, told.get(what, 0)))
    return found


@pytest.mark.parametrize(
    ("layout", "number"), [("force", 8), pytest.param("geographic", 20, marks=pytest.mark.soak)]
)
def test_steps_come_to_the_pixels_of_a_fresh_picture(
    large_page: tuple[Page, str], layout: str, number: int
) -> None:
    page, address = large_page
    # What is looked at is told, so that a fresh page looks at the same.
    at = {"force": "at=0,0,1.2", "geographic": "at=20,10,1.1"}[layout]
    open_at(page, address, f"lang=en&layout={layout}&tie=projects&{at}")
    page.wait_for_selector("#netmap-stage[data-rehearsed]", state="attached")
    fresh = page.context.new_page()
    numbers = []
    for turn, step in enumerate(steps(number)):
        page.evaluate(STEP, step)
        if turn % 4 < 3:
            continue
        page.wait_for_timeout(100)
        found: dict[str, Any] = page.evaluate(SHOWN)
        open_at(fresh, address, f"{found['view']}&{at}")
        assert fresh.evaluate(SHOWN) == found, found["view"]
        numbers.append(json.loads(found["ties"]))
    fresh.close()
    counts = {len(ties) for ties in numbers}
    assert max(counts) > MANY
    assert len(counts) > 1
