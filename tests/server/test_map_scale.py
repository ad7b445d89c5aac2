"""200,000 ties: the map says what it leaves out, and offers the backbone and regions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from benchmarks.map_networks import synthetic_arrays
from techland.graph.snapshot import Snapshot
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.layouts import layouts_of
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View
from tests.server.conftest import served
from tests.server.map_page import READY, violations
from tests.server.synthetic_snapshot import snapshot_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
TIES, REPEATED, MOST_DRAWN = 200_000, 2_000, 120_000


@pytest.fixture(scope="module")
def snapshot(curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    arrays = synthetic_arrays(TIES, REPEATED)
    regions = [f"{side}{number:02}1" for number in range(20) for side in ("NL", "DE")]
    bodies = arrays.organisations.with_columns(
        nuts=pl.Series([regions[row % 40] for row in range(arrays.organisations.height)])
    ).with_columns(nuts3="nuts", nuts_edition=pl.lit("2021"))
    arrays = replace(arrays, organisations=bodies)
    return snapshot_of(arrays, curated_snapshot, tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def large(snapshot: Snapshot) -> MapSource:
    arrays = arrays_of(snapshot)
    return MapSource(arrays, snapshot.version, layouts_of(snapshot, arrays))


@pytest.fixture(scope="module")
def large_page(
    browser: Browser, snapshot: Snapshot, processes: QueryProcesses, large: MapSource
) -> Iterator[tuple[Page, str]]:
    assert large.arrays.parts.height > TIES / 4
    with served(create_app(snapshot, processes)) as address:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(90_000)
        yield page, address
        context.close()


def numbers(text: str) -> list[int]:
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]


def drawn_ties(page: Page) -> int:
    found: int = page.evaluate("document.getElementById('netmap-stage').drawn().ties.length")
    return found


@pytest.mark.soak
def test_what_is_left_out_is_said_and_ways_on_are_offered(
    large_page: tuple[Page, str], large: MapSource
) -> None:
    page, address = large_page
    page.goto(f"{address}map?lang=en&layout=force&tie=projects")
    page.wait_for_selector(READY)
    note = page.locator("#netmap-note")
    whole = large.network(View(tie="projects"))
    all_ties, told, left = numbers(note.inner_text())[:3]
    assert all_ties == whole.edges.height > TIES * 0.9
    assert told == MOST_DRAWN == drawn_ties(page)
    assert left == all_ties - MOST_DRAWN
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / "map-200000.png")

    regions_link = str(note.get_by_role("link", name="Show regions instead").get_attribute("href"))
    note.get_by_role("button", name="Show the backbone").click()
    note.get_by_text("stochastic degree sequence model").wait_for()
    kept = whole.backbone()
    assert numbers(note.inner_text())[:3] == [
        kept.edges.height,
        all_ties,
        all_ties - kept.edges.height,
    ]
    assert 0 < drawn_ties(page) == kept.edges.height < MOST_DRAWN
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / "map-200000-backbone.png")

    page.goto(address.rstrip("/") + regions_link)
    page.wait_for_selector(READY)
    regions = large.network(View(tie="projects", level="nuts3"))
    assert drawn_ties(page) == regions.edges.height < MOST_DRAWN
    assert note.is_hidden()
    page.screenshot(path=SCREENSHOTS / "map-200000-regions.png")
