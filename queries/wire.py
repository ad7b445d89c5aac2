"""What a query process and its user say to each other: a request, then frames of its answer.

A frame is its kind (one byte), the length of what follows (four, the highest
first) and that many bytes. An answer is one FACTS frame if it was to be truncated,
any number of DATA frames and one END or ERROR; one that stops without is cut and
never taken for whole.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, Self

from techland.graph.errors import QueryError
from techland.graph.query_errors import (
    ForbiddenForm,
    QueryFailed,
    QueryOutOfMemory,
    QuerySyntaxError,
    QueryTimeout,
    TooManyTriples,
)
from techland.queries.dataset_description import DatasetDescription, FromClauses

REQUEST, READY, DATA, END, ERROR, FACTS = range(1, 7)
HEAD = struct.Struct(">BI")

# What a query process can say went wrong, and the facts that make the error again.
TOLD: dict[type[QueryError], tuple[str, ...]] = {
    ForbiddenForm: ("word", "line", "column"),
    QueryFailed: ("reason",),
    QueryOutOfMemory: ("memory_bytes",),
    QuerySyntaxError: ("reason", "line", "column", "hint"),
    QueryTimeout: ("seconds",),
    TooManyTriples: ("limit",),
}
_NAMES = {kind.__name__: kind for kind in TOLD}

# Exit codes of a process that ended itself.
DEADLINE_CODE = 75
MEMORY_CODE = 76


@dataclass(frozen=True)
class Request:
    """One query for a query process, checked before.

    ``prefixes`` may be used without being declared; ``written_prefixes`` shorten
    the IRIs of Turtle, TriG and RDF/XML. ``truncate`` is the most rows or triples
    (0: all), ``duplicates`` lets a triple come twice, and ``outward`` means that
    the text holds a SERVICE that was allowed. ``dataset`` names the graphs that are
    asked; without it the query's own ``clauses`` do, which are only sent where
    their graphs must be merged. With a ``walk`` the text is no query but the IRI
    at which the walk begins: see ``near.steps``.
    """

    text: str
    format: str
    seconds: float
    memory_bytes: int
    prefixes: dict[str, str]
    written_prefixes: dict[str, str]
    truncate: int = 0
    duplicates: bool = False
    outward: bool = False
    dataset: DatasetDescription | None = None
    clauses: FromClauses | None = None
    walk: str = ""

    @cached_property
    def packed(self) -> bytes:
        """Return the request as a frame."""
        return frame(REQUEST, json.dumps(vars(self), default=vars).encode())

    @classmethod
    def unpacked(cls, payload: bytes) -> Self:
        """Return the request of a frame's payload."""
        facts = json.loads(payload)
        for name, kind in (("dataset", DatasetDescription), ("clauses", FromClauses)):
            facts[name] = facts[name] and kind(**facts[name])
        return cls(**facts)


def frame(kind: int, payload: bytes = b"") -> bytes:
    """Return a frame as bytes."""
    return HEAD.pack(kind, len(payload)) + payload


def read_frame(stream: BinaryIO) -> tuple[int, bytes] | None:
    """Return the next frame's kind and payload; None if the stream ends before its end."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    payload = stream.read(length) if length else b""
    return (kind, payload) if len(payload) == length else None


def requests(stream: BinaryIO) -> Iterator[Request]:
    """Yield the requests of a stream until it ends."""
    while (received := read_frame(stream)) is not None:
        yield Request.unpacked(received[1])


def told_error(error: QueryError) -> bytes:
    """Return a query error as a frame."""
    facts = {name: getattr(error, name) for name in TOLD[type(error)]}
    return frame(ERROR, json.dumps([type(error).__name__, facts]).encode())


def heard_error(payload: bytes) -> QueryError:
    """Return the query error of a frame's payload."""
    name, facts = json.loads(payload)
    return _NAMES[name](**facts)
