"""Count a snapshot in one pass over its sorted lines; memory grows with the schema only.

The lines stand by subject, so subjects, classes and their properties are
counted as they come. Distinct objects, and the classes of objects, need
terms to meet that stand far apart: see ``spilled``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby

from techland.graph.description.counts import (
    ClassCounts,
    DatasetCounts,
    GraphCounts,
    PropertyCounts,
)
from techland.graph.description.numbering import Numbering
from techland.graph.description.spilled import Spill, distinct_keys, joined, key_of
from techland.graph.export.nquads_lines import END, graph_of, subject_of
from techland.graph.export.selection import DEFAULT_GRAPH
from techland.ontology.terms import BASE, RDF, XSD

_OURS = f"<{BASE}".encode()
_TYPE = f"<{RDF.type}>".encode()
_RDF = _TYPE.removesuffix(b"type>")
_GRAPH = f"<{BASE}graph/".encode()
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_IRI = b"<"
# A subject's lines in one graph: its predicates with their objects.
_Told = dict[bytes, list[bytes]]


def count_lines(lines: Iterable[bytes], linked: Mapping[str, str]) -> DatasetCounts:
    """Count sorted canonical N-Quads.

    Args:
        lines: the lines, sorted.
        linked: the beginnings of the IRIs of other datasets, to which links are
            counted, each with the IRI of its dataset.
    """
    with Spill.opened() as objects, Spill.opened() as links, Spill.opened() as kinds:
        count = _Count(objects, links, kinds, linked)
        for subject, held in groupby(lines, subject_of):
            count.add_subject(subject, held)
        return count.finished()


class _Count:
    """A count that is under way."""

    def __init__(
        self, objects: Spill, links: Spill, kinds: Spill, linked: Mapping[str, str]
    ) -> None:
        self.graphs: dict[bytes, GraphCounts] = {}
        self.whole = GraphCounts()
        self._objects, self._links, self._kinds = objects, links, kinds
        self._linked = {f"<{start}".encode(): name for start, name in linked.items()}
        # Groups: a property in a graph; a property of a class in a graph; a class in a graph.
        self._properties: Numbering[tuple[bytes, bytes]] = Numbering()
        self._uses: Numbering[tuple[bytes, bytes, bytes]] = Numbering()
        self._classes: Numbering[tuple[bytes, bytes]] = Numbering()

    def add_subject(self, subject: bytes, lines: Iterable[bytes]) -> None:
        """Count the lines of one subject in all graphs."""
        by_graph: dict[bytes, _Told] = {}
        start, before = len(subject) + 1, b""
        for line in lines:
            graph = graph_of(line)
            end = -len(END) - (len(graph) + 1 if graph else 0)
            predicate, _, value = line[start:end].partition(b" ")
            by_graph.setdefault(graph, {}).setdefault(predicate, []).append(value)
            if line[:end] != before:
                before = line[:end]
                self.whole.triples += 1
        self._count_subject(self.whole, subject)
        for graph, told in by_graph.items():
            counts = self.graphs.setdefault(graph, GraphCounts())
            self._count_subject(counts, subject)
            self._add_told(graph, counts, subject, told)

    @staticmethod
    def _count_subject(counts: GraphCounts, subject: bytes) -> None:
        counts.subjects += 1
        counts.entities += subject.startswith(_OURS)

    def _add_told(self, graph: bytes, counts: GraphCounts, subject: bytes, told: _Told) -> None:
        for predicate, values in told.items():
            group = self._properties.number((graph, predicate))
            found = counts.properties.setdefault(_text(predicate), PropertyCounts())
            found.triples += len(values)
            found.subjects += 1
            counts.triples += len(values)
            for value in values:
                self._objects.add(group, key_of(value))
            # What a claim speaks of is no link of the claim's.
            if subject.startswith(_OURS) and not predicate.startswith(_RDF):
                self._count_links(counts, _text(predicate), values)
        for kind in told.get(_TYPE, ()):
            if kind.startswith(_IRI):
                self._kinds.add(self._classes.number((graph, kind)), key_of(subject))
                self._add_instance(graph, counts, kind, told)

    def _count_links(self, counts: GraphCounts, predicate: str, values: Iterable[bytes]) -> None:
        for value in values:
            for start, name in self._linked.items():
                if value.startswith(start):
                    pair = (predicate, name)
                    counts.links[pair] = counts.links.get(pair, 0) + 1

    def _add_instance(self, graph: bytes, counts: GraphCounts, kind: bytes, told: _Told) -> None:
        found = counts.classes.setdefault(_text(kind), ClassCounts())
        found.entities += 1
        for predicate, values in told.items():
            used = found.properties.setdefault(_text(predicate), PropertyCounts())
            used.triples += len(values)
            used.subjects += 1
            found.triples += len(values)
            group = self._uses.number((graph, kind, predicate))
            for value in values:
                if value.startswith(b'"'):
                    used.datatypes[datatype_of(value)] += 1
                else:
                    self._links.add(group, key_of(value))

    def finished(self) -> DatasetCounts:
        """Return the counts, with those that needed all lines."""
        graphs = Numbering[bytes]()
        above = [graphs.number(graph) for graph, _ in self._properties]
        by_property, by_graph, self.whole.objects = distinct_keys(self._objects, above)
        for (graph, predicate), number in self._properties.items():
            self.graphs[graph].properties[_text(predicate)].objects = by_property[number]
        for graph, number in graphs.items():
            self.graphs[graph].objects = by_graph[number]
        self._add_object_classes(graphs)
        for counts in self.graphs.values():
            self.whole.properties.update(dict.fromkeys(counts.properties, PropertyCounts()))
            self.whole.classes.update(dict.fromkeys(counts.classes, ClassCounts()))
        named = {graph_name(graph): counts for graph, counts in sorted(self.graphs.items())}
        return DatasetCounts(named, self.whole)

    def _add_object_classes(self, graphs: Numbering[bytes]) -> None:
        same = [graphs.number(graph) for graph, _, _ in self._uses]
        of = [graphs.number(graph) for graph, _ in self._classes]
        uses, classes = list(self._uses), list(self._classes)
        for (use, kind), triples in joined(self._links, self._kinds, same, of).items():
            graph, subject_class, predicate = uses[use]
            found = self.graphs[graph].classes[_text(subject_class)].properties[_text(predicate)]
            found.object_classes += Counter({_text(classes[kind][1]): triples})


def graph_name(graph: bytes) -> str:
    """Return the name of a graph in a line: the last part of its IRI; default where it has none."""
    if not graph:
        return DEFAULT_GRAPH
    return _text(b"<" + graph.removeprefix(_GRAPH)) if graph.startswith(_GRAPH) else _text(graph)


def _text(term: bytes) -> str:
    return term[1:-1].decode()


def datatype_of(literal: bytes) -> str:
    r"""Return the IRI of a literal's datatype, as canonical N-Quads write the literal.

    >>> datatype_of(b'"2021"^^<http://www.w3.org/2001/XMLSchema#gYear>').rpartition("#")[2]
    'gYear'
    """
    tail = literal[literal.rindex(b'"') + 1 :]
    if tail.startswith(b"^^<"):
        return tail[3:-1].decode()
    return _LANG_STRING if tail else XSD.string
