"""Names of all nodes in an SVG picture, also of those that have no room for a label."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from techland.network.xml_text import check_texts

_SVG = "{http://www.w3.org/2000/svg}"
_PREFIXES = {
    "": "http://www.w3.org/2000/svg",
    "xlink": "http://www.w3.org/1999/xlink",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cc": "http://creativecommons.org/ns#",
}


def check_labels(labels: Sequence[str]) -> None:
    """Refuse labels that no SVG file can hold.

    Raises:
        UnwritableText: one of them has a control character.
    """
    for label in labels:
        check_texts(f"the node {label!r}", {"label": label})


def with_titles(picture: bytes, labels: Sequence[str]) -> bytes:
    """Return an SVG picture of matplotlib in which every node has its whole label as title.

    A viewer shows the title under the pointer (SVG 2, section 5.7).

    Args:
        picture: its group with the id ``nodes`` draws one mark a node.
        labels: in the order of the marks.
    """
    root = fromstring(picture)  # noqa: S314 (this project's own picture)
    group = next((one for one in root.iter(f"{_SVG}g") if one.get("id") == "nodes"), None)
    marks = [] if group is None else _marks(group)
    for mark, label in zip(marks, labels, strict=True):
        title = Element(f"{_SVG}title")
        title.text = label
        mark.insert(0, title)
    for prefix, name in _PREFIXES.items():
        register_namespace(prefix, name)
    content: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + content


def _marks(group: Element) -> list[Element]:
    """Return what draws a node each: many alike are defined once and used."""
    defined = {part for one in group.iter(f"{_SVG}defs") for part in one.iter()}
    return [
        one
        for one in group.iter()
        if one.tag in {f"{_SVG}path", f"{_SVG}use"} and one not in defined
    ]
