"""Network files: the same bytes for the same network, labels in the reader's language."""

from __future__ import annotations

import networkx as nx
import pytest

from techland.graph.errors import UnknownFormat, UnknownLanguage
from techland.network.arrays.arrays import Arrays
from techland.network.organisations import organisation_network
from techland.viz.network_names import network_in_language
from techland.viz.take_away import network_file


@pytest.fixture(scope="module")
def network(curated_arrays: Arrays) -> nx.Graph[str]:
    return organisation_network(curated_arrays)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_the_same_network_gives_the_same_bytes(network: nx.Graph[str], name: str) -> None:
    assert network_file(network, name, "v1") == network_file(network, name, "v1")


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_another_order_of_nodes_and_ties_gives_the_same_bytes(
    network: nx.Graph[str], name: str
) -> None:
    turned: nx.Graph[str] = nx.Graph(**network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from((b, a, tie) for a, b, tie in reversed(list(network.edges(data=True))))
    assert network_file(turned, name, "v1") == network_file(network, name, "v1")


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_labels_are_in_the_language_or_say_in_which(network: nx.Graph[str], language: str) -> None:
    named = network_in_language(network, language)
    fallbacks = 0
    for node, data in named.nodes(data=True):
        own = data[f"label_{language}"]
        if own:
            assert (data["label"], data["label_language"]) == (own, language)
        else:
            fallbacks += 1
            assert data["label"] == data["names"][data["label_language"] or ""]
        assert "label_language" not in network.nodes[node], "the network itself stays as it is"
    assert fallbacks or language == "en"
    kinds = network.graph["concepts"]["organisation-type"]
    assert {data["type_label"] for _, data in named.nodes(data=True)} == {
        kinds[data["type"]][language] for _, data in network.nodes(data=True)
    }


def test_an_unknown_language_is_refused(network: nx.Graph[str]) -> None:
    with pytest.raises(UnknownLanguage, match="fr"):
        network_in_language(network, "fr")


def test_another_format_is_refused(network: nx.Graph[str]) -> None:
    with pytest.raises(UnknownFormat):
        network_file(network, "turtle", "v1")
