"""The map's page as a test drives it: what is drawn, and the controls by their names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
READY = "#netmap-stage[data-ready]"


@dataclass(frozen=True)
class Drawn:
    """What the canvas shows, as the page tells it."""

    nodes: list[dict[str, Any]]
    ties: set[tuple[str, str]]
    weights: dict[tuple[str, str], float]
    labels: list[dict[str, Any]]
    places: dict[str, tuple[float, float]]
    view: str
    at: list[float]

    @property
    def ids(self) -> set[str]:
        return set(self.places)


def drawn(page: Page) -> Drawn:
    found = page.evaluate("document.getElementById('netmap-stage').drawn()")
    weights = {(one, other): weight for one, other, weight in found["ties"]}
    return Drawn(
        found["nodes"],
        set(weights),
        weights,
        found["labels"],
        {node: (x, y) for node, x, y in found["places"]},
        found["view"],
        found["at"],
    )


def open_map(page: Page, address: str, query: str = "lang=en") -> None:
    page.goto(f"{address}map?{query}")
    page.wait_for_selector(READY)
    page.wait_for_selector(".bars[data-ready]", state="attached")


def tick(page: Page, facet: str, value: str) -> None:
    """Tick a value of a filter, opening what hides it."""
    page.evaluate("document.querySelector('.netmap-filters').open = true")
    details = page.locator("details.facet", has=page.locator("summary", has_text=facet)).first
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator(f'input[value="{value}"]').check()


def set_years(page: Page, since: int, until: int) -> None:
    page.get_by_label("From year").fill(str(since))
    page.get_by_label("Until year").fill(str(until))


def click_tie(page: Page, tie: tuple[str, str]) -> bool:
    """Click into the middle of a tie's line; tell whether it is the one that was met."""
    found = drawn(page)
    where = {node["id"]: (node["x"], node["y"]) for node in found.nodes}
    stage = page.locator("#netmap-stage").bounding_box()
    assert stage
    (x1, y1), (x2, y2) = (where[end] for end in tie)
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8):
        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        if not (0 < x < stage["width"] and 0 < y < stage["height"]):
            continue
        page.mouse.click(stage["x"] + x, stage["y"] + y)
        if f"pick={tie[0]}~{tie[1]}" in drawn(page).view:
            return True
    return False


def table_picks(page: Page, table: str) -> set[str]:
    """Return what the rows of a table stand for; it is opened for that."""
    page.evaluate(f"document.getElementById('netmap-{table}').open = true")
    page.wait_for_selector(f"#netmap-{table}[data-filled]", state="attached")
    rows = page.locator(f"#netmap-{table} tbody tr")
    return set(rows.evaluate_all("rows => rows.map((row) => row.dataset.pick)"))


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs of labels that cover one another."""
    return [
        (one["text"], other["text"])
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]


def as_json(text: str) -> Any:
    return json.loads(text)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}"
        for one in found["violations"]
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
