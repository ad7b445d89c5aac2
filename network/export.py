"""The network as GEXF (as Gephi reads it) and GraphML, with coordinates, sizes and colours."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.etree.ElementTree import SubElement

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from techland.graph.errors import UnknownFormat
from techland.graph.formats import NETWORK, format_named, formats_for
from techland.network.layout import Layout

# What a reader of the file gets; both formats know neither lists nor empty values.
NODE_TEXTS = ("label", "country", "group", "type", "place")
NODE_NUMBERS = ("latitude", "longitude")
EDGE_NUMBERS = ("weight", "agreements", "projects")


def _plain_node(data: dict[str, Any]) -> dict[str, Any]:
    plain = {key: data[key] for key in (*NODE_TEXTS, *NODE_NUMBERS) if data[key] is not None}
    return plain | {"sides": " | ".join(data["sides"])}


def _plain_edge(data: dict[str, Any]) -> dict[str, Any]:
    numbers = {key: data[key] for key in EDGE_NUMBERS}
    return numbers | {"across": data["across"], "shared": " | ".join(data["shared"])}


def plain_network(network: nx.Graph[str], version: str) -> nx.Graph[str]:
    """Return the network with attributes that every exchange format can hold."""
    plain: nx.Graph[str] = nx.Graph(version=version, kinds=" | ".join(network.graph["kinds"]))
    plain.add_nodes_from((node, _plain_node(data)) for node, data in network.nodes(data=True))
    plain.add_edges_from(
        (one, other, _plain_edge(data)) for one, other, data in network.edges(data=True)
    )
    return plain


def _gexf(plain: nx.Graph[str], layout: Layout, colours: dict[str, str]) -> bytes:
    for node, position in layout.positions.items():
        data = plain.nodes[node]
        red, green, blue = bytes.fromhex(colours[data["group"]].removeprefix("#"))
        data["viz"] = {
            # Gephi's y axis points up.
            "position": {"x": float(position.x), "y": float(-position.y), "z": 0.0},
            "size": position.radius,
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        }
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(plain)
    for meta in writer.xml.iter("meta"):
        # The day of writing would make every file another one.
        meta.attrib.pop("lastmodifieddate", None)
        SubElement(meta, "description").text = f"techland {plain.graph['version']}"
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _graphml(plain: nx.Graph[str], layout: Layout, colours: dict[str, str]) -> bytes:
    for node, position in layout.positions.items():
        data = plain.nodes[node]
        data |= {
            "x": position.x,
            "y": position.y,
            "size": position.radius,
            "color": colours[data["group"]],
        }
    buffer = BytesIO()
    nx.write_graphml_xml(plain, buffer, named_key_ids=True)
    return buffer.getvalue()


WRITERS = {"gexf": _gexf, "graphml": _graphml}


def write_network(
    network: nx.Graph[str], layout: Layout, colours: dict[str, str], name: str, version: str
) -> bytes:
    """Return the network in the format with this name, the same bytes for the same network.

    Args:
        network: as ``organisation_network`` gives it.
        layout: where to draw each node.
        colours: ``#rrggbb`` by group.
        name: gexf or graphml.
        version: the snapshot's version, kept in the file.

    Raises:
        UnknownFormat: neither of the two.
    """
    known = format_named(name, formats_for(NETWORK))
    if known.name not in WRITERS:
        raise UnknownFormat(name, WRITERS)
    return WRITERS[known.name](plain_network(network, version), layout, colours)
