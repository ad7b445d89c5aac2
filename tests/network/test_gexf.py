"""GEXF against the schema of GEXF 1.3, and what else a file must hold."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from techland.graph.network_errors import UnwritableText
from techland.network.arrays.arrays import Arrays
from techland.network.attributes import NODE_ATTRIBUTES, TIE_ATTRIBUTES
from techland.network.layouts.of_graph import positions_of
from techland.network.organisations import organisation_network
from techland.viz.colours import GROUP_COLOURS
from techland.viz.take_away import network_file
from tests.network.networks import hostile_network, network_of

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
TYPES = {"text": "string", "list": "string"}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "gexf" / "gexf.xsd"))


@pytest.fixture(scope="module", params=[False, True], ids=["tied", "isolated"])
def network(curated_arrays: Arrays, request: pytest.FixtureRequest) -> nx.Graph[str]:
    return organisation_network(curated_arrays, isolated=request.param)


def gexf(network: nx.Graph[str]) -> etree._Element:
    return etree.fromstring(network_file(network, "gexf", "v1"))


def test_the_whole_network_fits_the_schema(network: nx.Graph[str], schema: etree.XMLSchema) -> None:
    schema.assertValid(gexf(network))


def test_odd_networks_fit_the_schema(schema: etree.XMLSchema) -> None:
    for network in (hostile_network(), network_of({}, []), network_of({"a": "NL"}, [])):
        schema.assertValid(gexf(network))


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_name_fits_the_schema(schema: etree.XMLSchema, name: str) -> None:
    schema.assertValid(gexf(network_of({f"n{name}": "NL", "b": "DE"}, [(f"n{name}", "b")])))


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        (f".//{GEXF}node", "id", None),
        (f".//{GEXF}edge", "target", "nowhere"),
        (f".//{GEXF}edge", "weight", "heavy"),
        (f".//{GEXF}edge", "start", "some day"),
        (f".//{GEXF}attribute", "type", "text"),
        (f".//{VIZ}color", "r", "256"),
        (f".//{VIZ}size", "value", "-1"),
        (".", "version", "1.2"),
    ],
)
def test_the_schema_sees_faults(
    schema: etree.XMLSchema, path: str, name: str, value: str | None
) -> None:
    root = gexf(network_of({"a": "NL", "b": "DE"}, [("a", "b")]))
    element = root.find(path)
    if value is None:
        del element.attrib[name]
    else:
        element.set(name, value)
    assert not schema.validate(root)


def test_the_file_says_what_it_is_and_no_day(network: nx.Graph[str]) -> None:
    meta = gexf(network).find(f"{GEXF}meta")
    assert meta.findtext(f"{GEXF}creator") == "The techland project"
    assert "dataset version v1." in meta.findtext(f"{GEXF}description")
    assert "CC BY 4.0" in meta.findtext(f"{GEXF}description")
    assert "Netherlands" in meta.findtext(f"{GEXF}keywords")
    assert not meta.attrib


def test_every_attribute_is_declared_with_its_type(network: nx.Graph[str]) -> None:
    root = gexf(network)
    for owner, attributes in (("node", NODE_ATTRIBUTES), ("edge", TIE_ATTRIBUTES)):
        declared = root.findall(f".//{GEXF}attributes[@class='{owner}']/{GEXF}attribute")
        wanted = {one.name: TYPES.get(one.kind.value, one.kind.value) for one in attributes}
        found = {one.get("title"): one.get("type") for one in declared}
        assert found == {k: v for k, v in wanted.items() if k not in {"label", "weight"}}


def test_gexf_holds_place_size_and_colour(network: nx.Graph[str]) -> None:
    positions = positions_of(network)
    for element in gexf(network).iter(f"{GEXF}node"):
        place = positions[element.get("id")]
        colour = element.find(f"{VIZ}color")
        told = "#" + "".join(f"{int(colour.get(key)):02x}" for key in "rgb")
        assert told == GROUP_COLOURS[network.nodes[element.get("id")]["group"]]
        position = element.find(f"{VIZ}position")
        assert (float(position.get("x")), float(position.get("y"))) == (place.x, -place.y)
        assert float(element.find(f"{VIZ}size").get("value")) == place.radius


@pytest.mark.parametrize("name", ["gexf", "graphml"])
@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe", "\ud800"])
def test_a_character_that_xml_forbids_is_an_error(name: str, character: str) -> None:
    network = network_of({"a": "NL", "b": "DE"}, [("a", "b")])
    network.nodes["b"]["place"] = f"Ens{character}chede"
    with pytest.raises(UnwritableText) as refused:
        network_file(network, name, "v1")
    for told in ("'b'", "'place'", f"U+{ord(character):04X}"):
        assert told in refused.value.message
    network.nodes["b"]["place"] = "Enschede"
    network.edges["a", "b"]["sources"] = (f"https://{character}",)
    with pytest.raises(UnwritableText, match=r"'sources' of the tie of 'a' and 'b'"):
        network_file(network, name, "v1")
