"""Text from data is never markup: in the file, the picture, pyvis and network files."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import polars as pl
import pytest
from lxml import etree

from techland.graph.snapshot import Snapshot
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.layouts import layouts_of
from techland.viz.edition import Edition
from techland.viz.network_map.files import map_bytes
from techland.viz.network_map.pyvis_page import pyvis_network
from techland.viz.network_map.scene import scene
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View
from techland.viz.reader import Reader
from tests.network.networks import EMOJI, EVIL, RIGHT_TO_LEFT

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = (EVIL, RIGHT_TO_LEFT, EMOJI, "long " * 100, "</script><!--", "$\\frac{1}{2}$ _x^")
EDITION = Edition("0" * 64, ())


@pytest.fixture(scope="module")
def source(curated_snapshot: Snapshot) -> MapSource:
    """Every organisation, activity and document has a hostile name."""
    arrays = arrays_of(curated_snapshot)

    def named(table: pl.DataFrame) -> pl.DataFrame:
        labels = [NAMES[place % len(NAMES)] for place in range(table.height)]
        return table.with_columns(
            pl.Series(name, labels) for name in table.columns if name[:5] == "label"
        )

    hostile = replace(
        arrays,
        organisations=named(arrays.organisations).with_columns(place=pl.lit(EVIL)),
        activities=named(arrays.activities),
        sources=named(arrays.sources).with_columns(url=pl.lit("javascript:alert(1)")),
        themes=named(arrays.themes),
    )
    return MapSource(hostile, "0" * 64, layouts_of(curated_snapshot, arrays))


def test_the_file_shows_them_as_text_and_runs_none(
    source: MapSource, page: Page, tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the data ran: {dialog.message}"))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    content = map_bytes(source, EDITION, View(layout="force"), "html").content.decode()
    assert "<script>alert" not in content
    assert not re.search(r"@import|url\(|<link|<iframe|\ssrc=", content.split("<script>")[0])
    policy = re.search(r'Security-Policy" content="([^"]*)', content)
    assert policy
    assert "unsafe" not in policy[1]
    path = tmp_path / "map.html"
    path.write_text(content, "utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector("#netmap-stage[data-ready]")
    page.locator("#netmap-ties tbody button").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    page.wait_for_timeout(200)
    text = page.evaluate("document.body.textContent")
    assert all(" ".join(name.split()) in " ".join(text.split()) for name in NAMES)
    assert page.locator("a[href^='javascript']").count() == 0
    assert complaints == []


def test_pictures_and_network_files_hold_them_whole(source: MapSource, tmp_path: Path) -> None:
    view = View(layout="force", min=2)
    wanted = {" ".join(name.split())[:30] for name in source.shown(view).network.nodes["label"]}
    svg = etree.fromstring(map_bytes(source, EDITION, view, "svg").content)
    titles = {
        " ".join(one.text.split()) for one in svg.xpath("//*[@id='nodes']//*[local-name()='title']")
    }
    assert wanted == {title[:30] for title in titles}
    assert not list(svg.iter("{http://www.w3.org/2000/svg}script"))
    assert map_bytes(source, EDITION, view, "png").content.startswith(b"\x89PNG")
    for name, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        path = tmp_path / f"map.{name}"
        path.write_bytes(map_bytes(source, EDITION, view, name).content)
        labels = {data["label"] for _, data in read(path).nodes(data=True)}
        assert {" ".join(label.split())[:30] for label in labels} == wanted


def test_pyvis_pages_hold_data_and_nothing_runs(source: MapSource) -> None:
    made = scene(source.shown(View(layout="force", min=2)), Reader("en"))
    drawing = pyvis_network(made)
    page = drawing.generate_html()
    assert "<script>alert" not in page
    assert not re.search(r"<(?:script|link)[^>]*(?:src|href)=", page)
    data = json.loads(page.partition('id="network-data">')[2].partition("</script>")[0])
    assert [node["label"] for node in data["nodes"]] == made.labels
    assert data["options"]["physics"]["enabled"] is False


def test_pyvis_warns_above_what_it_can_carry(
    source: MapSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("techland.viz.network_map.pyvis_page.MOST_TIES", 5)
    with pytest.warns(UserWarning, match="pyvis draws"):
        pyvis_network(scene(source.shown(View()), Reader("en")))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pyvis_network(scene(source.shown(View(ego=("organisation/fme",), min=99)), Reader("en")))
