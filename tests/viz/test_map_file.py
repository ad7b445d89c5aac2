"""The map as one file: whole, without another host, text from data never markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from markupsafe import escape

from techland.network.layout import two_sided_layout
from techland.viz.edition import Edition, Gap
from techland.viz.map_page import map_file
from techland.viz.picture import draw
from techland.viz.picture_data import picture_json, pyvis_network, script_json
from techland.viz.reader import Reader
from tests.network.networks import EMOJI, EVIL, RIGHT_TO_LEFT, hostile_network, network_of

EDITION = Edition(
    "0123456789abcdef" * 4, (Gap("agreements-of-one-party", 2, frozenset({"network"})),)
)


class Elements(HTMLParser):
    """Collects elements with their attributes, and the text of data scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._in_data = tag == "script" and dict(attrs).get("type") == "application/json"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data

    def handle_endtag(self, _: str) -> None:
        self._in_data = False


def read(page: str) -> Elements:
    elements = Elements()
    elements.feed(page)
    elements.close()
    return elements


def data_of(page: str) -> Any:
    return json.loads(read(page).data)


@pytest.fixture(scope="module")
def page() -> str:
    return map_file(hostile_network(), EDITION, Reader("en"))


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    loading = ("src", "srcset", "data", "poster", "action", "background")
    for tag, attributes in read(page).found:
        assert not set(attributes) & set(loading), (tag, attributes)
        assert tag not in {"link", "iframe", "object", "embed", "base", "img"}
    outside_scripts = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"@import|url\(", outside_scripts)


def test_hostile_text_is_text(page: str) -> None:
    elements = read(page)
    scripts = [attributes for tag, attributes in elements.found if tag == "script"]
    assert [attributes.get("type") for attributes in scripts] == ["application/json", *[None] * 3]
    assert "<script>alert" not in page
    assert str(escape(EMOJI)) in page
    handlers = [
        name for _, attributes in elements.found for name in attributes if name.startswith("on")
    ]
    assert handlers == []


def test_the_data_hold_every_text_unchanged(page: str) -> None:
    data = data_of(page)
    labels = {node["label"] for node in data["nodes"]}
    assert {EVIL, RIGHT_TO_LEFT, EMOJI, "long " * 100, "</p>"} == labels
    assert data["sources"][0]["title"] == EVIL


def test_an_address_that_is_no_web_page_is_no_link(page: str) -> None:
    assert data_of(page)["sources"][0]["url"] == ""
    assert "javascript:alert" not in page


def test_only_these_scripts_and_styles_may_run(page: str) -> None:
    policy = next(
        attributes["content"] or ""
        for tag, attributes in read(page).found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 3 + 2


def test_the_table_holds_the_nodes_and_ties_of_the_picture(page: str) -> None:
    data, elements = data_of(page), read(page).found
    rows = [attributes for tag, attributes in elements if tag == "tr"]
    nodes = [row["data-node"] for row in rows if "data-node" in row]
    ties = [row["data-tie"] for row in rows if "data-tie" in row]
    assert nodes == [str(node["id"]) for node in data["nodes"]]
    assert ties == [str(index) for index in range(len(data["edges"]))]


def test_version_counts_and_gaps_are_told(page: str) -> None:
    assert "0123456789ab" in page
    assert "5 organisations" in page
    assert "Only one party is known of 2 agreements." in page


@pytest.mark.parametrize("language", ["nl", "de"])
def test_it_speaks_other_languages(language: str) -> None:
    page = map_file(hostile_network(), EDITION, Reader(language))
    assert f'<html lang="{language}">' in page
    assert data_of(page)["messages"]["map-side-left"] in {"Nederland", "Niederlande"}


def test_an_empty_network_says_so() -> None:
    page = map_file(network_of({}, []), EDITION, Reader("en"))
    assert "No organisation shares" in page
    assert "map-data" not in [attributes.get("id") for _, attributes in read(page).found]


def test_the_same_network_gives_the_same_file(page: str) -> None:
    assert map_file(hostile_network(), EDITION, Reader("en")) == page


def test_pyvis_holds_the_nodes_at_their_places_without_physics() -> None:
    network = hostile_network()
    layout = two_sided_layout(network)
    drawing = pyvis_network(draw(network, layout, Reader("en")))
    assert drawing.options.physics.enabled is False
    places = {(node["x"], node["y"]) for node in drawing.nodes}
    assert places == {(position.x, position.y) for position in layout.positions.values()}
    assert len(drawing.edges) == network.number_of_edges()


def test_json_in_a_script_cannot_end_it() -> None:
    value = "</script><!--\u2028&"
    text = str(script_json(value))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == value


def test_ties_across_come_first() -> None:
    network = network_of({"a": "NL", "b": "NL", "c": "DE"}, [("a", "b"), ("a", "c")])
    picture = draw(network, two_sided_layout(network), Reader("en"))
    assert [tie.across for tie in picture.ties] == [True, False]
    assert picture_json(picture, str)["edges"][0]["across"] is True
