"""What hands do on the map: touch, drag, pin, hide, expand, paths, play, a query's map."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.server.editor_page import open_editor, run
from tests.server.map_page import READY, drawn, open_map

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAIRS = """PREFIX tl: <https://w3id.org/techland/ontology#>
SELECT ?source ?target WHERE {
  ?agreement tl:signatory ?source , ?target FILTER(STR(?source) < STR(?target)) }"""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def largest(page: Page) -> dict[str, Any]:
    return max(drawn(page).nodes, key=lambda node: node["radius"])


def on_page(page: Page, node: dict[str, Any]) -> tuple[float, float]:
    stage = page.locator("#netmap-stage").bounding_box()
    assert stage
    return stage["x"] + node["x"], stage["y"] + node["y"]


def act(page: Page, name: str) -> None:
    page.locator("#netmap-details .actions").get_by_role("button", name=name, exact=True).click()


def test_a_dragged_node_stays_where_it_was_put_and_the_link_knows(desk: Page, address: str) -> None:
    open_map(desk, address, "lang=en&layout=force")
    node = largest(desk)
    before = drawn(desk).places
    x, y = on_page(desk, node)
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 60, y + 40, steps=4)
    desk.mouse.up()
    after = drawn(desk)
    assert f"pinned={node['id']}@" in after.view
    moved = {one for one, at in after.places.items() if at != before[one]}
    assert moved == {node["id"]}
    desk.wait_for_url(lambda url: "pinned=" in url)
    desk.reload()
    desk.wait_for_selector(READY)
    assert drawn(desk).places[node["id"]] == pytest.approx(after.places[node["id"]], rel=1e-4)


def test_pin_hide_ego_and_expand_change_what_is_drawn(desk: Page, address: str) -> None:
    open_map(desk, address, "lang=en&layout=force&pick=organisation/oost-nl")
    whole = drawn(desk)
    partners = {end for tie in whole.ties if "organisation/oost-nl" in tie for end in tie}
    act(desk, "Pin here")
    assert "pinned=organisation/oost-nl@" in drawn(desk).view
    act(desk, "Let go")
    assert "pinned" not in drawn(desk).view
    act(desk, "Only its partners")
    ego = drawn(desk)
    assert ego.ids == partners
    other = next(one for one in sorted(ego.ids) if one != "organisation/oost-nl")
    desk.evaluate("document.getElementById('netmap-nodes').open = true")
    desk.locator(f'#netmap-nodes tbody tr[data-pick="{other}"] button').click()
    act(desk, "Add its partners")
    more = {end for tie in whole.ties if other in tie for end in tie}
    assert drawn(desk).ids == partners | more
    act(desk, "Hide")
    assert other not in drawn(desk).ids


def test_the_shortest_paths_between_two_are_those_of_networkx(desk: Page, address: str) -> None:
    import networkx as nx

    open_map(desk, address, "lang=en&layout=force&pick=organisation/fme")
    network = nx.Graph(drawn(desk).ties)
    far = nx.single_source_shortest_path_length(network, "organisation/fme")
    other = max(sorted(far), key=lambda node: far[node])
    act(desk, "Shortest paths to …")
    desk.get_by_role("combobox", name="Find an organisation").fill(name_of(desk, other))
    desk.keyboard.press("Enter")
    found = drawn(desk)
    paths = list(nx.all_shortest_paths(network, "organisation/fme", other))
    assert found.ids == {node for path in paths for node in path}
    steps = {frozenset(step) for path in paths for step in pairwise(path)}
    assert {frozenset(tie) for tie in found.ties} == steps


def name_of(page: Page, node: str) -> str:
    page.evaluate("document.getElementById('netmap-nodes').open = true")
    return page.locator(f'#netmap-nodes tbody tr[data-pick="{node}"] th bdi').inner_text()


@pytest.mark.soak
def test_years_play_from_the_first_to_the_next(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    open_map(page, address, "lang=en&since=2015&until=2016&tie=projects")
    page.get_by_role("button", name="Play through the years").click()
    page.wait_for_url(lambda url: "since=2017" in url)
    page.get_by_role("button", name="Pause").click()
    stopped = drawn(page).view
    assert "until=2018" in stopped
    page.wait_for_timeout(1400)
    assert drawn(page).view == stopped
    context.close()


def test_a_finger_chooses_and_moves_the_picture(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    open_map(page, address, "lang=en&layout=force")
    page.locator("#netmap-stage").scroll_into_view_if_needed()
    node = largest(page)
    page.touchscreen.tap(*on_page(page, node))
    assert f"pick={node['id']}" in drawn(page).view
    before = drawn(page).at
    session = context.new_cdp_session(page)
    # Below the button that opens the controls.
    x, y = on_page(page, {"x": 30, "y": 90})

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": px, "y": py, "id": place} for place, (px, py) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x + 12 * step, y + 8 * step))
    touch("touchEnd")
    moved = drawn(page).at
    assert moved[:2] != before[:2]
    touch("touchStart", (x, y), (x + 60, y + 60))
    for step in range(1, 6):
        touch("touchMove", (x, y), (x + 60 + 14 * step, y + 60 + 14 * step))
    touch("touchEnd")
    assert drawn(page).at[2] > moved[2] * 1.2
    context.close()


def test_the_editor_hands_an_answer_over_to_the_map(desk: Page, address: str) -> None:
    open_editor(desk, address, f"?lang=en#query={quote(PAIRS)}")
    run(desk)
    desk.get_by_text("Network", exact=True).click()
    link = desk.get_by_role("link", name="Open in the network map")
    link.wait_for()
    told = str(link.locator("xpath=..").inner_text())
    link.click()
    desk.wait_for_selector(READY)
    found = drawn(desk)
    # A pair that stands in several rows is one tie for both, as heavy as its rows are many.
    assert f"{len(found.ids)} nodes, {len(found.ties)} ties" in told
    assert sum(found.weights.values()) > len(found.ties)
    assert "query=PREFIX" in found.view
