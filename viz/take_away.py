"""The network as a file for other programs, laid out and coloured as the map draws it."""

from __future__ import annotations

import networkx as nx

from techland.network.export import write_network
from techland.network.layout import two_sided_layout
from techland.viz.colours import GROUP_COLOURS


def network_file(network: nx.Graph[str], format_name: str, version: str) -> bytes:
    """Return the network as GEXF or GraphML with the map's coordinates, sizes and colours.

    Raises:
        UnknownFormat: no network format has this name.
    """
    layout = two_sided_layout(network)
    return write_network(network, layout, GROUP_COLOURS, format_name, version)
