"""A network as GEXF 1.3, which Gephi, networkx and graphology read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

import networkx as nx

from techland.network.attributes import Attribute, Attributes, Kind, Plain
from techland.network.file_contents import About, Mark, written
from techland.network.tie_times import Spell
from techland.network.xml_text import xml_bytes

NAMESPACES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz"}
TYPES = {
    Kind.TEXT: "string",
    Kind.LIST: "string",
    Kind.INTEGER: "integer",
    Kind.DOUBLE: "double",
    Kind.BOOLEAN: "boolean",
}
# What GEXF writes as XML attributes of its own.
LABEL, WEIGHT = "label", "weight"


def _meta(root: Element, about: About) -> None:
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = about.creator
    SubElement(meta, "keywords").text = ", ".join(about.keywords)
    SubElement(meta, "description").text = about.description


def _declare(graph: Element, owner: str, attributes: Iterable[Attribute]) -> None:
    """Declare attributes; their id is their name, which some readers show in its place."""
    declared = SubElement(graph, "attributes", {"class": owner})
    for attribute in attributes:
        if attribute.name not in {LABEL, WEIGHT}:
            told = {"id": attribute.name, "title": attribute.name, "type": TYPES[attribute.kind]}
            SubElement(declared, "attribute", told)


def _values(element: Element, data: Mapping[str, Plain]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in data.items():
        if name not in {LABEL, WEIGHT}:
            SubElement(values, "attvalue", {"for": name, "value": written(value)})


def _mark(element: Element, mark: Mark) -> None:
    red, green, blue = bytes.fromhex(mark.colour.removeprefix("#"))
    colour = {"r": red, "g": green, "b": blue}
    SubElement(element, "viz:color", {key: str(value) for key, value in colour.items()})
    SubElement(element, "viz:position", {"x": written(mark.x), "y": written(mark.y), "z": "0.0"})
    SubElement(element, "viz:size", {"value": written(mark.size)})


def _times(element: Element, spells: Iterable[Spell]) -> None:
    """Write when a tie holds; the schema lets a spell be open at either end."""
    held = SubElement(element, "spells")
    for start, end in spells:
        days = {"start": start, "end": end}
        SubElement(held, "spell", {name: day for name, day in days.items() if day})


def write_gexf(
    plain: nx.Graph[str],
    marks: Mapping[str, Mark],
    about: About,
    attributes: Attributes,
    spells: Mapping[tuple[str, str], Iterable[Spell]] | None = None,
) -> bytes:
    """Return a network of plain values as GEXF 1.3, static unless it is told when ties hold.

    The days between which the dates of a tie lie are not those on which it holds: they
    stay attributes.

    Args:
        plain: as ``plain_network`` gives it.
        marks: how to draw nodes; one without a mark is not placed.
        about: what the file says of itself.
        attributes: of nodes and ties.
        spells: when ties hold, by their ends; a tie without any always does.
    """
    root = Element("gexf", {**NAMESPACES, "version": "1.3"})
    _meta(root, about)
    direction = "directed" if plain.is_directed() else "undirected"
    kept = {"defaultedgetype": direction, "idtype": "string", "mode": "static"}
    if spells is not None:
        kept |= {"mode": "dynamic", "timeformat": "date"}
    graph = SubElement(root, "graph", kept)
    _declare(graph, "node", attributes.nodes)
    _declare(graph, "edge", attributes.ties)
    nodes = SubElement(graph, "nodes", {"count": str(plain.number_of_nodes())})
    for node, data in plain.nodes(data=True):
        element = SubElement(nodes, "node", {"id": node, LABEL: str(data[LABEL])})
        _values(element, data)
        if node in marks:
            _mark(element, marks[node])
    edges = SubElement(graph, "edges", {"count": str(plain.number_of_edges())})
    for number, (one, other, data) in enumerate(plain.edges(data=True)):
        ends = {"id": str(number), "source": one, "target": other}
        element = SubElement(edges, "edge", ends | {WEIGHT: written(data[WEIGHT])})
        _values(element, data)
        if spells and (held := spells.get((one, other))):
            _times(element, held)
    return xml_bytes(root)
