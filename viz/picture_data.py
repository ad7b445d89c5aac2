"""The picture as JSON for the page's script; pyvis holds its nodes and ties."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup
from pyvis.network import Network

from techland.viz.picture import Link, Picture, affiliation_json, period

# Texts that the page's script writes.
SCRIPT_MESSAGES = (
    "map-agreements", "map-projects", "map-partners", "map-partners-across", "map-shared",
    "map-sources", "map-inferred", "map-disputed", "map-no-source", "map-close", "map-across-tie",
    "map-nothing-found", "map-kind-agreement", "map-kind-project", "map-side-left",
    "map-side-right", "map-others", "map-side-NL", "map-side-DE", "map-side-both",
    "map-side-other", "map-more", "map-show",
)  # fmt: skip


def pyvis_network(picture: Picture) -> Network:
    """Return the picture as a pyvis network, with its coordinates and without physics."""
    drawing = Network(directed=True)  # spares pyvis's look for doubles, which is quadratic
    drawing.toggle_physics(False)
    for node in picture.nodes:
        position = picture.layout.positions[node.iri]
        drawing.add_node(
            node.index,
            label=node.name.text,
            shape="custom",
            group=node.group,
            x=position.x,
            y=position.y,
            size=position.radius,
            labelSide=position.label_side,
        )
    for tie in picture.ties:
        drawing.add_edge(
            tie.one, tie.other, value=tie.weight, across=tie.across, shared=list(tie.shared)
        )
    return drawing


def _leads_somewhere(url: str | None) -> bool:
    """Tell whether a source's address may become a link."""
    return bool(url) and str(url).startswith(("https://", "http://"))


def _details(picture: Picture, link: Link) -> dict[str, Any]:
    reader, concepts = picture.reader, picture.network.graph["concepts"]
    places = {node.iri: node.index for node in picture.nodes}
    sources = {document.iri: index for index, document in enumerate(picture.documents)}
    return {
        "organisations": [
            {
                "href": link(node.iri),
                "language": node.name.language,
                "kind": node.kind.text if node.kind else "",
                "place": node.place or "",
            }
            for node in picture.nodes
        ],
        "undertakings": [
            {
                "kind": undertaking.kind,
                "name": reader.name(undertaking.names, undertaking.iri).text,
                "language": reader.name(undertaking.names, undertaking.iri).language,
                "href": link(undertaking.iri),
                "period": period(undertaking, reader),
                "affiliations": {
                    places[iri]: affiliation_json(affiliation, sources, concepts, reader)
                    for iri, affiliation in undertaking.affiliations.items()
                    if iri in places
                },
            }
            for undertaking in picture.undertakings
        ],
        "sources": [
            {
                "title": document.title,
                "language": document.language,
                "publisher": document.publisher or "",
                "issued": reader.date(document.issued) if document.issued else "",
                "url": document.url if _leads_somewhere(document.url) else "",
                "href": link(document.iri),
            }
            for document in picture.documents
        ],
    }


def picture_json(picture: Picture, link: Link) -> dict[str, Any]:
    """Return everything that the page's script needs: the drawing, the details, the texts."""
    drawing = pyvis_network(picture)
    return {
        "nodes": drawing.nodes,
        "edges": drawing.edges,
        "frame": {"halfWidth": picture.layout.half_width, "height": picture.layout.height},
        **_details(picture, link),
        "messages": {name: picture.reader.message(name) for name in SCRIPT_MESSAGES},
        "language": picture.reader.language,
    }


def script_json(value: Any) -> Markup:
    """Return JSON that may stand inside a ``<script>`` element: no markup can begin in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (no character that could end the element is left)
