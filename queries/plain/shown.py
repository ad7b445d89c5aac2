"""What queries read of a plain store: a copy in memory while it is small, else a checkpoint.

The store on disk has one process that writes it, and what others would see of
it meanwhile is undefined. So after each update that process leaves a state that
never changes: hard links to the store's files, made in some milliseconds
whatever its size. A store of some thousand quads is written out instead, since
it is read faster than a checkpoint is opened, and queries run faster on it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, NamedTuple, cast

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from techland.queries.plain.folder import StoreFolder
from techland.queries.plain.in_use import held_open, make_readable

# Reading so much takes as long as opening a checkpoint.
SMALL_BYTES = 512 * 1024
_QUADS, _GRAPHS, _CHECKPOINT = "quads.nq", "graphs.txt", "checkpoint"
_TRIES = 50
_LARGE_UPDATES = 50


class _TooLarge(ConnectionError):
    """A store is not small."""


class _Bounded(io.RawIOBase):
    """Holds what is written to it, up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.held = bytearray()
        self._limit = limit

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        piece = cast("bytes", data)
        self.held += piece
        if len(self.held) > self._limit:
            raise _TooLarge
        return len(piece)


class Showing:
    """Lets queries see one store's states, one after the other."""

    def __init__(self, store: Store, folder: StoreFolder) -> None:
        """Forget what the queries of an earlier server saw."""
        self._store = store
        self._folder = folder
        self._number = 0
        self._large_until = 0
        folder.clear_shown()

    def show(self) -> None:
        """Let queries see the store as it is now.

        Raises:
            OSError: the disk is full.
        """
        self._number += 1
        target = self._folder.shown / str(self._number)
        target.mkdir()
        make_readable(target)
        quads = self._small()
        if quads is None:
            self._store.backup(str(target / _CHECKPOINT))
        else:
            (target / _QUADS).write_bytes(quads)
            # N-Quads cannot tell of a graph that is there and empty.
            names = (name for name in self._store.named_graphs() if isinstance(name, NamedNode))
            (target / _GRAPHS).write_text("\n".join(name.value for name in names), "utf-8")
        self._folder.point_to(self._number)
        self._folder.clear_before(self._number)

    def _small(self) -> bytes | None:
        """Return the store's N-Quads, None if they are too many.

        To find that out takes long on a large store: for some updates it stays one.
        """
        if self._number < self._large_until:
            return None
        output = _Bounded(SMALL_BYTES)
        try:
            self._store.dump(cast("IO[bytes]", output), format=RdfFormat.N_QUADS)
        except ConnectionError:
            self._large_until = self._number + _LARGE_UPDATES
            return None
        return bytes(output.held)


class Shown(NamedTuple):
    """What queries see.

    Of a checkpoint the engine opens the files as it reads them: ``held`` keeps them there.
    """

    store: Store
    held: IO[bytes] | None

    @property
    def is_checkpoint(self) -> bool:
        """Return whether the engine still has files to open."""
        return self.held is not None


def open_shown(folder: StoreFolder) -> Shown:
    """Return the state that queries are to see now, to be read only.

    Raises:
        OSError: it cannot be read.
    """
    for _ in range(_TRIES):
        target = folder.current()
        try:
            return _opened(target)
        except (OSError, ValueError, RuntimeError):
            # The next state may have taken its place meanwhile.
            if target == folder.current():
                raise
    raise FileNotFoundError(str(folder.pointer))


def _opened(target: Path) -> Shown:
    checkpoint = target / _CHECKPOINT
    if checkpoint.exists():
        held = held_open(target)
        return Shown(Store.read_only(str(checkpoint)), held)
    store = Store()
    quads, names = (target / _QUADS).read_bytes(), (target / _GRAPHS).read_text("utf-8")
    # Labels of blank nodes stay what they are: every process shows the same.
    store.bulk_extend(parse(quads, RdfFormat.N_QUADS))
    for name in names.splitlines():
        store.add_graph(NamedNode(name))
    return Shown(store, None)
