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
from techland.network.layout import Layout
from techland.network.xml_text import check_texts

WRITERS = {"gexf": write_gexf, "graphml": write_graphml}


def _marks(
    plain: nx.Graph[str], layout: Layout | None, colours: Mapping[str, str]
) -> dict[str, Mark]:
    if layout is None:
        return {}
    places = layout.positions
    return {
        # The picture's y axis points down, those of Gephi and most plots up.
        node: Mark(float(places[node].x), float(-places[node].y), places[node].radius, colour)
        for node, colour in ((one, colours[data["group"]]) for one, data in plain.nodes(data=True))
    }


def _check(plain: nx.Graph[str], about: About) -> None:
    check_texts("the file", {"version": about.version})
    for node, data in plain.nodes(data=True):
        check_texts(f"node {node!r}", {"id": node, **data})
    for one, other, data in plain.edges(data=True):
        check_texts(f"the tie of {one!r} and {other!r}", data)


def write_network(
    network: nx.Graph[str],
    layout: Layout | None,
    colours: Mapping[str, str],
    name: str,
    about: About,
) -> bytes:
    """Return the network in the format with this name, the same bytes for the same network.

    Args:
        network: as ``network_in_language`` gives it.
        layout: where to draw each node; None leaves that to the reader.
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
    return WRITERS[known.name](plain, _marks(plain, layout, colours), about, USUAL)
