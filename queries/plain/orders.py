"""What the server and the process that writes a plain store say to each other.

An order is a REQUEST frame in JSON and a DATA frame with a body; the reply is an
END frame with facts or an ERROR frame. See ``techland.queries.wire``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Literal

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
from techland.queries.wire import DATA, ERROR, REQUEST, frame, read_frame

Deed = Literal["update", "put", "post", "delete"]

# What the writing process can say went wrong, and the facts that make the error again.
TOLD: dict[type[PlainStoreError], tuple[str, ...]] = {
    NotShown: ("folder", "reason"),
    StoreFull: ("folder", "reason"),
    StoreInUse: ("folder",),
    StoreUnusable: ("folder", "reason"),
    UnreadableGraph: ("format_name", "reason", "line"),
    UpdateFailed: ("reason",),
    UpdateOutOfMemory: ("memory_bytes",),
    UpdateSyntaxError: ("reason", "line", "column"),
}
_NAMES = {kind.__name__: kind for kind in TOLD}


@dataclass(frozen=True)
class Order:
    """One write: an update, or a graph put, added to or deleted.

    Attributes:
        do: what is to be done.
        seconds, memory_bytes: its bounds.
        base: what relative IRIs are resolved against.
        graph: IRI of the graph, None for the default graph; not of an update.
        format: serialisation of the body; not of an update, whose body is its text.
    """

    do: Deed
    seconds: float
    memory_bytes: int
    base: str | None = None
    graph: str | None = None
    format: str | None = None

    def packed(self, body: bytes) -> bytes:
        """Return the order and its body as frames."""
        return frame(REQUEST, json.dumps(asdict(self)).encode()) + frame(DATA, body)


def next_order(stream: BinaryIO) -> tuple[Order, bytes] | None:
    """Return the next order and its body; None when the server has hung up."""
    head = read_frame(stream)
    body = read_frame(stream)
    if head is None or body is None:
        return None
    return Order(**json.loads(head[1])), body[1]


def told_error(error: PlainStoreError) -> bytes:
    """Return an error as a frame."""
    facts = {name: getattr(error, name) for name in TOLD[type(error)]}
    return frame(ERROR, json.dumps([type(error).__name__, facts], default=str).encode())


def heard_error(payload: bytes) -> PlainStoreError:
    """Return the error of a frame's payload."""
    name, facts = json.loads(payload)
    made: Any = _NAMES[name]
    error: PlainStoreError = made(**facts)
    return error
