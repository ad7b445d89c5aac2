"""Read the manifests of the W3C suites: every test of every group, as a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from tests.conftest import SHARED

SUITES = SHARED / "w3c-sparql"
# Where W3C publishes the folder: relative IRIs of queries and data resolve against it.
BASE = "https://w3c.github.io/rdf-tests/sparql/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

# Each group's name, its manifest, and whether its tests count for the bar.
GROUPS = (
    ("1.1 protocol", "sparql11/protocol/manifest.ttl", True),
    ("1.1 Graph Store Protocol", "sparql11/graph-store-protocol/manifest.ttl", True),
    ("1.1 service description", "sparql11/service-description/manifest.ttl", True),
    ("1.1 query", "sparql11/manifest-sparql11-query.ttl", True),
    ("1.1 update", "sparql11/manifest-sparql11-update.ttl", True),
    ("1.1 results", "sparql11/manifest-sparql11-results.ttl", True),
    ("1.1 federated query", "sparql11/manifest-sparql11-fed.ttl", True),
    ("1.0 query", "sparql10/manifest-evaluation.ttl", True),
    ("1.0 syntax", "sparql10/manifest-syntax.ttl", True),
    ("1.1 entailment", "sparql11/entailment/manifest.ttl", False),
    ("1.1 Graph Store Protocol, withdrawn", "sparql11/http-rdf-update/manifest.ttl", False),
    ("1.2", "sparql12/manifest.ttl", False),
)


@dataclass(frozen=True)
class Case:
    """One test: what it does, on which data, and what must come of it.

    Files are IRIs below BASE. ``named`` and ``result_named`` hold pairs of a
    graph's IRI and its file; ``services`` pairs of an endpoint and its data.
    """

    name: str
    title: str
    group: str
    kind: str
    iri: NamedNode
    manifest: str
    request: str = ""
    data: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    result: tuple[str, ...] = ()
    result_named: tuple[tuple[str, str], ...] = ()
    services: tuple[tuple[str, str], ...] = ()
    lax: bool = False

    @property
    def counts(self) -> bool:
        """Return whether the group is part of the bar."""
        return {name: counts for name, _, counts in GROUPS}[self.group]


def path_of(iri: str) -> Path:
    """Return the file of the suites that an IRI names."""
    return SUITES / iri.removeprefix(BASE)


@cache
def manifest_graph(iri: str) -> Store:
    """Return the triples of a manifest."""
    store = Store()
    store.extend(parse(path_of(iri).read_bytes(), RdfFormat.TURTLE, base_iri=iri))
    return store


def values(store: Store, node: object, name: str) -> list[object]:
    """Return the objects of a property of a node, in no order."""
    return [quad.object for quad in store.quads_for_pattern(node, NamedNode(name), None, None)]


def value(store: Store, node: object, name: str) -> object | None:
    """Return the one object of a property, None if there is none."""
    return next(iter(values(store, node, name)), None)


def text(node: object | None) -> str:
    """Return an IRI's or literal's text; "" for none."""
    return str(getattr(node, "value", ""))


def members(store: Store, node: object | None) -> Iterator[object]:
    """Yield the members of an RDF list."""
    while node is not None and text(node) != f"{RDF}nil":
        yield value(store, node, f"{RDF}first")
        node = value(store, node, f"{RDF}rest")


def manifests(iri: str) -> Iterator[str]:
    """Yield a manifest and those that it includes."""
    yield iri
    store = manifest_graph(iri)
    for quad in store.quads_for_pattern(None, NamedNode(f"{MF}include"), None, None):
        for member in members(store, quad.object):
            yield from manifests(text(member))


def _named(store: Store, node: object, name: str) -> tuple[tuple[str, str], ...]:
    found = []
    for entry in values(store, node, name):
        file = text(value(store, entry, f"{UT}graph")) or text(entry)
        found.append((text(value(store, entry, f"{RDFS}label")) or file, file))
    return tuple(sorted(found))


def _files(store: Store, node: object, name: str) -> tuple[str, ...]:
    return tuple(sorted(text(file) for file in values(store, node, name)))


def _services(store: Store, action: object) -> tuple[tuple[str, str], ...]:
    entries = values(store, action, f"{QT}serviceData")
    pairs = [
        (text(value(store, entry, f"{QT}endpoint")), text(value(store, entry, f"{QT}data")))
        for entry in entries
    ]
    return tuple(sorted(pairs))


def _case(store: Store, node: NamedNode, manifest: str, group: str) -> Case:
    action = value(store, node, f"{MF}action")
    outcome = value(store, node, f"{MF}result")
    folder = manifest.removeprefix(BASE).rpartition("/")[0]
    kinds = [text(kind).removeprefix(MF) for kind in values(store, node, f"{RDF}type")]
    request = value(store, action, f"{QT}query") or value(store, action, f"{UT}request")
    update = value(store, action, f"{UT}request") is not None
    plain_action = isinstance(action, NamedNode)
    return Case(
        name=f"{folder}/{node.value.rpartition('#')[2]}",
        title=text(value(store, node, f"{MF}name")),
        group=group,
        kind=kinds[0],
        iri=node,
        manifest=manifest,
        request=text(action if plain_action else request),
        data=_files(store, action, f"{UT if update else QT}data"),
        named=_named(store, action, f"{UT if update else QT}graphData")
        or _named(store, node, f"{UT}graphData"),
        result=(text(outcome),)
        if isinstance(outcome, NamedNode)
        else _files(store, outcome, f"{UT}data"),
        result_named=_named(store, outcome, f"{UT}graphData"),
        services=_services(store, action),
        lax=text(value(store, node, f"{MF}resultCardinality")) == f"{MF}LaxCardinality",
    )


def cases() -> list[Case]:
    """Return every test of the suites, group by group, in the order of the manifests."""
    found: dict[str, Case] = {}
    for group, first, _ in GROUPS:
        for manifest in manifests(BASE + first):
            store = manifest_graph(manifest)
            for quad in store.quads_for_pattern(None, NamedNode(f"{MF}entries"), None, None):
                for node in members(store, quad.object):
                    assert isinstance(node, NamedNode)
                    case = _case(store, node, manifest, group)
                    found.setdefault(case.name, case)
    return list(found.values())
