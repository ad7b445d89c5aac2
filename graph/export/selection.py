"""What an export takes of a dataset: every graph, the default graph, or one named graph.

The file it is read from holds sorted canonical N-Quads: a snapshot's, or an
answer's that was sorted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from techland.graph.export.nquads_lines import END, LineReader, file_lines, graph_of
from techland.graph.export.rdf12 import reified_lines
from techland.graph.export_errors import UnknownGraph
from techland.graph.iris import named_graph
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE

DEFAULT_GRAPH, EVERY_GRAPH = "default", "all"


@dataclass(frozen=True)
class Selection:
    """Statements in a file of sorted canonical N-Quads.

    ``graph`` is the graph they stand in, None for all graphs of the file;
    ``name`` tells it to a person; ``entity`` is the IRI of the thing that the
    statements surround, where they do. With ``rdf12`` claims reify triple
    terms (``techland.graph.export.rdf12``). ``ingested`` tells that the
    literals passed the checks of ingest: no control characters.
    """

    path: Path
    graph: NamedNode | DefaultGraph | None
    name: str
    entity: str | None = None
    rdf12: bool = False
    ingested: bool = False

    @property
    def is_dataset(self) -> bool:
        """Tell whether it holds every graph, so that only a format for datasets can hold it."""
        return self.graph is None

    def quads(self) -> Iterator[Quad]:
        """Yield the quads in the order of their lines."""
        if self.rdf12:
            made = cast("IO[bytes]", LineReader(self.lines()))
            return parse(made, format=RdfFormat.N_QUADS)
        quads = parse(path=str(self.path), format=RdfFormat.N_QUADS)
        graph = self.graph
        return quads if graph is None else (quad for quad in quads if quad.graph_name == graph)

    def triples(self) -> Iterator[Quad]:
        """Yield what a format without graph names is to hold: the quads, their graph left out."""
        if isinstance(self.graph, NamedNode):
            return (Quad(q.subject, q.predicate, q.object) for q in self.quads())
        return self.quads()

    def lines(self) -> Iterator[bytes]:
        """Yield the lines with their graph names."""
        lines = file_lines(self.path)
        if self.graph is not None:
            named = isinstance(self.graph, NamedNode)
            wanted = str(self.graph).encode() if named else b""
            lines = (line for line in lines if graph_of(line) == wanted)
        return reified_lines(lines) if self.rdf12 else lines

    def triple_lines(self) -> Iterator[bytes]:
        """Yield the lines as N-Triples."""
        if isinstance(self.graph, NamedNode):
            tail = f" {self.graph}".encode() + END
            return (line.removesuffix(tail) + END for line in self.lines())
        return self.lines()


def graph_names(snapshot: Snapshot) -> list[str]:
    """Return the names of a snapshot's named graphs: their IRIs' last part."""
    return sorted(name for name in snapshot.manifest["graphs"] if name != DEFAULT_GRAPH)


def select(snapshot: Snapshot, graph: str, *, rdf12: bool = False) -> Selection:
    """Return the selection of a snapshot's graph: all, default, a name or an IRI.

    Raises:
        UnknownGraph: the snapshot has no such graph.
    """
    name = graph.removeprefix(f"{BASE}graph/")
    known = [EVERY_GRAPH, DEFAULT_GRAPH, *graph_names(snapshot)]
    if name not in known:
        raise UnknownGraph(graph, known)
    chosen = {EVERY_GRAPH: None, DEFAULT_GRAPH: DefaultGraph()}
    found = chosen[name] if name in chosen else named_graph(name)
    return Selection(snapshot.quads_path, found, name, rdf12=rdf12, ingested=True)


def default_graph(snapshot: Snapshot) -> Iterator[Triple]:
    """Yield the triples of the default graph in their canonical order."""
    return (quad.triple for quad in select(snapshot, DEFAULT_GRAPH).quads())
