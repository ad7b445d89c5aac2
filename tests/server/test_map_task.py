"""What a researcher does with the map, from the first look to the files taken home."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from lxml import etree

from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE
from tests.network.readers import read_all
from tests.server.map_page import (
    Drawn,
    click_tie,
    drawn,
    open_map,
    set_years,
    table_picks,
    tick,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCHEMA = Path(__file__).parents[1] / "network" / "gexf" / "gexf.xsd"
GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
FILES = ("svg", "png", "slide", "gexf", "graphml", "nodes", "csv", "html")


def strongest_across(found: Drawn, page: Page) -> tuple[str, str]:
    across = {
        row.get_attribute("data-pick")
        for row in page.locator("#netmap-ties tbody tr").all()
        if row.locator("td").nth(2).inner_text() == "yes"
    }
    ties = [tie for tie in found.ties if "~".join(tie) in across]
    return max(ties, key=lambda tie: (found.weights[tie], tie))


@pytest.fixture(scope="module")
def at_work(browser: Browser, address: str) -> Iterator[tuple[Page, dict[str, Any]]]:
    """Do the task once; the tests below look at what came of it."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
        accept_downloads=True,
    )
    page = context.new_page()
    told: dict[str, Any] = {"complaints": []}
    page.on("console", lambda message: told["complaints"].append(message.text))
    page.on("pageerror", lambda error: told["complaints"].append(str(error)))
    open_map(page, address, "lang=en&layout=force")
    told["first"] = drawn(page)
    tick(page, "Theme", "hydrogen")
    page.get_by_role("radio", name="Map").check()
    set_years(page, 2019, 2019)
    page.wait_for_timeout(150)
    told["narrowed"] = drawn(page)
    told["tie"] = strongest_across(told["narrowed"], page)
    told["met"] = click_tie(page, told["tie"])
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_selector("#netmap-shared[data-link]")
    told["link"] = page.evaluate("navigator.clipboard.readText()")
    told["last"] = drawn(page)
    yield page, told
    context.close()


def test_nothing_is_complained_of(at_work: tuple[Page, dict[str, Any]]) -> None:
    assert at_work[1]["complaints"] == []


def test_filters_and_years_narrow_the_network_as_python_does(
    at_work: tuple[Page, dict[str, Any]], curated_home: Any
) -> None:
    from techland.knowledge_graph import open_graph

    with open_graph(curated_home) as kg:
        network = kg.network(theme="hydrogen", since="2019", until="2019")
    told = at_work[1]
    iris = {iri.removeprefix(BASE) for iri in network.nodes["iri"]}
    assert told["narrowed"].ids == iris
    assert len(told["narrowed"].ties) == network.edges.height < len(told["first"].ties)
    assert told["narrowed"].view == "theme=hydrogen&since=2019&until=2019"


def test_the_tie_tells_what_is_shared_and_who_says_so(
    at_work: tuple[Page, dict[str, Any]],
) -> None:
    page, told = at_work
    assert told["met"]
    panel = page.locator("#netmap-details")
    assert panel.locator("h2 bdi").count() == 2
    assert "across the border" in panel.inner_text()
    assert panel.locator(".activities > li").count() >= 1
    links = panel.locator(".sources a")
    assert links.count() >= 1
    assert str(links.first.get_attribute("href")).startswith("https://")


def test_the_link_restores_the_view_in_another_browser(
    at_work: tuple[Page, dict[str, Any]], browser: Browser, curated_snapshot: Snapshot
) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", locale="nl-NL"
    )
    page = context.new_page()
    link = at_work[1]["link"]
    assert f"version={curated_snapshot.version[:16]}" in link
    page.goto(link)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.wait_for_selector("#netmap-stage[data-ready]")
    page.wait_for_timeout(200)
    there, here = drawn(page), at_work[1]["last"]
    assert (there.places, there.ties, there.labels) == (here.places, here.ties, here.labels)
    assert [(n["id"], n["x"], n["y"], n["colour"]) for n in there.nodes] == [
        (n["id"], n["x"], n["y"], n["colour"]) for n in here.nodes
    ]
    checked = page.locator('input[name="theme"]:checked').evaluate_all(
        "all => all.map(x => x.value)"
    )
    assert checked == ["hydrogen"]
    assert page.locator("#netmap-details h2 bdi").count() == 2
    assert page.locator("#netmap-time output").inner_text().startswith("2019")
    context.close()


def test_the_table_holds_the_rows_of_the_picture(at_work: tuple[Page, dict[str, Any]]) -> None:
    page, told = at_work
    assert table_picks(page, "nodes") == told["last"].ids
    assert table_picks(page, "ties") == {"~".join(tie) for tie in told["last"].ties}


@pytest.fixture(scope="module")
def taken(
    at_work: tuple[Page, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("taken")
    page = at_work[0]
    found = {}
    for name in FILES:
        with page.expect_download() as download:
            page.locator(f'[data-file="{name}"]').click()
        found[name] = folder / f"{name}-{download.value.suggested_filename}"
        download.value.save_as(found[name])
    return found


def iris(found: Drawn) -> set[str]:
    return {BASE + node for node in found.ids}


def test_gexf_and_graphml_hold_the_nodes_as_they_are_drawn(
    at_work: tuple[Page, dict[str, Any]], taken: dict[str, Path], graphology: Path, tmp_path: Path
) -> None:
    last: Drawn = at_work[1]["last"]
    gexf, graphml = nx.read_gexf(taken["gexf"]), nx.read_graphml(taken["graphml"])
    assert set(gexf) == set(graphml) == iris(last)
    assert gexf.number_of_edges() == graphml.number_of_edges() == len(last.ties)
    for node, (x, y) in last.places.items():
        position = gexf.nodes[BASE + node]["viz"]["position"]
        assert (position["x"], -position["y"]) == pytest.approx((x, y), abs=0.01)
        assert graphml.nodes[BASE + node]["x"] == pytest.approx(x, abs=0.01)
    colours = {node["id"]: node["colour"] for node in last.nodes}
    for node, colour in colours.items():
        told = gexf.nodes[BASE + node]["viz"]["color"]
        assert f"#{told['r']:02x}{told['g']:02x}{told['b']:02x}" == colour
    spells = [data["spells"] for *_, data in gexf.edges(data=True)]
    starts = [str(start) for held in spells for start, _ in held]
    assert max(start for start in starts if start[:1].isdigit()) <= "2019-12-31"
    contents = [taken[name].read_bytes() for name in ("gexf", "graphml")]
    for reader, read in read_all(*contents, graphology, tmp_path).items():
        assert set(read.nodes) == iris(last), reader


def test_gexf_fits_its_schema_with_places_sizes_colours_and_time(taken: dict[str, Path]) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    tree = etree.parse(taken["gexf"])
    schema.assertValid(tree)
    nodes = tree.findall(f".//{GEXF}node")
    assert nodes
    for node in nodes:
        assert all(node.find(f"{VIZ}{part}") is not None for part in ("position", "size", "color"))
    assert tree.find(f"{GEXF}graph").get("timeformat") == "date"
    assert tree.findall(f".//{GEXF}edge//{GEXF}spell")


def test_tables_hold_the_nodes_and_ties(
    at_work: tuple[Page, dict[str, Any]], taken: dict[str, Path]
) -> None:
    last: Drawn = at_work[1]["last"]
    nodes, ties = (
        list(csv.DictReader(io.StringIO(taken[name].read_text("utf-8"))))
        for name in ("nodes", "csv")
    )
    assert {row["iri"] for row in nodes} == iris(last)
    assert {(row["one"], row["other"]) for row in ties} == {
        (BASE + one, BASE + other) for one, other in last.ties
    }


def test_svg_holds_every_label_and_the_caption(
    at_work: tuple[Page, dict[str, Any]], taken: dict[str, Path]
) -> None:
    page, told = at_work
    picture = etree.parse(taken["svg"])
    texts = [text.text or "" for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    titles = picture.xpath("//*[@id='nodes']//*[local-name()='title']/text()")
    names = page.locator("#netmap-nodes tbody th bdi").all_inner_texts()
    assert len(names) == len(told["last"].ids)
    assert sorted(titles) == sorted(names)
    # What is written is the beginning of a name; the rest is counted.
    written = [text for text in texts if text.rstrip("…")[:25] in {name[:25] for name in names}]
    assert len(written) > len(names) / 2
    assert any("techland, version" in text for text in texts)
    assert any("57 of them across" in text or "across the border" in text for text in texts)


def test_png_has_the_border_and_both_sides(taken: dict[str, Path]) -> None:
    from PIL import Image

    for name, shape in (("png", 11.7 / 8.27), ("slide", 16 / 9)):
        with Image.open(taken[name]) as image:
            assert image.width / image.height == pytest.approx(shape, rel=0.01)
            colours = {colour for _, colour in image.convert("RGB").getcolors(2**24) or ()}
        assert {(0x00, 0x72, 0xB2), (0xC6, 0x5A, 0x00), (0xC2, 0x18, 0x5B)} <= colours


def test_the_html_file_shows_the_same_without_a_server(
    at_work: tuple[Page, dict[str, Any]], taken: dict[str, Path], browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(taken["html"].as_uri())
    page.wait_for_selector("#netmap-stage[data-ready]")
    found = drawn(page)
    last: Drawn = at_work[1]["last"]
    assert found.ties == last.ties
    assert found.places.keys() == last.places.keys()
    for node, at in last.places.items():
        assert found.places[node] == pytest.approx(at, abs=0.01)
    assert complaints == []
    context.close()
