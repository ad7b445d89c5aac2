"""Compose a snapshot's quads: the curated lines and every imported dataset, merged in order.

A dataset's triples go into a named graph of its own and into the default graph, which stays a
set. The order of the inputs does not matter: the result is sorted, and nothing in it says when
it was made.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from techland.graph.datasets import ImportedDataset
from techland.graph.hashed_files import HashedFile
from techland.graph.import_errors import DamagedDataset
from techland.graph.iris import named_graph
from techland.graph.merging import file_blocks, in_two_graphs, list_blocks, merged
from techland.ontology.terms import RDF

_TYPE = f" <{RDF.type}> ".encode()
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Composed:
    """Quads written to a file, with what counts them and their unfinished hash."""

    path: Path
    hasher: Any
    lines: int
    graphs: Mapping[str, int]
    classes: Mapping[str, int]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the quads."""
        return str(self.hasher.hexdigest())


@dataclass(frozen=True)
class Curated:
    """The curated part of a snapshot: sorted lines, triples by graph, things by class."""

    lines: Sequence[str]
    graphs: Mapping[str, int]
    classes: Mapping[str, int]

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the lines."""
        digest = hashlib.sha256()
        for line in self.lines:
            digest.update(line.encode())
        return digest.hexdigest()


def compose(
    curated: Curated, datasets: Sequence[ImportedDataset], path: Path, tell: Tell | None = None
) -> Composed:
    """Write the merged quads to a file.

    Raises:
        DamagedDataset: a dataset holds another number of triples than its manifest says.
    """
    streams = [list_blocks(curated.lines)]
    for dataset in datasets:
        graph = str(named_graph(dataset.name)).encode()
        streams.append(in_two_graphs(file_blocks(dataset.triples_path), graph))
    named = {name: n for name, n in curated.graphs.items() if name != "default"}
    named |= {dataset.name: int(dataset.manifest["triples"]) for dataset in datasets}
    expected = len(curated.lines) + 2 * sum(int(d.manifest["triples"]) for d in datasets)
    repeated: Counter[bytes] = Counter()
    count = 0
    with HashedFile(path) as file:
        for block in merged(streams, repeated):
            file.write(b"".join(block))
            count += len(block)
            if tell:
                tell(count, expected)
    if count + sum(repeated.values()) != expected:
        raise DamagedDataset(", ".join(d.name for d in datasets), "its triples are not as many")
    graphs = {"default": count - sum(named.values()), **named}
    return Composed(path, file.hasher, count, graphs, _classes(curated, datasets, repeated))


def _classes(
    curated: Curated, datasets: Sequence[ImportedDataset], repeated: Mapping[bytes, int]
) -> dict[str, int]:
    """Count things by class over the default graph, one that two inputs have once."""
    counts = Counter(curated.classes)
    for dataset in datasets:
        counts.update(dataset.manifest["classes"])
    for line, times in repeated.items():
        _, is_type, rest = line.partition(_TYPE)
        if is_type:
            counts[rest[1 : rest.index(b">")].decode()] -= times
    return dict(sorted(counts.items()))
