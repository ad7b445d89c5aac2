"""The statements of a snapshot in batches of one graph each, read once in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from techland.graph.export.nquads_lines import END, SPACES_OF_TRIPLE, file_lines, graph_of
from techland.graph.iris import named_graph
from techland.graph.remote.naming import GraphNames


def batches(
    quads: Path, names: GraphNames, graphs: Iterator[str] | list[str], size: int
) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the engine's name of a graph and lines of N-Triples, at most so many.

    Args:
        quads: sorted canonical N-Quads.
        names: what the graphs are called in the engine.
        graphs: the names of all graphs of the file.
        size: the most lines of a batch.
    """
    called = {str(named_graph(name)).encode(): names.of(name) for name in graphs}
    held: dict[str, list[bytes]] = {}
    for line in file_lines(quads):
        graph = b"" if line.count(b" ") == SPACES_OF_TRIPLE else graph_of(line)
        name = called[graph] if graph else names.default
        triple = line[: -len(b" " + graph + END)] + END if graph else line
        lines = held.setdefault(name, [])
        lines.append(triple)
        if len(lines) == size:
            yield name, held.pop(name)
    yield from held.items()
