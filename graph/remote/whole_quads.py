"""The quads that an engine gives, back in a version's canonical file, or proven not to be it.

A version is the hash of that file and its manifest, so nothing is taken on trust. An
engine that writes values in another way is found out. Of one it is known how:
Virtuoso holds points as numbers of single precision, under a datatype of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from pyoxigraph import Literal, NamedNode

from techland.graph.hashed_files import HashedFile, hash_with
from techland.graph.index_errors import QuadsDiffer
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.keyset import Stretch, counts_of
from techland.graph.remote.naming import GraphNames
from techland.ontology.terms import GEO

_POINT = NamedNode("http://www.openlinksw.com/schemas/virtrdf#Geometry")
_WKT = NamedNode(GEO.wktLiteral)
# Lines that are sorted in memory at a time, and bytes that are written at a time.
_CHUNK, _BLOCK = 500_000, 1 << 20


def every_stretch(
    client: EndpointClient, names: GraphNames, graphs: Iterable[str]
) -> list[Stretch]:
    """Return what is to be read for all statements of a version."""
    found = []
    for graph in sorted(graphs):
        whole = Stretch(graph, names.of(graph), "")
        found += [
            Stretch(graph, whole.held, predicate) for predicate in sorted(counts_of(client, whole))
        ]
    return found


def restored(term: Any) -> Any:
    """Return a term as it was loaded, where an engine is known to write it in another way.

    >>> virtuosos = Literal("POINT(6.0799999237061 50.779998779297)", datatype=_POINT)
    >>> restored(virtuosos).value
    'POINT(6.08 50.78)'
    """
    if not isinstance(term, Literal) or term.datatype != _POINT:
        return term
    head, _, numbers = term.value.rstrip(")").partition("(")
    shortest = (np.format_float_positional(np.float32(one), trim="-") for one in numbers.split())
    return Literal(f"{head}({' '.join(shortest)})", datatype=_WKT)


def write_canonical(unsorted: Path, target: Path, manifest: bytes, version: str) -> None:
    """Write lines of N-Quads in their canonical order, in flat memory, and prove them.

    Raises:
        QuadsDiffer: with the manifest they are not the version.
    """
    with ExitStack() as stack:
        parts = [stack.enter_context(path.open("rb")) for path in _sorted_parts(unsorted)]
        with HashedFile(target) as file:
            for block in _blocks(heapq.merge(*parts)):
                file.write(block)
    found = hash_with(file.hasher, manifest)
    if found != version:
        target.unlink()
        raise QuadsDiffer(version, found)


def _sorted_parts(unsorted: Path) -> Iterator[Path]:
    with unsorted.open("rb") as file:
        number = 0
        while lines := list(islice(file, _CHUNK)):
            part = unsorted.with_name(f"sorted-{number}")
            part.write_bytes(b"".join(sorted(lines)))
            yield part
            number += 1


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _BLOCK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
