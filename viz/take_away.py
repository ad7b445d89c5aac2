"""The network as a file for other programs, laid out and coloured as the map draws it."""

from __future__ import annotations

import networkx as nx

from techland.network.export import write_network
from techland.network.file_contents import About
from techland.network.layouts.of_graph import positions_of
from techland.viz.colours import GROUP_COLOURS
from techland.viz.languages import FALLBACK
from techland.viz.network_names import network_in_language

# Places of more take seconds, and other programs lay such networks out themselves.
MOST_PLACED = 1000


def network_file(
    network: nx.Graph[str], format_name: str, version: str, language: str = FALLBACK
) -> bytes:
    """Return the network as GEXF or GraphML, up to MOST_PLACED nodes with places and colours.

    Args:
        network: as ``organisation_network`` gives it.
        format_name: gexf or graphml.
        version: of the snapshot, told in the file.
        language: of the labels where one is known in it: en, nl or de.

    Raises:
        UnknownFormat: no network format has this name.
        UnwritableText: a text has a character that XML forbids.
    """
    places = positions_of(network) if len(network) <= MOST_PLACED else {}
    about = About(version, network.graph["kinds"], language)
    named = network_in_language(network, language)
    return write_network(named, places, GROUP_COLOURS, format_name, about)
