"""A query process at work: it answers one request after another until its user hangs up."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, Protocol

from pyoxigraph import Store

from techland.graph.errors import QueryError
from techland.graph.query_errors import QueryOutOfMemory
from techland.queries.answering import ChunkedWriter, write_answer
from techland.queries.near.walking import Walks
from techland.queries.wire import DATA, END, FACTS, Request, frame, told_error


class Bounds(Protocol):
    """How a process holds a query to its time and memory: it ends itself."""

    def arm(self, request: Request) -> None:
        """Begin to hold a query to its limits."""

    def disarm(self) -> None:
        """Let go: the query has ended."""

    @property
    def grown(self) -> int:
        """Return how many bytes more the process takes than before its first query."""


def serve(
    store: Store, requests: Iterable[Request], send: Callable[[bytes], None], bounds: Bounds
) -> NoReturn:
    """Answer requests until there are no more, and end the process; never return."""
    code = 1
    walks = Walks(store)
    try:
        for request in requests:
            bounds.arm(request)
            _answer(walks, request, send, bounds)
            bounds.disarm()
        code = 0
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        os._exit(code)


def _answer(walks: Walks, request: Request, send: Callable[[bytes], None], bounds: Bounds) -> None:
    writer = ChunkedWriter(lambda data: send(frame(DATA, data)))
    try:
        write_answer(walks, request, writer, lambda facts: send(_facts(facts)))
    except QueryError as error:
        send(told_error(error))
    except MemoryError:
        send(told_error(QueryOutOfMemory(request.memory_bytes)))
    else:
        # A small answer is one message.
        facts = {"bytes": writer.total, "grown": bounds.grown}
        send(frame(DATA, writer.rest()) + frame(END, json.dumps(facts).encode()))


def _facts(facts: dict[str, Any]) -> bytes:
    return frame(FACTS, json.dumps(facts).encode())
