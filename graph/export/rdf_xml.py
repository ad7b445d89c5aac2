"""Write RDF/XML as the statements come, an element a statement.

Not by the library that writes Turtle: it leaves a carriage return bare, which
every XML reader takes for a line feed, and writes elements without a name, and
characters that XML forbids, without a word. What RDF/XML cannot hold is an
error here. (RDF 1.1 XML Syntax; XML 1.0, fifth edition; Namespaces in XML 1.0.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO
from xml.sax.saxutils import escape

from techland.graph.export.nquads_lines import Inexpressible, Memo, blocks
from techland.graph.export.selection import Selection
from techland.graph.export.xml_characters import forbidden_in
from techland.ontology.prefix_table import PREFIXES

RDF_XML = "RDF/XML"
_RDF = PREFIXES["rdf"]
# Productions NameStartChar and NameChar, without the colon.
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_END = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*$")
# Syntax names, which cannot be properties, or are read as another one (section 6.1).
_OLD = ("aboutEach", "aboutEachPrefix", "bagID")
_CORE = ("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype")
_RESERVED = frozenset(_RDF + name for name in (*_CORE, *_OLD, "Description", "li"))
_NO_NAMESPACE = frozenset({"http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"})
_TO_ESCAPE = re.compile(rb"[\\&<>]")
_NAMES = {start: prefix for prefix, start in PREFIXES.items()}


def _attribute(term: bytes) -> bytes:
    """Return the value that names an IRI or blank node; it holds neither quotes nor <."""
    if term.startswith(b"<"):
        return term[1:-1].replace(b"&", b"&amp;")
    if b":" in term[2:]:
        raise Inexpressible("a colon in a blank node's label, which XML forbids")
    # A label may begin with a digit, a name of XML may not.
    return b"b" + term[2:]


def _element(predicate: bytes) -> bytes:
    """Return the name of a property's element, with its namespace where the root has it not."""
    iri = predicate[1:-1].decode()
    found = _NAME_END.search(iri)
    if not found:
        raise Inexpressible("its predicate does not end in a name, as an XML element must")
    namespace, name = iri[: found.start()], found.group()
    if iri in _RESERVED or namespace in _NO_NAMESPACE:
        raise Inexpressible("its predicate is a word of the syntax itself")
    known = _NAMES.get(namespace)
    if known:
        return f"{known}:{name}".encode()
    return f'ns:{name} xmlns:ns="{escape(namespace)}"'.encode()


def _text(literal: bytes) -> bytes:
    """Return the text of a literal that stands in quotes, with the escapes of N-Quads, as XML."""
    if not _TO_ESCAPE.search(literal):
        return literal[1:-1]
    text: str = json.loads(literal)
    forbidden = forbidden_in(text)
    if forbidden:
        raise Inexpressible(f"its literal holds {forbidden}")
    return escape(text, {"\r": "&#xD;"}).encode()


def _opened(predicate: bytes, tail: bytes) -> tuple[bytes, bytes]:
    """Return what stands around a literal's text, by what stands behind its quotes."""
    if b"--" in tail and not tail.startswith(b"^^"):
        raise Inexpressible("a base direction is of RDF 1.2")
    element = _element(predicate)
    attribute = b""
    if tail.startswith(b"^^"):
        attribute = b' rdf:datatype="' + _attribute(tail[2:]) + b'"'
    elif tail:
        attribute = b' xml:lang="' + tail[1:] + b'"'
    name = element.partition(b" ")[0]
    return b" <" + element + attribute + b">", b"</" + name + b">\n"


class _Writer:
    """Makes the elements of statements."""

    def __init__(self) -> None:
        self._linked = Memo(lambda predicate: b" <" + _element(predicate) + b" rdf:resource=")
        self._opened: dict[tuple[bytes, bytes], tuple[bytes, bytes]] = {}

    def property(self, predicate: bytes, value: bytes) -> bytes:
        """Return the element of a predicate with its value, as both stand in their line."""
        if value.startswith(b'"'):
            end = value.rfind(b'"') + 1
            around = self._opened.get((predicate, value[end:]))
            if around is None:
                around = _opened(predicate, value[end:])
                self._opened[predicate, value[end:]] = around
            return around[0] + _text(value[:end]) + around[1]
        if value.startswith(b"<<"):
            raise Inexpressible("a triple term is of RDF 1.2")
        if value.startswith(b"_"):
            return b' <%b rdf:nodeID="%b"/>\n' % (_element(predicate), _attribute(value))
        text = value[1:-1] if b"&" not in value else _attribute(value)
        return b'%b"%b"/>\n' % (self._linked[predicate], text)


def _elements(triple_lines: Iterable[bytes]) -> Iterator[bytes]:
    writer = _Writer()
    current, closing = b"", b""
    for line in triple_lines:
        subject, predicate, value = line[:-3].split(b" ", 2)
        try:
            if subject != current:
                kind = b"about" if subject.startswith(b"<") else b"nodeID"
                node = b'<rdf:Description rdf:%b="%b">\n' % (kind, _attribute(subject))
                yield closing + node
                current, closing = subject, b"</rdf:Description>\n"
            yield writer.property(predicate, value)
        except Inexpressible as error:
            raise error.of_line(RDF_XML, line) from None
    if closing:
        yield closing


def write_rdf_xml(selection: Selection, output: BinaryIO, about: Mapping[str, str]) -> None:
    """Write a selection as RDF/XML; a comment at its head tells what it is.

    Raises:
        NotExpressible: a predicate that names no element, a character that XML
            forbids, or RDF 1.2.
    """
    told = "".join(f"{key}: {value}\n" for key, value in about.items())
    # A comment may not hold two hyphens.
    comment = f"<!--\n{told.replace('--', '- - ')}-->\n" if told else ""
    names = "".join(f'\n xmlns:{name}="{start}"' for name, start in PREFIXES.items())
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n{comment}<rdf:RDF{names}>\n'
    output.write(head.encode())
    output.writelines(blocks(_elements(selection.triple_lines())))
    output.write(b"</rdf:RDF>\n")
