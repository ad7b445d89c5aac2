"""What an export takes of a dataset: every graph, the default graph, or one named graph.

The file it is read from holds sorted canonical N-Quads: a snapshot's, or an
answer's that was sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from techland.graph.export.nquads_lines import (
    END,
    SPACES_OF_TRIPLE,
    PieceReader,
    blocks,
    file_blocks,
    file_lines,
    graph_of,
)
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
    terms (``techland.graph.export.rdf12``). ``alone`` tells that the file
    holds nothing but this graph.
    """

    path: Path
    graph: NamedNode | DefaultGraph | None
    name: str
    entity: str | None = None
    rdf12: bool = False
    alone: bool = False

    @property
    def is_dataset(self) -> bool:
        """Tell whether it holds every graph, so that only a format for datasets can hold it."""
        return self.graph is None

    @property
    def _is_whole_file(self) -> bool:
        return (self.graph is None or self.alone) and not self.rdf12

    def quads(self) -> Iterator[Quad]:
        """Yield the quads in the order of their lines."""
        if self.rdf12 or self._is_named:
            return _parsed(self.lines())
        quads = parse(path=str(self.path), format=RdfFormat.N_QUADS)
        if self._is_whole_file:
            return quads
        # Parsing all and taking some is faster here than to take lines and parse those, and to
        # look at the class faster than to compare: this is a tenth of the time of Turtle.
        return (quad for quad in quads if type(quad.graph_name) is DefaultGraph)

    def triples(self) -> Iterator[Quad]:
        """Yield what a format without graph names is to hold: the quads, their graph left out."""
        return _parsed(self.triple_lines()) if self._is_named else self.quads()

    @property
    def _is_named(self) -> bool:
        return isinstance(self.graph, NamedNode)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines with their graph names."""
        lines = file_lines(self.path)
        if self.graph is not None and not self.alone:
            lines = _of_named(lines, self.graph) if self._is_named else _of_default(lines)
        return reified_lines(lines) if self.rdf12 else lines

    def triple_lines(self) -> Iterator[bytes]:
        """Yield the lines as N-Triples."""
        if self._is_named:
            cut = -len(f" {self.graph}".encode() + END)
            return (line[:cut] + END for line in self.lines())
        return self.lines()

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the lines, many at once."""
        return file_blocks(self.path) if self._is_whole_file else blocks(self.lines())


def _parsed(lines: Iterable[bytes]) -> Iterator[Quad]:
    made = cast("IO[bytes]", PieceReader(blocks(lines)))
    return parse(made, format=RdfFormat.N_QUADS)


def _of_named(lines: Iterable[bytes], graph: object) -> Iterator[bytes]:
    name = str(graph).encode()
    tail = b" " + name + END
    return (line for line in lines if line.endswith(tail) and graph_of(line) == name)


def _of_default(lines: Iterable[bytes]) -> Iterator[bytes]:
    # Most lines show by their spaces that no graph follows, without a call.
    return (x for x in lines if x.count(b" ") == SPACES_OF_TRIPLE or not graph_of(x))


def graph_names(snapshot: Snapshot) -> list[str]:
    """Return the names of a snapshot's named graphs: their IRIs' last part."""
    return sorted(name for name in snapshot.manifest.get("graphs", {}) if name != DEFAULT_GRAPH)


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
    return Selection(snapshot.quads_path, found, name, rdf12=rdf12)


def default_graph(snapshot: Snapshot) -> Iterator[Triple]:
    """Yield the triples of the default graph in their canonical order."""
    return (quad.triple for quad in select(snapshot, DEFAULT_GRAPH).quads())
