"""The error tree's branch of plain stores: why a store is not opened, or an update not done.

PlainStoreError
├── NotAStore                  a folder of another kind, or another version's
├── NotAHome                   no snapshot is built into a plain store
├── StoreInUse                 another server has it open
├── StoreUnusable              the engine cannot open it
├── StoreFull                  no space: the former state stands
├── NotShown                   stored, but queries cannot be given it
├── UpdateQueueFull            too many writers wait
├── UpdateStopped              began, and nothing of it is stored
│   ├── UpdateTimeout
│   ├── UpdateOutOfMemory
│   └── WriterDied             or it is stored whole
├── UpdateRefused              known before anything runs, or by the engine's check
│   ├── UpdateSyntaxError      with line and column
│   ├── OutwardUpdate          LOAD and SERVICE
│   ├── DatasetConflict        graphs named by the request and by the text
│   └── UpdateFailed           a graph that is there, or is not
├── UnreadableGraph            a body that is not the RDF it says it is
├── TokenMissing               writing needs a bearer token
└── TokenWrong

What its kinds share with those of queries: error_shapes.py
"""

from __future__ import annotations

from pathlib import Path

from techland.graph.error_shapes import (
    GivenUp,
    OutOfMemory,
    ProcessDied,
    ReachesOut,
    SyntaxFault,
    TimedOut,
)
from techland.graph.errors import TechlandError


class PlainStoreError(TechlandError):
    """A plain store cannot be opened, read or written as asked."""


class NotAStore(PlainStoreError):
    """A folder is not a plain store, and is left as it is."""

    def __init__(self, folder: Path, reason: str, hint: str | None = None) -> None:
        self.folder = folder
        self.reason = reason
        usual = "name a folder that is empty, not there yet, or a store made by `serve --store`"
        super().__init__(f"{folder} is no plain store: {reason}", hint or usual)


class NotAHome(PlainStoreError):
    """A folder is a plain store: no snapshot is built into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder} is a plain store, and snapshots are not built into it",
            "name another folder with TECHLAND_HOME; serve this one with `serve --store`",
        )


class StoreInUse(PlainStoreError):
    """Another server has the store open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"the store {folder} is open in another server", "one server, one store")


class StoreUnusable(PlainStoreError):
    """The engine cannot open a store, or its process ended."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(
            f"the store {folder} cannot be opened: {reason}",
            "its folder is left as it is; a copy of it may be put back from a backup",
        )


class StoreFull(PlainStoreError):
    """There is no space to store an update; the store is as it was before."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(
            f"the update is not stored: {reason}",
            "the store is as it was before; free space on its disk and send the update again",
        )


class NotShown(PlainStoreError):
    """An update is stored, but the queries cannot be given the new state."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(
            f"the update is stored, but queries still see the state before it: {reason}",
            "free space on the store's disk; the next update or a restart shows it",
        )


class UpdateQueueFull(PlainStoreError):
    """Too many updates wait for their turn."""

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(f"{length} updates wait already", "try again later")


class UpdateStopped(PlainStoreError):
    """An update began and was stopped; nothing of it is stored."""


class UpdateTimeout(TimedOut, UpdateStopped):
    """An update was stopped at its deadline."""

    words = "the update was stopped after {seconds:g} seconds; nothing of it is stored"
    way_out = "narrow its WHERE, or send it in parts"


class UpdateOutOfMemory(OutOfMemory, UpdateStopped):
    """An update was stopped at its memory limit."""

    words = "the update was stopped: it needs more than {limit}; nothing of it is stored"
    way_out = "send it in parts"


class WriterDied(ProcessDied, UpdateStopped):
    """The process that writes ended unasked during an update."""

    words = "the process that writes the store"
    way_out = "the update is stored whole or not at all: ask before you send it again"


class UpdateRefused(PlainStoreError):
    """An update is not run, or the engine refuses it; nothing of it is stored."""


class UpdateSyntaxError(SyntaxFault, UpdateRefused):
    """An update's text is not SPARQL; line and column count from 1 where they are known."""

    words = "syntax error in the update"


class OutwardUpdate(ReachesOut, UpdateRefused):
    """An update would reach out to another server."""

    way_out = (
        "an update reads and writes this store only: fetch the data yourself and send it "
        "with INSERT DATA, or by PUT or POST to /graphs"
    )


class DatasetConflict(UpdateRefused):
    """A request names the graphs of an update whose text names graphs too."""

    def __init__(self, word: str, line: int, column: int) -> None:
        self.word = word
        self.line = line
        self.column = column
        super().__init__(
            f"the request names graphs, and so does {word} in the update "
            f"(line {line}, column {column})",
            "name them in one place (SPARQL 1.1 Protocol, section 2.2.3)",
        )


class UpdateFailed(GivenUp, UpdateRefused):
    """The engine gave up on an update that it could read: a graph that is there, or is not."""

    words = "the update cannot be done"
    way_out = "nothing of it is stored"


class UnreadableGraph(PlainStoreError):
    """A body is not RDF in the serialisation that its media type names."""

    def __init__(self, format_name: str, reason: str, line: int | None = None) -> None:
        self.format_name = format_name
        self.reason = reason
        self.line = line
        super().__init__(f"the body is no {format_name}: {reason}", "nothing of it is stored")


class TokenMissing(PlainStoreError):
    """Writing needs a bearer token."""

    def __init__(self) -> None:
        super().__init__(
            "writing needs a bearer token",
            "send the header Authorization: Bearer TOKEN; the server printed the token, or was "
            "given it by --token-file or TECHLAND_TOKEN",
        )


class TokenWrong(PlainStoreError):
    """The bearer token is not this store's."""

    def __init__(self) -> None:
        super().__init__("this token does not allow writing", "look at what the server printed")
