"""The network as a file for other programs, with places, sizes and colours."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from techland.graph.errors import UnknownFormat
from techland.graph.formats import NETWORK, format_named, formats_for
from techland.network.attributes import USUAL, plain_network
from techland.network.file_contents import About, Mark
from techland.network.gexf import write_gexf
from techland.network.graphml import write_graphml
from techland.network.layouts.of_graph import Position
from techland.network.xml_text import check_texts

WRITERS = {"gexf": write_gexf, "graphml": write_graphml}


def _marks(
    plain: nx.Graph[str], places: Mapping[str, Position], colours: Mapping[str, str]
) -> dict[str, Mark]:
    return {
        # The picture's y axis points down, those of Gephi and most plots up.
        node: Mark(places[node].x, -places[node].y, places[node].radius, colours[data["group"]])
        for node, data in plain.nodes(data=True)
        if node in places
    }


def _check(plain: nx.Graph[str], about: About) -> None:
    check_texts("the file", {"version": about.version})
    for node, data in plain.nodes(data=True):
        check_texts(f"node {node!r}", {"id": node, **data})
    for one, other, data in plain.edges(data=True):
        check_texts(f"the tie of {one!r} and {other!r}", data)


def write_network(
    network: nx.Graph[str],
    places: Mapping[str, Position],
    colours: Mapping[str, str],
    name: str,
    about: About,
) -> bytes:
    """Return the network in the format with this name, the same bytes for the same network.

    Args:
        network: as ``network_in_language`` gives it.
        places: where to draw each node; none leaves that to the reader.
        colours: ``#rrggbb`` by group.
        name: gexf or graphml.
        about: what the file says of itself.

    Raises:
        UnknownFormat: neither of the two.
        UnwritableText: a text has a character that XML forbids.
    """
    known = format_named(name, formats_for(NETWORK))
    if known.name not in WRITERS:
        raise UnknownFormat(name, WRITERS)
    plain = plain_network(network)
    _check(plain, about)
    return WRITERS[known.name](plain, _marks(plain, places, colours), about, USUAL)
