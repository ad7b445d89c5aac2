"""Hand triples to rdflib, without writing and parsing them in between."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import XSD


@cache
def _iri(iri: str) -> URIRef:
    return URIRef(iri)


def _term(term: object) -> Node:
    if isinstance(term, NamedNode):
        return _iri(term.value)
    if not isinstance(term, Literal):
        raise TypeError(term)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    if term.datatype.value == XSD.string:
        return RdflibLiteral(term.value)
    return RdflibLiteral(term.value, datatype=_iri(term.datatype.value), normalize=False)


def to_rdflib(triples: Iterable[Triple]) -> Graph:
    """Return an rdflib graph of these triples, with our prefixes bound.

    Raises:
        TypeError: a term is neither IRI nor literal; the dataset has no others.
    """
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph
