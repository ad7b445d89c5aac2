"""The base map: towns of the border lie in the right country, the border between the two."""

from __future__ import annotations

import json
from typing import Any

import pytest
from matplotlib.path import Path as Outline

from techland.viz.network_map.base_map import BASE_MAP

# Coordinates of the towns' centres, from GeoNames.
TOWNS = {
    "Enschede": ("NL", 6.8937, 52.2183),
    "Winterswijk": ("NL", 6.7192, 51.9725),
    "Venlo": ("NL", 6.1681, 51.3703),
    "Kerkrade": ("NL", 6.0625, 50.8658),
    "Borkum": ("DE", 6.6697, 53.5881),
    "Gronau": ("DE", 7.0247, 52.2125),
    "Aachen": ("DE", 6.0834, 50.7766),
    "Emden": ("DE", 7.2060, 53.3668),
    "Nijmegen": ("NL", 5.8528, 51.8425),
    "Kleve": ("DE", 6.1402, 51.7885),
}


@pytest.fixture(scope="module")
def features() -> list[Any]:
    found: list[Any] = json.loads(BASE_MAP.read_text("utf-8"))["features"]
    return found


@pytest.mark.parametrize("town", TOWNS)
def test_a_town_lies_in_its_country(features: list[Any], town: str) -> None:
    country, *at = TOWNS[town]
    inside = {
        shape["properties"]["country"]
        for shape in features
        if "country" in shape["properties"]
        for rings in shape["geometry"]["coordinates"]
        if Outline(rings[0]).contains_point(at)
        and not any(Outline(hole).contains_point(at) for hole in rings[1:])
    }
    assert inside == {country}


def test_the_border_is_where_both_countries_meet(features: list[Any]) -> None:
    edges = {
        shape["properties"].get("country"): {
            tuple(point)
            for rings in shape["geometry"]["coordinates"]
            for ring in rings
            for point in ring
        }
        for shape in features
        if "country" in shape["properties"]
    }
    [border] = [shape for shape in features if "border" in shape["properties"]]
    points = {tuple(point) for line in border["geometry"]["coordinates"] for point in line}
    assert len(points) > 100
    assert points <= edges["NL"]
    assert points <= edges["DE"]
