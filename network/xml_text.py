"""XML bytes that every reader takes back as they were given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, indent, tostring

from techland.graph.network_errors import UnwritableText

# XML 1.0 (5th edition), production 2: all other characters may not occur, not even by number.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Line ends that a reader may turn into \n (XML 1.0 and 1.1, section 2.11) unless told by number.
_BY_NUMBER = {ord(character): f"&#{ord(character)};" for character in "\r\x85\u2028"}


def check_texts(thing: str, texts: Mapping[str, object]) -> None:
    """Refuse texts that no XML file can hold.

    Args:
        thing: what has the texts, for the error.
        texts: values by the name of their attribute; those that are no text pass.

    Raises:
        UnwritableText: one of them has a control character or half a surrogate pair.
    """
    for name, text in texts.items():
        found = _FORBIDDEN.search(text) if isinstance(text, str) else None
        if found:
            raise UnwritableText(thing, name, found.group())


def xml_bytes(root: Element) -> bytes:
    """Return an indented XML document in UTF-8; the same tree gives the same bytes."""
    indent(root)
    text = tostring(root, encoding="unicode").translate(_BY_NUMBER)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
