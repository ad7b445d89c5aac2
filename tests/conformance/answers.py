"""What a query must give and what it gave, read from any serialisation of results."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from tests.conformance.comparison import Row
from tests.conformance.manifests import RDF, path_of, text, value, values

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
# By file suffix and by media type.
RESULTS = {
    "srx": QueryResultsFormat.XML,
    "srj": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
}
MEDIA_TYPES = {
    "srx": "application/sparql-results+xml",
    "srj": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "csv": "text/csv",
    "ttl": "text/turtle",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
}
SUFFIXES = {media_type: suffix for suffix, media_type in MEDIA_TYPES.items()}


@dataclass(frozen=True)
class Answer:
    """Solutions, a boolean or a graph; which one, ``form`` says: rows, boolean, triples.

    ``ordered`` is set where a result set of the suites numbers its solutions.
    """

    form: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    ordered: bool = field(default=False, compare=False)


def quad_rows(quads: Iterable[Any]) -> tuple[Row, ...]:
    """Return statements as rows, each once."""
    return tuple({(q.subject, q.predicate, q.object, q.graph_name): None for q in quads})


def read_graph(iri: str) -> list[Any]:
    """Return the statements of a file of the suites."""
    path = path_of(iri)
    form = GRAPHS[path.suffix[1:]]
    return list(parse(path.read_bytes(), form, base_iri=iri, rename_blank_nodes=True))


def read_answer(data: bytes, suffix: str) -> Answer:
    """Read an answer that has the form of a file with this suffix."""
    if suffix == "csv":
        return _read_csv(data)
    if suffix in GRAPHS:
        return Answer("triples", rows=quad_rows(parse(data, GRAPHS[suffix])))
    results = parse_query_results(data, RESULTS[suffix])
    if isinstance(results, QueryBoolean):
        return Answer("boolean", boolean=bool(results))
    names = tuple(variable.value for variable in results.variables)
    return Answer("rows", names, tuple(tuple(row[name] for name in names) for row in results))


def _read_csv(data: bytes) -> Answer:
    """Read CSV: every cell is text, but for labels of blank nodes, which may be any."""
    head, *lines = csv.reader(io.StringIO(data.decode(), newline=""))

    def cell(content: str) -> object:
        label = content.removeprefix("_:")
        return BlankNode(f"b{label}") if label != content else Literal(content)

    return Answer("rows", tuple(head), tuple(tuple(map(cell, line)) for line in lines))


def expected_answer(iri: str) -> Answer:
    """Return the answer that a file of the suites describes."""
    path = path_of(iri)
    suffix = path.suffix[1:]
    if suffix not in GRAPHS:
        return read_answer(path.read_bytes(), suffix)
    quads = read_graph(iri)
    store = Store()
    store.extend(quads)
    sets = store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{RS}ResultSet"), None)
    found = next(iter(sets), None)
    return _result_set(store, found.subject) if found else Answer("triples", rows=quad_rows(quads))


def _result_set(store: Store, node: Any) -> Answer:
    told = value(store, node, f"{RS}boolean")
    if told is not None:
        return Answer("boolean", boolean=text(told) in {"true", "1"})
    names = tuple(sorted(text(name) for name in values(store, node, f"{RS}resultVariable")))
    solutions = []
    for solution in values(store, node, f"{RS}solution"):
        bound = {
            text(value(store, binding, f"{RS}variable")): value(store, binding, f"{RS}value")
            for binding in values(store, solution, f"{RS}binding")
        }
        place = text(value(store, solution, f"{RS}index"))
        solutions.append((int(place or 0), tuple(bound.get(name) for name in names)))
    ordered = any(place for place, _ in solutions)
    if ordered:
        solutions.sort(key=lambda one: one[0])
    return Answer("rows", names, tuple(row for _, row in solutions), ordered=ordered)


def in_default_graph(iris: Iterable[str]) -> list[Any]:
    """Return the statements of files that are read into the default graph."""
    return [quad for iri in iris for quad in read_graph(iri)]


def in_named_graph(name: str, iri: str) -> list[Row]:
    """Return the statements of a file that is read into a named graph, as rows."""
    return [
        (quad.subject, quad.predicate, quad.object, NamedNode(name))
        for quad in read_graph(iri)
        if quad.graph_name == DefaultGraph()
    ]
