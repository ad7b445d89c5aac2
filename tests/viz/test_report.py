"""The report: no label on another, captions that say what was counted, text never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from techland.graph.home import Home
from techland.knowledge_graph import open_graph
from techland.network.asked import Asked
from techland.network.choice import Choice
from techland.network.study import StudyTables
from techland.study import Study
from techland.viz.report.contents import Contents, report_contents
from techland.viz.report.drawing import ACROSS, EXPECTED, WITHIN, saved
from techland.viz.report.figures import Plot, brokers_plot
from techland.viz.report.writing import html_of, markdown_of, report_html
from tests.network.time.small_arrays import Told, arrays_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVIL = '<script>alert("x")</script> | `*_[x](javascript:alert(1))'
LONG = "Ministerium für Wirtschaft, Industrie, Klimaschutz und Energie des Landes " * 3


@pytest.fixture(scope="module")
def study(curated_home: Home) -> Iterator[Study]:
    with open_graph(curated_home) as kg:
        yield kg.study()


@pytest.fixture(scope="module")
def contents(study: Study) -> Contents:
    return report_contents(study)


@pytest.fixture(scope="module")
def html(contents: Contents) -> str:
    return html_of(contents)


@pytest.fixture(scope="module")
def hostile_contents() -> Contents:
    return report_contents(hostile())


def hostile() -> StudyTables:
    told = [
        Told(EVIL, 2001, 2003, [EVIL, LONG, "c"]),
        Told("p", 2002, 2004, ["c", "d"]),
        Told("q", 2001, 2009, [LONG, "e"]),
    ]
    countries: dict[str, str | None] = {EVIL: "NL", LONG: "DE", "c": "NL", "d": "DE", "e": None}
    asked = Asked(Choice(tie="projects"), slices="year")
    return StudyTables(arrays_of(told, countries), asked, "0123456789abcdef" * 4)


def overlapping(plot: Plot) -> list[str]:
    """Return the texts of a figure that lie on one another or beyond its edge."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    figure = plot.figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    hidden = {
        id(tick.label1)
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        # Ticks beyond the ends of an axis keep a label that is not drawn.
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    texts = [
        (found.get_text(), found.get_window_extent(renderer))
        for found in figure.findobj(Text)
        if found.get_visible()
        and found.get_text().strip()
        and id(found) not in hidden
        # The box of a slanted text is larger than what it covers.
        and not found.get_rotation() % 90
    ]
    inside = figure.bbox.padded(1)
    wrong = [
        f"{text!r} beyond the edge"
        for text, box in texts
        if box.x0 < inside.x0 or box.x1 > inside.x1 or box.y0 < inside.y0 or box.y1 > inside.y1
    ]
    return wrong + [
        f"{one!r} on {other!r}"
        for (one, box), (other, held) in combinations(texts, 2)
        if box.overlaps(held.padded(-0.5))
    ]


def test_no_label_lies_on_another(contents: Contents, hostile_contents: Contents) -> None:
    assert {plot.name for plot in contents.plots} == {"border", "choices", "time", "brokers"}
    assert [wrong for plot in contents.plots for wrong in overlapping(plot)] == []
    assert [wrong for plot in hostile_contents.plots for wrong in overlapping(plot)] == []


def test_an_overlap_would_be_found(study: Study) -> None:
    plot = brokers_plot(study.network.measured("brokerage"))
    plot.figure.text(0.5, 0.5, "one above")
    plot.figure.text(0.52, 0.5, "the other")
    assert overlapping(plot)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_differ_in_brightness_too() -> None:
    """Who sees no colours still tells bars apart: 1.8 to 1 between any two, and hatches besides."""
    lights = sorted(_luminance(colour) for colour in (ACROSS, WITHIN, EXPECTED))
    for dark, light in pairwise(lights):
        assert (light + 0.05) / (dark + 0.05) > 1.8


def test_captions_state_rule_version_and_command(html: str, study: Study) -> None:
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", html, re.DOTALL)
    assert len(captions) == 4
    for caption in captions:
        assert "Counted: " in caption
        assert "tied by shared agreements and projects" in caption
        assert study.version[:12] in caption
        assert study.command() in caption


def test_numbers_stand_beside_their_range(contents: Contents, study: Study) -> None:
    told = {number.told: number for number in contents.numbers}
    index = told["E-I index"]
    assert (index.shown, index.lowest, index.highest) == ("0.038168", "-0.019868", "0.080808")
    assert float(index.lowest) <= float(index.shown) <= float(index.highest)
    assert len(contents.numbers) == len(study.headline)
    assert any("stochastic degree sequence model" in sentence for sentence in contents.findings)


@pytest.mark.soak
def test_the_same_study_gives_the_same_bytes(html: str, contents: Contents, study: Study) -> None:
    again = report_contents(Study(study.arrays, study.asked, study.version))
    assert html_of(again) == html
    assert markdown_of(again, "f") == markdown_of(contents, "f")


def test_text_of_the_data_is_never_markup(hostile_contents: Contents) -> None:
    page = html_of(hostile_contents)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    text = markdown_of(hostile_contents, "f")["report.md"].decode()
    assert "<script" not in text.replace(r"\<", "")
    assert not re.search(r"(?<!\\)\]\(javascript:", text)
    for line in text.splitlines():
        if line.startswith("|") and "script" in line:
            assert line.replace(r"\|", "").count("|") in (4, 6, 9)


def test_a_study_without_ties_is_told(curated_home: Home) -> None:
    with open_graph(curated_home) as kg:
        page = report_html(kg.study(tie="memberships", country="US"))
    assert "not defined" in page
    assert "nothing is told over time" in page


def test_the_page_and_its_print(page: Page, html: str, tmp_path: Path) -> None:
    """Chromium shows it without a fault of its policy, wide and narrow, and prints it."""
    place = tmp_path / "report.html"
    place.write_text(html, encoding="utf-8")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(place.as_uri())
    assert said == []
    loaded = page.eval_on_selector_all("figure img", "all => all.map(one => one.naturalWidth)")
    assert len(loaded) == 4
    assert all(loaded)
    assert all(page.eval_on_selector_all("figure img", "all => all.map(one => one.alt)"))
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3


def test_figures_can_be_read_as_pictures(contents: Contents) -> None:
    for plot in contents.plots:
        assert saved(plot.figure, "png").startswith(b"\x89PNG")
        assert plot.table.height
