"""Evaluate a query within limits: the one core behind Python, command line and HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from techland.graph.query_errors import ProcessesClosed
from techland.queries.answers import Answer, Pieces, StreamedAnswer
from techland.queries.crew import Crew
from techland.queries.dataset_description import DatasetDescription
from techland.queries.distinct import MOST_TRIPLES
from techland.queries.extent import WHOLE, Extent
from techland.queries.guard import CheckedQuery, checked
from techland.queries.lanes import LaneSizes
from techland.queries.limits import Limits
from techland.queries.long_texts import checked_aside
from techland.queries.near.near import Near
from techland.queries.near.walking import Walks
from techland.queries.plain.folder import is_plain_store
from techland.queries.preparing import Asked, prepare, walk_request
from techland.queries.start_way import StartWay, start_way

SIZE = 2


class QueryProcesses:
    """Query processes over one snapshot, started with the first query.

    Each query has a process of its own while it runs, is bounded in time and
    memory, and can be stopped. Safe to use from several threads.
    """

    def __init__(
        self,
        quads_path: Path,
        limits: Limits | None = None,
        size: int | LaneSizes = SIZE,
        start: StartWay | None = None,
        services: Iterable[str] = (),
        *,
        our_prefixes: bool = True,
    ) -> None:
        """Start nothing yet.

        Args:
            quads_path: the N-Quads of a snapshot, or the folder of a plain store.
            limits: of every query; those of the environment if None.
            size: how many queries run at once, or the sizes of the lanes.
            start: fork or spawn; what the platform can if None.
            services: endpoints that SERVICE may reach, and no other.
            our_prefixes: our prefixes may be used without being declared.
        """
        self.limits = limits or Limits.from_environment()
        self.services = frozenset(services)
        self._path = quads_path
        self._way = start_way(start)
        self._sizes = size if isinstance(size, LaneSizes) else LaneSizes(size)
        self._our_prefixes = our_prefixes
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
        extent: Extent = WHOLE,
    ) -> Answer:
        """Answer a query in a serialisation; JSON or N-Triples if none is named.

        A ``dataset`` names the graphs that are asked, whatever the query's FROM says.

        Raises:
            RefusedQuery: one of its kinds, before anything runs.
            StoppedQuery: one of its kinds; here, or while the chunks are read.
            QueryQueueFull: every process is busy.
        """
        bounds = limits or self.limits
        asked = Asked(format, bounds, dataset, extent, self.services, self._our_prefixes)
        prepared = prepare(checked(text, bounds, self.services), asked)
        running = self._ready().run(prepared.request, bounds)
        pieces = Pieces(running)
        return Answer(prepared.form, prepared.entry, pieces, running.facts)

    def near(self, iri: str, walk: str) -> Near:
        """Return what lies around a thing; see ``Evaluator.near``."""
        running = self._ready().run(walk_request(iri, walk, self.limits), self.limits)
        return Near.read(iri, b"".join(Pieces(running)))

    async def stream(
        self,
        query: str | CheckedQuery,
        *,
        format: str | None = None,  # noqa: A002 (as above)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
        extent: Extent = WHOLE,
    ) -> StreamedAnswer:
        """Answer a query without holding up the event loop; as ``evaluate``."""
        bounds = limits or self.limits
        if isinstance(query, str):
            query = await self.check(query)
        asked = Asked(format, bounds, dataset, extent, self.services, self._our_prefixes)
        prepared = prepare(query, asked)
        running = await self._ready().run_async(prepared.request, bounds)
        answer = StreamedAnswer(prepared.form, prepared.entry, running)
        answer.may_be_refused = prepared.may_be_refused and not (prepared.is_part and self._is_few)
        await answer.begin()
        return answer

    async def check(self, text: str) -> CheckedQuery:
        """Return a query that may be given to a process; raises as ``guard.check_query``."""
        return await checked_aside(text, self.limits, self.services)

    @property
    def _is_few(self) -> bool:
        """Return whether the data stay, and each of their triples can be told from all others."""
        quads = self.state.get("quads", 0)
        return 0 < quads <= MOST_TRIPLES and not is_plain_store(self._path)

    def _ready(self) -> Crew:
        with self._lock:
            if self._closed:
                raise ProcessesClosed
            if self._crew is None or not self._crew.is_ours:
                self._crew = Crew(self._path, self._way, self._sizes)
            return self._crew

    def beside(self, quads_path: Path) -> QueryProcesses:
        """Return query processes over another snapshot, with the same limits; start nothing yet."""
        return QueryProcesses(
            quads_path,
            self.limits,
            self._sizes,
            self._way,
            self.services,
            our_prefixes=self._our_prefixes,
        )

    def renew(self) -> None:
        """Let no query that is asked from now on see what a plain store showed before."""
        crew = self._crew
        if crew is not None and crew.is_ours:
            crew.renew()

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
        self._walks: Walks | None = None

    def evaluate(
        self,
        text: str,
        *,
        format: str | None = None,  # noqa: A002 (the name that users know)
        limits: Limits | None = None,
        dataset: DatasetDescription | None = None,
        extent: Extent = WHOLE,
    ) -> Answer:
        """Answer a query; see ``QueryProcesses.evaluate``."""
        from techland.queries.answering import ChunkedWriter, write_answer

        bounds = limits or self.limits
        query = checked(text, bounds)
        prepared = prepare(query, Asked(format, bounds, dataset, extent))
        pieces: list[bytes] = []
        facts: dict[str, Any] = {}
        writer = ChunkedWriter(pieces.append)
        write_answer(self._loaded(), prepared.request, writer, facts.update)
        pieces.append(writer.rest())
        return Answer(prepared.form, prepared.entry, iter(pieces), facts)

    def near(self, iri: str, walk: str) -> Near:
        """Return what lies around a thing; see ``Evaluator.near``."""
        return Near.read(iri, self._loaded().walked(iri, walk))

    def _loaded(self) -> Walks:
        from techland.queries.opening import load

        with self._lock:
            if self._walks is None:
                self._walks = Walks(load(self._path))
            return self._walks

    def close(self) -> None:
        """Forget the loaded graph."""
        with self._lock:
            self._walks = None
