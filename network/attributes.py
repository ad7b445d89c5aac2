"""What a network file holds of each node and tie, and how values become plain ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import networkx as nx

# Between the values of a list, as in the fact tables: neither an IRI nor a URL can hold it.
SEPARATOR = " | "

Plain = str | int | float | bool


class Kind(Enum):
    """What values an attribute has; a list is one text in a file, since readers disagree there."""

    TEXT = "text"
    LIST = "list"
    INTEGER = "integer"
    DOUBLE = "double"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Attribute:
    """One attribute of nodes or ties; docs/networks.md tells what it means."""

    name: str
    kind: Kind


def _attributes(**kinds: Kind) -> tuple[Attribute, ...]:
    return tuple(Attribute(name, kind) for name, kind in kinds.items())


NODE_ATTRIBUTES = _attributes(
    label=Kind.TEXT,
    label_language=Kind.TEXT,
    label_nl=Kind.TEXT,
    label_de=Kind.TEXT,
    label_en=Kind.TEXT,
    country=Kind.TEXT,
    sides=Kind.LIST,
    group=Kind.TEXT,
    type=Kind.TEXT,
    type_label=Kind.TEXT,
    place=Kind.TEXT,
    nuts3=Kind.TEXT,
    latitude=Kind.DOUBLE,
    longitude=Kind.DOUBLE,
    identifiers=Kind.LIST,
    source_count=Kind.INTEGER,
    sources=Kind.LIST,
)
TIE_ATTRIBUTES = _attributes(
    weight=Kind.DOUBLE,
    agreements=Kind.INTEGER,
    projects=Kind.INTEGER,
    across=Kind.BOOLEAN,
    shared=Kind.LIST,
    activities=Kind.LIST,
    first=Kind.TEXT,
    last=Kind.TEXT,
    first_told=Kind.TEXT,
    last_told=Kind.TEXT,
    dated=Kind.INTEGER,
    certainty=Kind.TEXT,
    disputed=Kind.BOOLEAN,
    dates_disputed=Kind.BOOLEAN,
    source_count=Kind.INTEGER,
    sources=Kind.LIST,
)


@dataclass(frozen=True)
class Attributes:
    """What a file declares of nodes and of ties."""

    nodes: tuple[Attribute, ...]
    ties: tuple[Attribute, ...]


USUAL = Attributes(NODE_ATTRIBUTES, TIE_ATTRIBUTES)


def _plain(value: Any, kind: Kind) -> Plain:
    if kind is Kind.LIST:
        return SEPARATOR.join(value)
    return float(value) if kind is Kind.DOUBLE else value


def plain_values(data: Mapping[str, Any], attributes: Iterable[Attribute]) -> dict[str, Plain]:
    """Return what is known of these attributes; neither format has a value for unknown ones."""
    known = ((one, data[one.name]) for one in attributes if data[one.name] not in (None, "", ()))
    return {one.name: _plain(value, one.kind) for one, value in known}


def plain_network(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return the network with plain values, in the order of IRIs whatever its own order is."""
    plain: nx.Graph[str] = nx.Graph()
    for node in sorted(network):
        plain.add_node(node, **plain_values(network.nodes[node], NODE_ATTRIBUTES))
    for one, other in sorted(tuple(sorted(edge)) for edge in network.edges):
        plain.add_edge(one, other, **plain_values(network.edges[one, other], TIE_ATTRIBUTES))
    return plain
