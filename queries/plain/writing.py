"""The process that writes a plain store: `python -m techland.queries.plain.writing PATH PARENT`.

It alone has the store open for writing. Each order is one transaction: it is
committed, its log is on the disk, and queries are shown the new state before
the reply. A process that is killed before leaves the former state.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import NamedNode, RdfFormat, Store, parse, serialize

from techland.graph.store_errors import (
    NotShown,
    PlainStoreError,
    StoreFull,
    StoreInUse,
    StoreUnusable,
    UnreadableGraph,
    UpdateFailed,
    UpdateOutOfMemory,
    UpdateSyntaxError,
)
from techland.queries import confinement
from techland.queries.connections import refuse_connections
from techland.queries.plain.durable_log import make_durable
from techland.queries.plain.folder import StoreFolder
from techland.queries.plain.orders import Order, next_order, told_error
from techland.queries.plain.shown import Showing
from techland.queries.plain.update_grammar import UpdateGrammar
from techland.queries.plain.write_bounds import WriteBounds, has_space
from techland.queries.wire import END, frame

_LOCKED_SECONDS = 5.0
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_NO_SPACE = ("no space left", "quota", "file too large", "space limit")


class Writer:
    """The one that has a store open for writing."""

    def __init__(self, folder: StoreFolder) -> None:
        self._folder = folder
        self._store = _opened(folder)
        self._showing = Showing(self._store, folder)
        self._show()

    def do(self, order: Order, body: bytes, bounds: WriteBounds) -> dict[str, Any]:
        """Carry an order out, wholly or not at all; return what was there before.

        Raises:
            PlainStoreError: one of its kinds.
        """
        reason = has_space(self._folder.path, len(body))
        if reason:
            raise StoreFull(self._folder.path, reason)
        bounds.arm(order)
        existed = order.do != "update" and self._has(order.graph)
        text = body.decode() if order.do == "update" else _as_update(order, body)
        if text and (existed or order.do != "delete"):
            self._update(text, order.base)
        bounds.disarm()
        make_durable(self._store, self._folder.quads)
        self._show()
        return {"existed": existed}

    def _has(self, graph: str | None) -> bool:
        return graph is None or self._store.contains_named_graph(NamedNode(graph))

    def _update(self, text: str, base: str | None) -> None:
        try:
            self._store.update(text, base_iri=base)
        except SyntaxError as error:
            raise _syntax_error(error, text) from None
        except (RuntimeError, ValueError, OSError) as error:
            if isinstance(error, OSError) or any(w in str(error).lower() for w in _NO_SPACE):
                raise StoreFull(self._folder.path, str(error)) from None
            raise UpdateFailed(str(error)) from None

    def _show(self) -> None:
        try:
            self._showing.show()
        except (OSError, RuntimeError) as error:
            raise NotShown(self._folder.path, str(error)) from None


def _opened(folder: StoreFolder) -> Store:
    """Return the store on disk; a server that was just killed may hold it for a moment."""
    deadline = time.monotonic() + _LOCKED_SECONDS
    while True:
        try:
            store = Store(str(folder.quads))
        except (OSError, RuntimeError) as error:
            if "lock" not in str(error).lower():
                raise StoreUnusable(folder.path, str(error)) from None
            if time.monotonic() > deadline:
                raise StoreInUse(folder.path) from None
            time.sleep(0.05)
        else:
            # Each opening leaves the engine's notes of the one before.
            for notes in folder.quads.glob("LOG.old.*"):
                notes.unlink(missing_ok=True)
            return store


def _as_update(order: Order, body: bytes) -> str:
    """Return the update that puts, adds to or deletes a graph: so it is one transaction."""
    graph = "DEFAULT" if order.graph is None else f"GRAPH {NamedNode(order.graph)}"
    drop = f"DROP SILENT {graph}"
    if order.do == "delete":
        return drop
    create = "" if order.graph is None else f"CREATE SILENT {graph};\n"
    triples = _n_triples(order, body)
    data = triples if order.graph is None else f"{graph} {{\n{triples}}}"
    before = f"{drop};\n" if order.do == "put" else ""
    return f"{before}{create}INSERT DATA {{\n{data}}}"


def _n_triples(order: Order, body: bytes) -> str:
    kind = getattr(RdfFormat, order.format or "")
    try:
        # Named graphs in the body would go astray: they are refused.
        found = parse(body, kind, base_iri=order.base, without_named_graphs=True)
        triples = serialize((quad.triple for quad in found), None, RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError, OSError) as error:
        line = getattr(error, "lineno", None)
        raise UnreadableGraph(kind.name, str(error), line) from None
    return "" if triples is None else triples.decode()


def _syntax_error(error: SyntaxError, text: str) -> UpdateSyntaxError:
    """Return the error with the first token that cannot stand where it stands."""
    said = _PLACE.search(str(error))
    if said is None:
        return UpdateSyntaxError(str(error))
    reason = "" if said[3].startswith("expected") else said[3]
    return UpdateGrammar().fault(text, reason)


def serve(folder: StoreFolder, incoming: BinaryIO, send: Callable[[bytes], object]) -> None:
    """Open a store, say so, and carry orders out until the server hangs up."""
    try:
        writer = Writer(folder)
    except PlainStoreError as error:
        send(told_error(error))
        return
    send(frame(END, json.dumps({}).encode()))
    bounds = WriteBounds()
    while (taken := next_order(incoming)) is not None:
        order, body = taken
        try:
            facts = writer.do(order, body, bounds)
        except MemoryError:
            bounds.disarm()
            send(told_error(UpdateOutOfMemory(order.memory_bytes)))
        except (StoreFull, NotShown) as error:
            # The engine writes no more after such a fault: a new process begins anew.
            send(told_error(error))
            return
        except PlainStoreError as error:
            bounds.disarm()
            send(told_error(error))
        else:
            send(frame(END, json.dumps(facts).encode()))


def main(path: str, parent: str) -> None:
    """Be the process that writes a store."""
    # Ctrl-C in a terminal reaches the whole group; it is the server that decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confinement.end_with_parent(int(parent))
    # Whatever an update's text may have got past its checks, the engine gets no socket.
    refuse_connections()
    outgoing = sys.stdout.buffer

    def send(data: bytes) -> None:
        outgoing.write(data)
        outgoing.flush()

    with suppress(BrokenPipeError):
        serve(StoreFolder(Path(path)), sys.stdin.buffer, send)
    # Whatever the engine would still tidy up is durable already.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
