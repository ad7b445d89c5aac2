"""A network as GraphML, which igraph, networkx and graphology read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

import networkx as nx

from techland.network.attributes import Attribute, Attributes, Kind, Plain
from techland.network.file_contents import LICENCE, About, Mark, written
from techland.network.xml_text import xml_bytes

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES = {
    Kind.TEXT: "string",
    Kind.LIST: "string",
    Kind.INTEGER: "int",
    Kind.DOUBLE: "double",
    Kind.BOOLEAN: "boolean",
}
DRAWN = (
    Attribute("x", Kind.DOUBLE),
    Attribute("y", Kind.DOUBLE),
    Attribute("size", Kind.DOUBLE),
    Attribute("color", Kind.TEXT),
)
ABOUT = tuple(
    Attribute(name, Kind.TEXT)
    for name in ("creator", "description", "keywords", "kinds", "license", "version")
)


def _declare(root: Element, owner: str, attributes: Iterable[Attribute]) -> None:
    for attribute in attributes:
        name, type_name = attribute.name, TYPES[attribute.kind]
        key = {"id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": type_name}
        SubElement(root, "key", key)


def _values(element: Element, owner: str, data: Mapping[str, Plain]) -> None:
    for name, value in data.items():
        SubElement(element, "data", {"key": f"{owner}-{name}"}).text = written(value)


def _about(about: About) -> dict[str, Plain]:
    return {
        "creator": about.creator,
        "description": about.description,
        "keywords": ", ".join(about.keywords),
        "kinds": ", ".join(about.kinds),
        "license": LICENCE,
        "version": about.version,
    }


def _drawn(mark: Mark | None) -> dict[str, Plain]:
    if mark is None:
        return {}
    return {"x": mark.x, "y": mark.y, "size": mark.size, "color": mark.colour}


def write_graphml(
    plain: nx.Graph[str], marks: Mapping[str, Mark], about: About, attributes: Attributes
) -> bytes:
    """Return a network of plain values as GraphML, with places, sizes and colours where known.

    Args:
        plain: as ``plain_network`` gives it.
        marks: how to draw nodes; one without a mark is not placed.
        about: what the file says of itself.
        attributes: of nodes and ties.
    """
    root = Element("graphml", {"xmlns": NAMESPACE})
    _declare(root, "graph", ABOUT)
    _declare(root, "node", (*attributes.nodes, *(DRAWN if marks else ())))
    _declare(root, "edge", attributes.ties)
    direction = "directed" if plain.is_directed() else "undirected"
    graph = SubElement(root, "graph", {"edgedefault": direction})
    _values(graph, "graph", _about(about))
    for node, data in plain.nodes(data=True):
        element = SubElement(graph, "node", {"id": node})
        _values(element, "node", {**data, **_drawn(marks.get(node))})
    for one, other, data in plain.edges(data=True):
        # No ids: igraph 1.0.0 takes them for those of nodes.
        edge = SubElement(graph, "edge", {"source": one, "target": other})
        _values(edge, "edge", data)
    return xml_bytes(root)
