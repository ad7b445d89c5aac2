"""Exports: time by format beside pyoxigraph and rdflib, and memory by size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.synthetic import write_synthetic

RDF_FORMATS = ("ntriples", "nquads", "turtle", "trig", "rdfxml", "jsonld")
TABLES = ("csv", "tsv", "parquet")
# Ours may take 1.2 times as long as pyoxigraph: the peer's time by ours is 0.833 or more.
EXPORT_BAR = 1 / 1.2
SMALL, LARGE = 100_000, 1_000_000
# Memory is measured at these sizes; it may not grow by more than a tenth in between.
MEMORY_SIZES = (1_000_000, 10_000_000)
MEMORY_BAR = 1 / 1.1
REPEATED = 5
Measured = Callable[..., dict[str, Any]]


def export_figures(
    measured: Measured, folder: Path, sizes: tuple[int, ...], bar: float | None
) -> Iterator[Figure]:
    """Yield the time of each format; rdflib only at the smallest size, once."""
    for size in sizes:
        path = folder / f"export-{size}.nt"
        write_synthetic(path, size)
        for name in RDF_FORMATS:
            yield _beside_pyoxigraph(measured, path, name, size, bar)
        for name in TABLES:
            runs = _times(measured, "export-techland", path, name)
            what = "seconds, file to file; no peer writes it"
            yield Figure(f"export {name}, {size}", what, "s", runs, [])
    path = folder / f"export-{sizes[0]}.nt"
    for name in RDF_FORMATS:
        ours = _times(measured, "export-techland", path, name)
        theirs = [measured("export-rdflib", str(path), name)["seconds"]]
        what = "seconds; rdflib serialises a graph that it has loaded before"
        yield Figure(f"export {name}, {sizes[0]}, rdflib", what, "s", ours, theirs)


def _beside_pyoxigraph(
    measured: Measured, path: Path, name: str, size: int, bar: float | None
) -> Figure:
    ours: list[float] = []
    theirs: list[float] = []
    # Turn by turn, so that what else the machine does falls on both.
    for _ in range(REPEATED):
        mine = measured("export-techland", str(path), name)
        peer = measured("export-pyoxigraph", str(path), name)
        counts = mine["statements"], peer["statements"]
        # A file that is too large to count has none.
        if None not in counts and counts[0] != counts[1]:
            raise SystemExit(f"{name}: {counts[0]} against {counts[1]}")
        ours.append(mine["seconds"])
        theirs.append(peer["seconds"])
    note = "the peer writes JSON-LD without a context" if name == "jsonld" else ""
    what = "seconds, file to file, against pyoxigraph.serialize(parse(file))"
    return Figure(f"export {name}, {size}", what, "s", ours, theirs, bar, note)


def _times(measured: Measured, what: str, path: Path, name: str) -> list[float]:
    return [measured(what, str(path), name)["seconds"] for _ in range(REPEATED)]


def memory_figures(
    measured: Measured, folder: Path, sizes: tuple[int, int], bar: float | None
) -> Iterator[Figure]:
    """Yield the highest resident size at ten times the triples beside that at one."""
    paths = [folder / f"memory-{size}.nt" for size in sizes]
    for path, size in zip(paths, sizes, strict=True):
        write_synthetic(path, size)
    for name in (*RDF_FORMATS, *TABLES):
        small, large = (
            measured("export-techland", str(path), name)["peak"] / 2**20 for path in paths
        )
        what = f"highest resident size at {sizes[1]} triples, and at {sizes[0]} as the peer"
        yield Figure(f"export memory, {name}", what, "MiB", [large], [small], bar)
    for path in paths:
        path.unlink()
