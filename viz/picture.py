"""The picture of a network as data: what the page draws and what its tables list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from techland.network.layout import Layout
from techland.network.undertakings import Affiliation, Document, Undertaking
from techland.viz.names import Name
from techland.viz.reader import Reader

# Gives the address under which the reader finds more about an IRI.
Link = Callable[[str], str]


@dataclass(frozen=True)
class DrawnNode:
    """An organisation in the picture and in the table."""

    index: int
    iri: str
    name: Name
    group: str
    kind: Name | None
    place: str | None
    partners: int
    partners_across: int


@dataclass(frozen=True)
class DrawnTie:
    """Two organisations and what they share, as indices into the picture's lists."""

    one: int
    other: int
    weight: int
    agreements: int
    projects: int
    across: bool
    shared: tuple[int, ...]


@dataclass
class Picture:
    """All that is drawn: nodes, ties, shared undertakings and the sources that tell of them."""

    network: nx.Graph[str]
    layout: Layout
    reader: Reader
    nodes: list[DrawnNode] = field(default_factory=list)
    ties: list[DrawnTie] = field(default_factory=list)
    undertakings: list[Undertaking] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    @property
    def ties_across(self) -> int:
        """Return the number of ties between a Dutch and a German organisation."""
        return sum(tie.across for tie in self.ties)

    @property
    def has_others(self) -> bool:
        """Tell whether organisations of neither side are drawn, in the band below."""
        return any(node.group == "other" for node in self.nodes)


def _drawn_node(network: nx.Graph[str], index: int, iri: str, reader: Reader) -> DrawnNode:
    data = network.nodes[iri]
    kinds = network.graph["concepts"].get("organisation-type", {})
    kind = reader.name(kinds.get(data["type"], {}), data["type"]) if data["type"] else None
    across = sum(tie["across"] for _, _, tie in network.edges(iri, data=True))
    return DrawnNode(
        index=index,
        iri=iri,
        name=reader.name(data["names"], data["label"]),
        group=data["group"],
        kind=kind,
        place=data["place"],
        partners=network.degree(iri),
        partners_across=across,
    )


def draw(network: nx.Graph[str], layout: Layout, reader: Reader) -> Picture:
    """Return the picture of a network for a reader; ties across and heavy ones come first."""
    places = {iri: index for index, iri in enumerate(network)}
    used = sorted({iri for _, _, tie in network.edges(data=True) for iri in tie["activities"]})
    undertakings: list[Undertaking] = [network.graph["undertakings"][iri] for iri in used]
    order = {iri: index for index, iri in enumerate(used)}
    ties = [
        DrawnTie(
            places[one],
            places[other],
            tie["weight"],
            tie["agreements"],
            tie["projects"],
            tie["across"],
            tuple(order[iri] for iri in tie["activities"]),
        )
        for one, other, tie in network.edges(data=True)
    ]
    ties.sort(key=lambda tie: (not tie.across, -tie.weight, tie.one, tie.other))
    cited = {s for u in undertakings for a in u.affiliations.values() for s in a.sources}
    sources: dict[str, Document] = network.graph["sources"]
    return Picture(
        network=network,
        layout=layout,
        reader=reader,
        nodes=[_drawn_node(network, index, iri, reader) for iri, index in places.items()],
        ties=ties,
        undertakings=undertakings,
        documents=[sources[iri] for iri in sorted(cited) if iri in sources],
    )


def period(undertaking: Undertaking, reader: Reader) -> str:
    """Return when an undertaking was or ran, as exact as it is told, or an empty text."""
    start = reader.date(undertaking.start) if undertaking.start else ""
    end = reader.date(undertaking.end) if undertaking.end else ""
    if start and end:
        return f"{start} – {end}"  # noqa: RUF001 (an en dash joins two dates)
    if end:
        return reader.message("map-until", end=end)
    if start and undertaking.kind != "agreement":
        return reader.message("map-from", start=start)
    return start


def affiliation_json(
    affiliation: Affiliation, sources: dict[str, int], concepts: dict[str, Any], reader: Reader
) -> dict[str, Any]:
    """Return an organisation's part in an undertaking as the page's script reads it."""
    roles = concepts.get("role", {})
    return {
        "roles": [reader.name(roles.get(role, {}), role).text for role in affiliation.roles],
        "sources": [sources[iri] for iri in affiliation.sources if iri in sources],
        "inferred": affiliation.inferred,
        "disputed": affiliation.disputed,
    }
