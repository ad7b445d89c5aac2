"""Refuse what a serialisation cannot express, naming the triple, before a file looks whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from techland.graph.export_errors import NotExpressible

# An XML element is named by the predicate's end: at least one letter or underscore, then name
# characters (Namespaces in XML 1.0, production NCName; RDF/XML section 2.12).
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_END = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*$")
# What no XML 1.0 document may hold (production Char).
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RDF_XML = "RDF/XML"

Statement = Quad | Triple


def with_xml_names(statements: Iterable[Quad]) -> Iterator[Quad]:
    """Pass statements on whose predicates can name an XML element.

    Raises:
        NotExpressible: one cannot; the error names the triple.
    """
    known: set[NamedNode] = set()
    for statement in statements:
        predicate = statement.predicate
        if predicate not in known:
            _check_name(statement)
            known.add(predicate)
        yield statement


def with_xml_characters(statements: Iterable[Quad]) -> Iterator[Quad]:
    """Pass statements on whose literals XML can hold; a snapshot's can, by what ingest refuses.

    Raises:
        NotExpressible: one cannot; the error names the triple.
    """
    for statement in statements:
        value = statement.object
        if isinstance(value, Literal) and _NO_XML.search(value.value):
            raise NotExpressible(
                RDF_XML, _told(statement), "its literal holds a character that XML forbids"
            )
        yield statement


def _check_name(statement: Statement) -> None:
    if not _NAME_END.search(statement.predicate.value):
        reason = "its predicate does not end in a name, as an XML element must"
        raise NotExpressible(RDF_XML, _told(statement), reason)


def _told(statement: Statement) -> str:
    return f"{statement.subject} {statement.predicate} {statement.object}"
