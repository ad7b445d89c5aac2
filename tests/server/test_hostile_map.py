"""Text from data is never markup on the served map, in its panels, tables and files.

The curated facts are served with every text begun by markup, a formula, signs from right to
left, emoji or five hundred letters.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from lxml import etree

from techland.graph.export.tables import guarded, unguarded
from techland.graph.snapshot import Snapshot
from techland.network.arrays.sidecar import arrays_of
from techland.network.layouts.layouts import layouts_of
from techland.queries.evaluation import QueryProcesses
from techland.server.app import create_app
from techland.viz.network_map.pyvis_page import pyvis_network
from techland.viz.network_map.scene import scene
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View
from techland.viz.reader import Reader
from tests.network.networks import EMOJI
from tests.server.conftest import served
from tests.server.hostile_snapshot import (
    FORMULA,
    LEAKS,
    LONG,
    MARKUP,
    RIGHT_TO_LEFT,
    hostile_snapshot,
)
from tests.server.map_page import drawn, open_map, overlapping, table_picks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KINDS = (MARKUP, FORMULA, RIGHT_TO_LEFT, EMOJI, LONG)
WORDS = "lang=en&layout=force&min=2"
# Links whose address is not of the web or of this server, and handlers in attributes.
HANDLERS = """() => [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]
  .filter((it) => it.name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(it.value))
  .map((it) => it.name + '=' + it.value))"""


@pytest.fixture(scope="module")
def snapshot(curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return hostile_snapshot(curated_snapshot, tmp_path_factory.mktemp("hostile-map"), KINDS)


@pytest.fixture(scope="module")
def hostile_page(snapshot: Snapshot, browser: Browser) -> Iterator[tuple[Page, str]]:
    with (
        QueryProcesses(snapshot.quads_path) as processes,
        served(create_app(snapshot, processes)) as address,
    ):
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.on("dialog", lambda dialog: pytest.fail(f"data ran as script: {dialog.message}"))
        yield page, address
        context.close()


def plain(text: str) -> str:
    return " ".join(text.split())


def test_page_panels_and_tables_show_it_as_text(hostile_page: tuple[Page, str]) -> None:
    page, address = hostile_page
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_map(page, address, WORDS)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")
    nodes, ties = table_picks(page, "nodes"), table_picks(page, "ties")
    assert nodes
    told = plain(page.locator(".netmap-tables").inner_text())
    for kind in KINDS:
        assert plain(kind)[:60] in told
    for row in ("#netmap-ties tbody button", "#netmap-nodes tbody button"):
        for place in range(3):
            page.locator(row).nth(place).click()
            page.wait_for_selector("#netmap-details.filled")
    page.wait_for_selector("#netmap-details .known-facts")
    panel = plain(page.locator("#netmap-details").inner_text())
    assert [kind for kind in KINDS if plain(kind)[:40] in panel]
    page.get_by_role("combobox", name="Find an organisation").fill("calc")
    assert FORMULA in page.get_by_role("listbox").inner_text()
    assert page.evaluate(HANDLERS) == []
    assert page.evaluate(LEAKS) == []
    assert page.locator("main img, main iframe, main script:not([type])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert complaints == []
    assert len(ties) == len(drawn(page).ties)


def test_labels_are_short_and_apart(hostile_page: tuple[Page, str]) -> None:
    page, address = hostile_page
    open_map(page, address, WORDS)
    labels = drawn(page).labels
    assert len(labels) > 8
    assert max(len(label["text"]) for label in labels) <= 60
    assert overlapping(labels) == []


def fetched(hostile_page: tuple[Page, str], name: str) -> bytes:
    """Return the file to which the page's own link leads."""
    page, address = hostile_page
    if "map?" not in page.url:
        open_map(page, address, WORDS)
    link = str(page.locator(f'[data-file="{name}"]').get_attribute("href"))
    answer = page.request.get(address.rstrip("/") + link)
    assert answer.ok
    assert answer.headers["content-disposition"].startswith("attachment")
    return answer.body()


@pytest.mark.parametrize("name", ["nodes", "csv"])
def test_no_cell_of_the_tables_is_a_formula(hostile_page: tuple[Page, str], name: str) -> None:
    rows = list(csv.reader(io.StringIO(fetched(hostile_page, name).decode())))
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if guarded(cell) != cell and not cell.startswith("'")]
    assert [cell for cell in cells if cell.startswith(f"'{FORMULA}")]
    labels = {unguarded(cell) for cell in cells}
    for kind in KINDS:
        assert [label for label in labels if label.startswith(kind)], kind


@pytest.mark.soak
def test_svg_gexf_and_graphml_hold_it_whole(
    hostile_page: tuple[Page, str], snapshot: Snapshot, tmp_path: Path
) -> None:
    arrays = arrays_of(snapshot)
    known = {plain(label) for label in arrays.organisations["label"]}
    svg = etree.fromstring(fetched(hostile_page, "svg"))
    tags = {etree.QName(one).localname for one in svg.iter() if isinstance(one.tag, str)}
    assert not tags & {"script", "foreignObject", "image", "iframe"}
    texts = [plain("".join(one.itertext())) for one in svg.iter("{*}text")]
    assert [text for text in texts if text.startswith(plain(MARKUP)[:20])]
    readers: dict[str, Any] = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}
    for name, read in readers.items():
        path = tmp_path / f"map.{name}"
        path.write_bytes(fetched(hostile_page, name))
        labels = {plain(data["label"]) for _, data in read(path).nodes(data=True)}
        assert labels, name
        assert labels <= known | {label[:500] for label in known}, name


@pytest.mark.soak
def test_the_html_file_and_the_pyvis_page_run_nothing(
    hostile_page: tuple[Page, str], snapshot: Snapshot, tmp_path: Path
) -> None:
    files = {"map.html": fetched(hostile_page, "html")}
    arrays = arrays_of(snapshot)
    source = MapSource(arrays, snapshot.version, layouts_of(snapshot, arrays))
    made = scene(source.shown(View(layout="force", min=2)), Reader("en"))
    files["pyvis.html"] = pyvis_network(made).generate_html().encode()
    page = hostile_page[0]
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        page.goto((tmp_path / name).as_uri())
        page.wait_for_selector("canvas")
        page.wait_for_timeout(300)
        assert page.evaluate(HANDLERS) == [], name
        assert page.locator("img").count() == 0, name
