"""Pictures in files tell what lines mean; names in a page of pyvis do not cover one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from lxml import etree

from techland.graph.home import Home
from techland.knowledge_graph import open_graph
from techland.viz.network_map.drawing import picture_bytes
from techland.viz.network_map.pyvis_page import pyvis_network
from techland.viz.network_map.scene import scene
from techland.viz.network_map.source import MapSource
from techland.viz.network_map.view import View
from techland.viz.reader import Reader


@pytest.fixture(scope="module")
def source(curated_home: Home) -> Iterator[MapSource]:
    with open_graph(curated_home) as kg:
        yield kg.map_source


@pytest.mark.parametrize(
    ("view", "told", "not_told"),
    [
        (View(), {"Verbindung über die Grenze", "andere Verbindung"}, set()),
        (View(across=True), {"Verbindung über die Grenze"}, {"andere Verbindung"}),
        (View(disputed=True), {"gestrichelt: eine Quelle bestreitet es"}, set()),
        (View(min=99), set(), {"Verbindung über die Grenze", "andere Verbindung"}),
    ],
)
def test_a_printed_legend_names_the_lines_that_are_drawn(
    source: MapSource, view: View, told: set[str], not_told: set[str]
) -> None:
    picture = picture_bytes(scene(source.shown(view), Reader("de")), "svg")
    texts = ["".join(text.itertext()).strip() for text in etree.fromstring(picture).iter("{*}text")]
    # A long text stands on lines of its own.
    whole = " ".join(texts)
    assert all(one in whole for one in told)
    assert not any(one in whole for one in not_told)


@pytest.mark.parametrize("layout", ["force", "geographic"])
def test_names_in_pyvis_do_not_cover_one_another(source: MapSource, layout: str) -> None:
    made = scene(source.shown(View(layout=layout)), Reader("en"))
    nodes = pyvis_network(made).nodes
    assert {node["title"] for node in nodes} == set(made.labels)
    named = [node for node in nodes if node["font"]["size"]]
    assert len(named) > 20
    for one, other in combinations(named, 2):
        size = one["font"]["size"]
        wide = (len(one["label"]) + len(other["label"])) / 2 * size * 0.55
        apart = abs(one["x"] - other["x"]) > wide or abs(one["y"] - other["y"]) > size
        assert apart, (one["label"], other["label"])
