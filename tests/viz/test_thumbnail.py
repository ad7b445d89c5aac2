"""The small drawing of the start page: the places of the map, the ties across, no words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree

from techland.graph.home import Home
from techland.knowledge_graph import open_graph
from techland.network.arrays.things import DE, NL
from techland.viz import thumbnail
from techland.viz.network_map.shown import Shown, groups_of


@pytest.fixture(scope="module")
def shown(curated_home: Home) -> Iterator[Shown]:
    with open_graph(curated_home) as kg:
        yield kg.map_source.shown(thumbnail.VIEW)


def test_dots_stand_where_the_map_has_them(shown: Shown) -> None:
    drawing = etree.fromstring(thumbnail.thumbnail(shown))
    groups = groups_of(shown.network.nodes).tolist()
    for name, group, sign in (("nl", NL, -1), ("de", DE, 1)):
        dots = drawing.findall(f".//circle[@class='{name}']")
        assert len(dots) == groups.count(group)
        assert all(float(dot.get("cx")) * sign > 0 for dot in dots)
        rows = [row for row, one in enumerate(groups) if one == group]
        drawn = sorted({int(dot.get("cx")) for dot in dots})
        assert len(drawn) == len({round(float(shown.places[row][0])) for row in rows})
    ties = drawing.findall("g[@class='ties']/path")
    assert len(ties) == int(shown.network.edges["across"].sum())
    assert not "".join(drawing.itertext()).strip()


def test_of_very_many_the_largest_are_drawn(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnail, "MOST_DOTS", 20)
    monkeypatch.setattr(thumbnail, "MOST_TIES", 10)
    drawing = etree.fromstring(thumbnail.thumbnail(shown))
    assert len(drawing.findall("g[@class='ties']/path")) == 10
    assert 10 <= len(drawing.findall("circle")) <= 20
