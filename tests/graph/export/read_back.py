"""Read an exported file as others do: pyoxigraph, rdflib, PyLD; each gives the same canonical form.

The canonical form is the sorted lines of canonical N-Quads, blank nodes named by RDFC-1.0.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import rdflib
from pyld import jsonld
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

Statements = list[str]
OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
SINGLE_GRAPH = ("turtle", "ntriples", "rdfxml")


def canonical(quads: Iterable[Quad]) -> Statements:
    """Return quads in canonical form; one that comes twice is there twice."""
    read = list(quads)
    if any("_:" in str(quad) for quad in read):
        dataset = Dataset(read)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        read = list(dataset)
    return sorted(f"{quad} ." for quad in read)


def by_pyoxigraph(content: bytes, format_name: str) -> Statements:
    """Read a file by pyoxigraph."""
    return canonical(parse(content, OXIGRAPH[format_name]))


@contextmanager
def as_written() -> Iterator[None]:
    """Have rdflib keep literals as they are written, and not warn of what they mean."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def by_rdflib(content: bytes, format_name: str) -> Statements:
    """Read a file by rdflib: as a graph where it holds one, else as a dataset."""
    with as_written():
        if format_name in SINGLE_GRAPH:
            graph = rdflib.Graph().parse(data=content, format=RDFLIB[format_name])
            return canonical(Quad(*(_term(term) for term in triple)) for triple in graph)
        dataset = rdflib.Dataset()
        dataset.parse(data=content, format=RDFLIB[format_name])
        return canonical(
            Quad(_term(s), _term(p), _term(o), _graph(g)) for s, p, o, g in dataset.quads()
        )


def _graph(name: object) -> NamedNode | DefaultGraph:
    if name is None or name == DATASET_DEFAULT_GRAPH_ID:
        return DefaultGraph()
    return NamedNode(str(name))


def _term(term: object) -> NamedNode | BlankNode | Literal:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return (
            Literal(str(term), datatype=NamedNode(term.datatype))
            if term.datatype
            else Literal(str(term))
        )
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    return NamedNode(str(term))


def by_pyld(content: bytes, format_name: str) -> Statements:
    """Read JSON-LD by PyLD, the reference implementation in Python."""
    assert format_name == "jsonld"
    dataset = jsonld.to_rdf(json.loads(content))
    return canonical(
        Quad(_pyld(x["subject"]), _pyld(x["predicate"]), _pyld(x["object"]), _pyld_graph(name))
        for name, found in dataset.items()
        for x in found
    )


def _pyld(term: dict[str, str]) -> NamedNode | BlankNode | Literal:
    if term["type"] == "IRI":
        return NamedNode(term["value"])
    if term["type"] == "blank node":
        return BlankNode(term["value"].removeprefix("_:"))
    if "language" in term:
        return Literal(term["value"], language=term["language"])
    return Literal(term["value"], datatype=NamedNode(term["datatype"]))


def _pyld_graph(name: str) -> NamedNode | DefaultGraph:
    return DefaultGraph() if name == "@default" else NamedNode(name)


READERS: dict[str, Callable[[bytes, str], Statements]] = {
    "pyoxigraph": by_pyoxigraph,
    "rdflib": by_rdflib,
}


def readers_of(format_name: str) -> dict[str, Callable[[bytes, str], Statements]]:
    """Return the readers for a format."""
    return {**READERS, "pyld": by_pyld} if format_name == "jsonld" else READERS
