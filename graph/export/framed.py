"""Write an entity as framed JSON-LD: a tree from the thing outwards, nothing left out.

Framing (JSON-LD 1.1 Framing, by PyLD) follows links that lead away from the
thing; links that lead to it stand below ``@reverse``, and what neither reaches
stands below ``@included``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any, BinaryIO, cast

from pyoxigraph import RdfFormat, parse

from techland.graph.export.compact import our_context
from techland.graph.export.json_ld import node_objects, write_json_ld
from techland.graph.export.nquads_lines import END
from techland.graph.export.selection import Selection

Document = dict[str, Any]
_INCLUDED = "@included"


def write_framed(selection: Selection, output: BinaryIO) -> None:
    """Write the statements around a selection's entity as one framed document.

    Raises:
        NotExpressible: see ``node_objects``.
    """
    framed = _framed(selection)
    left = set(selection.triple_lines()) - _lines_of(framed)
    if left:
        framed[_INCLUDED] = [json.loads(node) for node in node_objects(sorted(left))]
    output.write(json.dumps(framed, ensure_ascii=False, indent=1).encode() + b"\n")


def _framed(selection: Selection) -> Document:
    from pyld import jsonld

    flat = BytesIO()
    write_json_ld(selection, flat)
    document = json.loads(flat.getvalue())
    frame: Document = {
        "@context": our_context().document["@context"],
        "@id": selection.entity,
        "@embed": "@once",
    }
    incoming = _incoming(selection.triple_lines(), f"<{selection.entity}>".encode())
    if incoming:
        frame["@reverse"] = {predicate: {} for predicate in incoming}
    return cast("Document", jsonld.frame(document, frame, {"omitGraph": True}))


def _incoming(lines: Iterable[bytes], entity: bytes) -> list[str]:
    """Return the predicates by which others point to the entity, and that hold IRIs only.

    PyLD cannot frame the reverse of a property that holds literals too (rdf:object).
    """
    found, mixed = set(), set()
    for line in lines:
        subject, predicate, value = line.removesuffix(END).split(b" ", 2)
        if value.startswith(b'"'):
            mixed.add(predicate)
        elif value == entity and subject != entity:
            found.add(predicate)
    return sorted(predicate[1:-1].decode() for predicate in found - mixed)


def _lines_of(document: Document) -> set[bytes]:
    """Return what a document states, as canonical N-Triples lines."""
    from pyld import jsonld

    stated = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return {f"{quad.triple} .\n".encode() for quad in parse(stated, RdfFormat.N_QUADS)}
