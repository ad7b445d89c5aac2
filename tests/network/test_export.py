"""GEXF and GraphML, read back."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from pyoxigraph import Store

from techland.graph.errors import UnknownFormat
from techland.network.organisations import organisation_network
from techland.viz.colours import GROUP_COLOURS
from techland.viz.take_away import network_file
from tests.network.networks import hostile_network
from tests.network.test_organisations import ask

VIZ = "{http://www.gexf.net/1.2draft/viz}"
GEXF = "{http://www.gexf.net/1.2draft}"


@pytest.fixture(scope="module")
def network(curated_store: Store) -> nx.Graph[str]:
    return organisation_network(ask(curated_store))


def read_back(name: str, content: bytes) -> nx.Graph[str]:
    reader = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}[name]
    found: nx.Graph[str] = reader(BytesIO(content))
    return found


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_what_is_written_is_what_is_read(network: nx.Graph[str], name: str) -> None:
    found = read_back(name, network_file(network, name, "v1"))
    assert set(found) == set(network)
    assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in network.edges}
    for one, other, tie in network.edges(data=True):
        read = found.edges[one, other]
        assert (read["weight"], read["agreements"], read["projects"], read["across"]) == (
            tie["weight"],
            tie["agreements"],
            tie["projects"],
            tie["across"],
        )
    assert all(found.nodes[node]["group"] == network.nodes[node]["group"] for node in network)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_hostile_names_survive(name: str) -> None:
    network = hostile_network()
    found = read_back(name, network_file(network, name, "v1"))
    assert {data["label"] for _, data in found.nodes(data=True)} == set(network)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_the_same_network_gives_the_same_bytes(network: nx.Graph[str], name: str) -> None:
    assert network_file(network, name, "v1") == network_file(network, name, "v1")


def test_gexf_holds_place_size_colour_and_version(network: nx.Graph[str]) -> None:
    root = ET.fromstring(network_file(network, "gexf", "v1"))  # noqa: S314 (our own file)
    assert root.findtext(f"{GEXF}meta/{GEXF}description") == "techland v1"
    for element in root.iter(f"{GEXF}node"):
        colour = element.find(f"{VIZ}color")
        assert colour is not None
        told = "#" + "".join(f"{int(colour.attrib[key]):02x}" for key in "rgb")
        assert told == GROUP_COLOURS[network.nodes[element.attrib["id"]]["group"]]
        assert element.find(f"{VIZ}position") is not None
        assert element.find(f"{VIZ}size") is not None


def test_another_format_is_refused(network: nx.Graph[str]) -> None:
    with pytest.raises(UnknownFormat):
        network_file(network, "turtle", "v1")
