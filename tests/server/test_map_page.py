"""The map's page: the same network as Python's, readable, by keyboard, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

import pytest
from starlette.testclient import TestClient

from techland.graph.home import Home
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import open_graph
from techland.ontology.terms import BASE
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View
from tests.server.map_page import (
    READY,
    contrast,
    drawn,
    open_map,
    overlapping,
    table_picks,
    tick,
    violations,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEWS = (
    "",
    "tie=events&across=1",
    "tie=memberships&weight=newman&isolated=1",
    "tie=signatories&disputed=1",
    "theme=hydrogen&theme=energy&certainty=stated&layout=sides",
    "weight=money&min=1000000&layout=force",
    "weight=days&type=company&type=university",
    "since=2010&until=2014&tie=projects&country=NL",
    "role=funder&tie=projects",
    "region=DEA3&isolated=1",
    "ego=organisation/oost-nl&steps=1&across=1",
    "path=organisation/oost-nl~organisation/fme",
    "level=nuts3&tie=projects&min=2",
    "backbone=1",
    "backbone=1&tie=events&isolated=1",
    "ego=organisation/oost-nl~organisation/fme&hidden=organisation/fme",
    "hidden=organisation/oost-nl~organisation/euregio&pinned=organisation/fme@10,20",
)


@pytest.fixture(scope="module")
def source(curated_home: Home) -> Iterator[MapSource]:
    with open_graph(curated_home) as kg:
        yield kg.map_source


@pytest.fixture(scope="module")
def shared_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("query", VIEWS)
def test_the_page_draws_what_python_finds(
    shared_page: Page, address: str, source: MapSource, query: str
) -> None:
    shared_page.goto(f"{address}map?{query}")
    shared_page.wait_for_selector(READY)
    if "backbone" in query:
        shared_page.get_by_text("stochastic degree sequence model").wait_for()
    found = drawn(shared_page)
    shown = source.shown(View.from_query(parse_qsl(query)))
    nodes = shown.network.nodes["iri"].to_list()
    expected = {
        frozenset((nodes[tie["source"]], nodes[tie["target"]])): tie["weight"]
        for tie in shown.network.edges.iter_rows(named=True)
    }
    iri = {node: node if "://" in node else BASE + node for node in found.ids}
    assert set(iri.values()) == set(nodes)
    assert {
        frozenset((iri[a], iri[b])): pytest.approx(weight, rel=1e-5)
        for (a, b), weight in found.weights.items()
    } == expected
    places = dict(zip(nodes, shown.places.tolist(), strict=True))
    for node, at in found.places.items():
        assert at == pytest.approx(tuple(places[iri[node]]), abs=0.01)
    assert View.from_query(parse_qsl(found.view)) == View.from_query(parse_qsl(query))
    assert overlapping(found.labels) == []


def test_measures_of_the_server_are_those_of_the_legend(
    shared_page: Page, address: str, source: MapSource
) -> None:
    from techland.viz.network_map.node_measures import node_values

    shared_page.goto(f"{address}map?lang=en&size=betweenness&color=community")
    shared_page.wait_for_selector("#netmap-legend li:has-text('community 1')")
    network = source.shown(View()).network
    counts = [str(one) for one in node_values(network, "community").tolist()]
    legend = shared_page.locator("#netmap-legend li").first.inner_text()
    assert legend.split() == ["community", "1", str(counts.count("1"))]
    values = dict(zip(network.nodes["iri"], node_values(network, "betweenness"), strict=True))
    largest = max(values, key=lambda iri: values[iri]).removeprefix(BASE)
    # Each measure comes when it is ready; sizes may follow colours.
    shared_page.wait_for_function(
        "id => document.getElementById('netmap-stage').drawn().nodes"
        ".reduce((one, other) => (other.radius > one.radius ? other : one)).id === id",
        arg=largest,
    )


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", color_scheme=scheme
    )
    page = context.new_page()
    open_map(page, address)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")
    assert violations(page) == []
    for query in (
        "pick=organisation/oost-nl&layout=sides",
        "pick=organisation/fme~organisation/wagenborg-shipping&lang=de",
        "theme=hydrogen&since=1979&until=1979&lang=nl",
    ):
        open_map(page, address, query) if "1979" not in query else page.goto(
            f"{address}map?{query}"
        )
        page.wait_for_timeout(300)
        assert violations(page) == [], query
    context.close()


def test_the_task_is_done_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}map?lang=en&layout=force")
    page.wait_for_selector(READY)
    press = page.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(120):
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
            press("Tab")
        pytest.fail(f"{selector} is not reached by Tab")

    tab_to("#netmap-find")
    press("Tab")
    tab_to('input[name="layout"]')
    press("ArrowRight")
    tab_to(".netmap-filters > summary")
    press("Enter")
    tab_to("details.facet > summary")
    press("Enter")
    tab_to('input[value="hydrogen"]')
    press("Space")
    tab_to("#netmap-stage")
    press("ArrowRight")
    live = page.locator("#netmap-live")
    said = live.inner_text()
    assert "partners" in said
    press("n")
    assert live.inner_text().startswith("Tie 1 of")
    press("Enter")
    assert page.evaluate("document.activeElement.closest('#netmap-details') !== null")
    tab_to("#netmap-details .sources a")
    press("Escape")
    assert page.evaluate("document.activeElement.id") == "netmap-stage"
    tab_to("input.year-from")
    for _ in range(3):
        press("ArrowRight")
    found = drawn(page)
    assert "theme=hydrogen" in found.view
    assert "since=" in found.view
    assert "layout=" not in found.view
    tab_to("#netmap-share")


def test_what_is_said_of_nodes_is_what_is_drawn(shared_page: Page, address: str) -> None:
    open_map(shared_page, address, "lang=en&theme=hydrogen&layout=force")
    found = drawn(shared_page)
    assert table_picks(shared_page, "nodes") == {node["id"] for node in found.nodes} == found.ids
    for node in found.nodes:
        partners = sum(node["id"] in tie for tie in found.ties)
        assert f" {partners} partners, " in node["said"]


def test_an_empty_view_says_so_and_offers_the_way_back(shared_page: Page, address: str) -> None:
    open_map(shared_page, address)
    shared_page.locator(".netmap-look > summary").click()
    shared_page.get_by_label("Least weight").fill("99")
    shared_page.keyboard.press("Enter")
    note = shared_page.locator("#netmap-note")
    note.get_by_text("Nothing is left").wait_for()
    note.get_by_role("button", name="Show everything").click()
    note.wait_for(state="hidden")
    assert len(drawn(shared_page).ties) > 500


def test_it_goes_on_without_the_server_and_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    open_map(page, address)
    context.set_offline(True)
    page.locator("#netmap-ties tbody button").first.click()
    assert page.locator(".activities .sources a").count() > 0
    page.locator("#netmap-details h2 button").first.click()
    page.wait_for_selector("#netmap-note:has-text('server does not answer')")
    tick(page, "Theme", "hydrogen")
    assert 0 < len(drawn(page).ties) < 200
    assert violations(page) == []
    context.close()


def test_a_theme_holds_those_below_it(shared_page: Page, address: str, curated_home: Home) -> None:
    open_map(shared_page, address, "lang=en")
    counts = {}
    for theme in ("hydrogen", "energy-storage", "energy"):
        tick(shared_page, "Theme", theme)
        counts[theme] = len(drawn(shared_page).ties)
        with open_graph(curated_home) as kg:
            assert counts[theme] == kg.network(theme=theme).edges.height
        shared_page.locator(f'input[name="theme"][value="{theme}"]').uncheck()
    assert counts["energy"] > counts["hydrogen"] > 0
    tick(shared_page, "Theme", "hydrogen")
    tick(shared_page, "Theme", "energy")
    assert len(drawn(shared_page).ties) == counts["energy"]


def test_labels_stand_out_from_what_is_behind_them(shared_page: Page, address: str) -> None:
    open_map(shared_page, address)
    inks = shared_page.evaluate(
        "['ink', 'sheet', 'nl-field', 'de-field', 'sea', 'land'].map("
        "(name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim())"
    )
    assert min(contrast(inks[0], behind) for behind in inks[1:]) >= 7


def test_the_ties_of_a_query_are_drawn(shared_page: Page, address: str) -> None:
    query = (
        "PREFIX tl: <https://w3id.org/techland/ontology#> SELECT ?source ?target WHERE { "
        "?a tl:signatory ?source , ?target FILTER(STR(?source) < STR(?target)) }"
    )
    shared_page.goto(f"{address}map?lang=en&query={quote(query)}")
    shared_page.wait_for_selector(READY)
    assert len(drawn(shared_page).ties) > 50


def test_columns_measures_and_details_come_as_data(
    client: TestClient, curated_snapshot: Snapshot
) -> None:
    columns = client.get("/api/map", headers={"Accept-Encoding": "gzip"})
    assert columns.headers["content-encoding"] == "gzip"
    assert int.from_bytes(columns.content[:4], "little") % 4 == 0
    assert curated_snapshot.version.encode() in columns.content
    tie = client.get("/api/map/tie?id=organisation/fme~organisation/wagenborg-shipping").json()
    assert [one["iri"] for one in tie["activities"]] == [f"{BASE}activity/h2watt"]
    assert all(part["sources"] for part in tie["activities"][0]["parts"])
    query = "id=organisation/fme~organisation/wagenborg-shipping&backbone=1"
    assert client.get(f"/api/map/tie?{query}").json() == tie, "found without the backbone"
    node = client.get("/api/map/node?id=organisation/oost-nl").json()
    assert any(value["sources"] for fact in node["facts"] for value in fact["values"])
    assert client.get("/api/map/measure/beauty").status_code == 400
    wrong = client.get("/api/map?layout=spiral")
    assert wrong.status_code == 400
    assert "geographic" in wrong.text


def test_no_inline_script_or_style_may_run(client: TestClient) -> None:
    answer = client.get("/map", headers={"Accept": "text/html"})
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert " style=" not in answer.text
    assert "<script>" not in answer.text
    file = client.get("/download/map.html?theme=hydrogen")
    assert file.headers["content-disposition"].startswith("attachment")
