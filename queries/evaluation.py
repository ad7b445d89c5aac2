"""Evaluate a query within limits: the one core behind Python, command line and HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import Store

from techland.graph.formats import Format
from techland.graph.query_errors import ProcessesClosed, QueryCancelled
from techland.ontology.terms import PREFIXES
from techland.queries.answer_formats import fitting_format
from techland.queries.crew import Crew
from techland.queries.dataset_description import DatasetDescription
from techland.queries.guard import CheckedQuery, QueryForm, checked
from techland.queries.limits import Limits
from techland.queries.places import Places
from techland.queries.running import RunningQuery
from techland.queries.start_way import StartWay, start_way
from techland.queries.wire import Request

SIZE = 2
QUEUE_LENGTH = 64
QUEUE_SECONDS = 30.0


class Pieces(Iterator[bytes]):
    """The bytes of an answer as they come; closing it, or forgetting it, stops the query."""

    def __init__(self, query: RunningQuery) -> None:
        self._query = query
        self._ended = False
        # What can be known before the first byte is raised before an answer is given.
        self._first = self._next()

    def _next(self) -> bytes | None:
        """Return the next piece, None after the last; a cut raises once, as a generator would."""
        if self._ended:
            return None
        self._ended = True
        piece = self._query.next_piece()
        self._ended = piece is None
        return piece

    def __next__(self) -> bytes:
        piece, self._first = self._first or self._next(), None
        if piece is None:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Stop the query, unless it has ended."""
        self._first = None
        self._query.stop(QueryCancelled())

    def __del__(self) -> None:
        query = getattr(self, "_query", None)
        if query is not None and not query.over:
            query.abandoned = True


@dataclass(frozen=True)
class Answer:
    """The answer of a query in a serialisation, streamed.

    Attributes:
        form: select, ask, construct or describe.
        format: the serialisation, with its media type and suffix.
        chunks: the bytes as they come. An answer that is cut raises there, so
            that a part is never taken for the whole.
    """

    form: QueryForm
    format: Format
    chunks: Iterator[bytes]

    @property
    def media_type(self) -> str:
        """Return the media type of the bytes."""
        return self.format.media_type

    def close(self) -> None:
        """Stop the query, unless it has ended."""
        close = getattr(self.chunks, "close", None)
        if close:
            close()


def _request(
    query: CheckedQuery, format_name: str, limits: Limits, dataset: DatasetDescription | None
) -> Request:
    """Return what a query process needs; our prefixes may be used without being declared."""
    known = {name: iri for name, iri in PREFIXES.items() if name not in query.prefixes}
    used = {name: iri for name, iri in known.items() if name in query.used_prefixes}
    written = {name: iri for name, iri in {**PREFIXES, **query.prefixes}.items() if name}
    merges = query.clauses is not None and len(query.clauses.default_graphs) > 1
    return Request(
        text=query.text,
        format=format_name,
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        prefixes=used,
        written_prefixes=written,
        dataset=dataset,
        clauses=query.clauses if merges and dataset is None else None,
    )


class QueryProcesses:
    """Query processes over one snapshot, started with the first query.

    Each query has a process of its own while it runs, is bounded in time and
    memory, and can be stopped. Safe to use from several threads.
    """

    def __init__(
        self,
        quads_path: Path,
        limits: Limits | None = None,
        size: int = SIZE,
        start: StartWay | None = None,
    ) -> None:
        self.limits = limits or Limits.from_environment()
        self._path = quads_path
        self._way = start_way(start)
        self._size = size
        self._lock = threading.Lock()
        self._crew: Crew | None = None
        self._closed = False

    def evaluate(
        self,
        text: str,
        *,
        format: str | None = None,  # noqa: A002 (the name that users know)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
    ) -> Answer:
        """Answer a query in a serialisation; JSON or N-Triples if none is named.

        A ``dataset`` names the graphs that are asked, whatever the query's FROM says.

        Raises:
            RefusedQuery: one of its kinds, before anything runs.
            StoppedQuery: one of its kinds; here, or while the chunks are read.
            QueryQueueFull: every process is busy.
        """
        bounds = limits or self.limits
        query = checked(text, bounds)
        entry = fitting_format(query.form, format)
        request = _request(query, entry.name, bounds, dataset)
        running = self._ready().run(request, bounds)
        return Answer(query.form, entry, Pieces(running))

    def _ready(self) -> Crew:
        with self._lock:
            if self._closed:
                raise ProcessesClosed
            if self._crew is None or not self._crew.is_ours:
                places = Places(self._size, QUEUE_LENGTH, QUEUE_SECONDS)
                self._crew = Crew(self._path, self._way, places)
            return self._crew

    @property
    def state(self) -> dict[str, Any]:
        """Return what the process is that has loaded the snapshot: quads, threads, modules."""
        return dict(self._crew.source.state) if self._crew else {}

    def close(self) -> None:
        """Stop every query and leave no process behind."""
        with self._lock:
            self._closed = True
            crew, self._crew = self._crew, None
        if crew is not None and crew.is_ours:
            crew.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_crew", None) is not None:
            self.close()


class InProcess:
    """The same in this process: no start of another one, and nothing that can stop a query.

    Neither deadline nor memory limit nor Ctrl-C holds a query that runs here;
    the checks of its text do. The whole answer is made before its first byte.
    """

    def __init__(self, quads_path: Path, limits: Limits | None = None) -> None:
        self.limits = limits or Limits.from_environment()
        self._path = quads_path
        self._lock = threading.Lock()
        self._store: Store | None = None

    def evaluate(
        self,
        text: str,
        *,
        format: str | None = None,  # noqa: A002 (the name that users know)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
    ) -> Answer:
        """Answer a query; see ``QueryProcesses.evaluate``."""
        from techland.queries.answering import ChunkedWriter, write_answer

        bounds = limits or self.limits
        query = checked(text, bounds)
        entry = fitting_format(query.form, format)
        pieces: list[bytes] = []
        writer = ChunkedWriter(pieces.append)
        request = _request(query, entry.name, bounds, dataset)
        write_answer(self._loaded(), request, writer)
        pieces.append(writer.rest())
        return Answer(query.form, entry, iter(pieces))

    def _loaded(self) -> Store:
        from techland.queries.process import load

        with self._lock:
            if self._store is None:
                self._store = load(self._path)
            return self._store

    def close(self) -> None:
        """Forget the loaded graph."""
        with self._lock:
            self._store = None
