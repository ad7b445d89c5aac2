"""Pictures in files: what lines mean, which nodes are named, and no name over another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from techland.graph.home import Home
from techland.graph.network_errors import UnwritableText
from techland.knowledge_graph import open_graph
from techland.viz.network_map.drawing import figure_of, picture_bytes
from techland.viz.network_map.node_titles import check_labels
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


VIEWS = (
    (View(), True),
    (View(layout="force"), False),
    (View(layout="sides"), True),
    (View(filters={"theme": ("hydrogen",)}, since=2019, until=2022), False),
)


def labels_of(figure: Any) -> list[Text]:
    texts = figure.findobj(lambda one: isinstance(one, Text) and one.get_gid())
    return [text for text in texts if text.get_gid().startswith("label-")]


@pytest.mark.parametrize(("view", "slide"), VIEWS)
def test_a_name_is_legible_or_left_out_and_counted(
    source: MapSource, view: View, slide: bool
) -> None:
    made = scene(source.shown(view), Reader("en"))
    figure = figure_of(made, slide=slide)
    labels = labels_of(figure)
    assert len(labels) > 10
    assert {label.get_fontsize() for label in labels} == {6.8}
    renderer = FigureCanvasAgg(figure).get_renderer()
    extents = [Text.get_window_extent(label, renderer) for label in labels]
    assert not [
        (labels[one].get_text(), labels[other].get_text())
        for one, other in combinations(range(len(labels)), 2)
        if min(extents[one].x1, extents[other].x1) - max(extents[one].x0, extents[other].x0) > 1
        and min(extents[one].y1, extents[other].y1) - max(extents[one].y0, extents[other].y0) > 1
    ]
    caption = [text.get_text() for text in figure.texts]
    left = len(made.labels) - len(labels)
    assert left
    assert any(line.startswith(f"{left} nodes have no name here") for line in caption)
    assert caption[-1].startswith("techland, version")
    assert all(text.get_position()[1] > 0.02 for text in figure.texts)


def test_an_svg_names_every_node(source: MapSource) -> None:
    # Of many nodes a mark is defined once and used, of few it is drawn each time.
    for view in (View(layout="force"), VIEWS[-1][0]):
        made = scene(source.shown(view), Reader("nl"))
        content = picture_bytes(made, "svg")
        [nodes] = etree.fromstring(content).xpath("//*[@id='nodes']")
        titles = [title.text for title in nodes.iter("{*}title")]
        assert titles == made.labels
        # Each is the title of a mark: a viewer shows it under the pointer.
        assert {title.getparent().tag.rpartition("}")[2] for title in nodes.iter("{*}title")} <= {
            "path",
            "use",
        }


def test_a_label_that_no_svg_can_hold_is_refused_in_words() -> None:
    with pytest.raises(UnwritableText, match="label"):
        check_labels(["Twente", "Ems\x01land"])


def test_a_caption_names_the_values_of_filters(source: MapSource) -> None:
    view = View(filters={"theme": ("hydrogen",), "country": ("NL", "DE")})
    caption = scene(source.shown(view), Reader("de")).caption
    assert caption[1] == "Thema: Wasserstoff; Land: Niederlande, Deutschland"


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
