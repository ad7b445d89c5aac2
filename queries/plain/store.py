"""A plain store, open: one process writes it, query processes read what it shows."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from techland.graph.store_errors import UpdateQueueFull
from techland.ontology.terms import BASE
from techland.queries.dataset_description import DatasetDescription
from techland.queries.evaluation import QueryProcesses
from techland.queries.lanes import LaneSizes
from techland.queries.limits import Limits
from techland.queries.plain.folder import StoreFolder
from techland.queries.plain.orders import Deed, Order
from techland.queries.plain.update_guard import checked_patch, checked_update
from techland.queries.plain.writer import WriterProcess

QUEUE_LENGTH = 64


class PlainStore:
    """An ordinary quad store on disk, with the semantics of the standards.

    Its default graph is the unnamed graph alone. Every write is one transaction:
    when it returns it is on the disk, and every query after it sees it. Safe to
    use from several threads; writes are done one after the other.
    """

    def __init__(
        self,
        path: Path,
        limits: Limits | None = None,
        size: int | LaneSizes | None = None,
        services: Iterable[str] = (),
    ) -> None:
        """Open a store, a new one if the folder is empty or not there.

        Args:
            path: its folder.
            limits: of every query and every update; those of the environment if None.
            size: how many queries run at once; as many as a server's if None.
            services: endpoints that SERVICE in a query may reach; in an update none.

        Raises:
            NotAStore: the folder holds something else.
            StoreInUse, StoreUnusable, CannotWrite: it cannot be opened.
        """
        folder = StoreFolder(path.absolute())
        folder.prepare()
        self.path = folder.path
        self.limits = limits or Limits.from_environment()
        self._lock = threading.Lock()
        self._waiting = 0
        self._counting = threading.Lock()
        self._writer = WriterProcess(folder.path)
        self.processes = QueryProcesses(
            folder.path,
            self.limits,
            size or LaneSizes.for_server(),
            services=services,
            our_prefixes=False,
        )

    def update(self, text: str, using: DatasetDescription | None = None, base: str = BASE) -> int:
        """Carry out an update; return how many LOAD SILENT were left out of it.

        ``using`` are the graphs that stand in for USING clauses.

        Raises:
            UpdateRefused, QueryTooLong, QueryTooDeep: it is not begun, or the engine refuses it.
            UpdateStopped, StoreFull: it is not stored.
            UpdateQueueFull: too many wait.
        """
        checked = checked_update(text, self.limits, using)
        self._do("update", checked.text.encode(), base=base)
        return checked.not_loaded

    def put_graph(self, graph: str | None, body: bytes, format_name: str, base: str) -> bool:
        """Let a graph hold what a body says and nothing else; return whether it was there before.

        Args:
            graph: its IRI, None for the default graph.
            body: RDF.
            format_name: an attribute of ``pyoxigraph.RdfFormat``.
            base: what relative IRIs of the body are resolved against.

        Raises:
            UnreadableGraph: the body is no such RDF.
            UpdateStopped, StoreFull, UpdateQueueFull: as ``update``.
        """
        return self._do("put", body, base=base, graph=graph, format_name=format_name)

    def post_graph(self, graph: str | None, body: bytes, format_name: str, base: str) -> bool:
        """Add what a body says to a graph; as ``put_graph``."""
        return self._do("post", body, base=base, graph=graph, format_name=format_name)

    def patch_graph(self, graph: str | None, text: str) -> None:
        """Carry out an update that reads and writes one graph where it names none.

        Raises:
            DatasetConflict: it names graphs by WITH or USING.
            UpdateRefused, UpdateStopped, StoreFull, UpdateQueueFull: as ``update``.
        """
        checked = checked_patch(text, self.limits, graph)
        self._do("update", checked.encode(), base=graph or BASE)

    def delete_graph(self, graph: str | None) -> bool:
        """Delete a graph, or empty the default graph; return whether it was there."""
        return self._do("delete", b"", graph=graph)

    def _do(
        self,
        deed: Deed,
        body: bytes,
        *,
        base: str | None = None,
        graph: str | None = None,
        format_name: str | None = None,
    ) -> bool:
        limits = self.limits
        order = Order(deed, limits.seconds, limits.memory_bytes, base, graph, format_name)
        with self._counting:
            if self._waiting >= QUEUE_LENGTH:
                raise UpdateQueueFull(self._waiting)
            self._waiting += 1
        try:
            with self._lock:
                try:
                    facts = self._writer.do(order, body)
                finally:
                    # Also after a fault: the writing process may have shown its state anew.
                    self.processes.renew()
        finally:
            with self._counting:
                self._waiting -= 1
        return bool(facts.get("existed"))

    def close(self) -> None:
        """Close the store and leave no process behind."""
        self.processes.close()
        with self._lock:
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
