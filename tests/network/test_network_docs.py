"""docs/networks.md names every attribute of nodes and ties, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from techland.network.arrays.arrays import Arrays
from techland.network.attributes import NODE_ATTRIBUTES, TIE_ATTRIBUTES, Attribute, Kind
from techland.network.organisations import organisation_network
from techland.viz.network_names import network_in_language

PAGE = (Path(__file__).parents[2] / "docs" / "networks.md").read_text(encoding="utf-8")
TYPES = {
    "text": Kind.TEXT,
    "day (ISO 8601)": Kind.TEXT,
    "list": Kind.LIST,
    "number": Kind.DOUBLE,
    "whole number": Kind.INTEGER,
    "yes or no": Kind.BOOLEAN,
}


@pytest.mark.parametrize(
    ("title", "attributes"), [("Nodes", NODE_ATTRIBUTES), ("Ties", TIE_ATTRIBUTES)]
)
def test_the_page_names_every_attribute(title: str, attributes: tuple[Attribute, ...]) -> None:
    section = PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]
    told = {
        Attribute(name, TYPES[kind.strip()])
        for names, kind in re.findall(r"^\| (`[^|]*) \| ([^|]*) \|", section, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    }
    assert told == set(attributes)


def test_the_value_has_every_attribute(curated_arrays: Arrays) -> None:
    network = network_in_language(organisation_network(curated_arrays), "en")
    for _, data in network.nodes(data=True):
        assert set(data) == {one.name for one in NODE_ATTRIBUTES} | {"names"}
    for _, _, tie in network.edges(data=True):
        assert set(tie) == {one.name for one in TIE_ATTRIBUTES}
