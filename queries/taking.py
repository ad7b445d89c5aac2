"""Take away a part of the graph: a graph, a thing with its surroundings, or an answer.

One core for every door: Python, the command line and HTTP ask for a
``Wanted`` and get its bytes written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from pyoxigraph import DefaultGraph

from techland.graph.errors import UnknownEntity
from techland.graph.export.about import about_export, content_of
from techland.graph.export.compression import Compression
from techland.graph.export.selection import Selection, select
from techland.graph.export.serialising import (
    check_fits,
    graph_formats,
    usual_graph,
    write_selection,
)
from techland.graph.export_errors import DoesNotCombine
from techland.graph.formats import Format, format_named
from techland.graph.snapshot import Snapshot
from techland.queries.answer_tables import fitting_table, write_rows
from techland.queries.answers import Answer
from techland.queries.entities import entity_query
from techland.queries.evaluators import Evaluator
from techland.queries.guard import check_query


@dataclass(frozen=True)
class Wanted:
    """What is to be taken away, and how it is written.

    At most one of ``graph`` (all, default, a named graph's name or IRI),
    ``entity`` (an IRI) and ``query`` (its text) is given; without any it is
    what the format holds usually. ``rdf12`` gives claims their RDF 1.2 form.
    """

    format: Format
    graph: str | None = None
    entity: str | None = None
    query: str | None = None
    rdf12: bool = False
    compression: Compression | None = None
    timeout: float | None = None

    def __post_init__(self) -> None:
        given = [name for name in ("graph", "entity", "query") if getattr(self, name)]
        if len(given) > 1:
            raise DoesNotCombine(given[0], given[1])


def write_wanted(
    wanted: Wanted, snapshot: Snapshot, evaluator: Evaluator, output: BinaryIO
) -> None:
    """Write what is wanted to a binary file.

    Raises:
        UnknownGraph, UnknownEntity, UnknownFormat: see each.
        ExportError: the format cannot hold it; nothing may be kept of what was written.
        QueryError: the query has no answer, or no whole one.
    """
    with _compressed(wanted, output) as file:
        if wanted.query and not _gives_triples(wanted.query, evaluator):
            name = fitting_table(wanted.format, check_query(wanted.query, evaluator.limits))
            answer = _evaluated(wanted.query, name, wanted, evaluator)
            about = about_export(snapshot, "the answer of a query") | {"query": wanted.query}
            write_rows(answer, wanted.format, file, about)
            return
        entry = format_named(wanted.format.name, graph_formats())
        with selection_of(wanted, snapshot, evaluator) as selection:
            told = "the answer of a query" if wanted.query else content_of(selection)
            write_selection(selection, entry, file, about_export(snapshot, told))


@contextmanager
def _compressed(wanted: Wanted, output: BinaryIO) -> Iterator[BinaryIO]:
    with wanted.compression.opened(output) if wanted.compression else nullcontext(output) as file:
        yield file


def _gives_triples(query: str, evaluator: Evaluator) -> bool:
    return check_query(query, evaluator.limits).gives_triples


@contextmanager
def selection_of(wanted: Wanted, snapshot: Snapshot, evaluator: Evaluator) -> Iterator[Selection]:
    """Give the statements that are wanted, for as long as they are written.

    Raises:
        UnknownGraph: the snapshot has no such graph.
        UnknownEntity: the graph says nothing of the thing.
        DoesNotCombine: the format cannot hold them.
        QueryError: one of its kinds.
    """
    if not wanted.query and not wanted.entity:
        graph = wanted.graph or usual_graph(wanted.format)
        selection = select(snapshot, graph, rdf12=wanted.rdf12)
        check_fits(wanted.format, selection)
        yield selection
        return
    with TemporaryDirectory(prefix="techland-") as folder:
        path = Path(folder) / "statements.nt"
        _write_sorted(_constructed(wanted, evaluator), path)
        if wanted.entity and not path.stat().st_size:
            raise UnknownEntity(wanted.entity)
        selection = Selection(
            path, DefaultGraph(), "answer", wanted.entity, wanted.rdf12, alone=True
        )
        check_fits(wanted.format, selection)
        yield selection


def _constructed(wanted: Wanted, evaluator: Evaluator) -> Answer:
    text = wanted.query or entity_query("surroundings", cast("str", wanted.entity))
    return _evaluated(text, "ntriples", wanted, evaluator)


def _evaluated(text: str, name: str, wanted: Wanted, evaluator: Evaluator) -> Answer:
    limits = replace(evaluator.limits, seconds=wanted.timeout) if wanted.timeout else None
    return evaluator.evaluate(text, format=name, limits=limits)


def _write_sorted(answer: Answer, path: Path) -> None:
    lines = sorted(set(b"".join(answer.chunks).splitlines(keepends=True)))
    path.write_bytes(b"".join(lines))
