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

# Reading so much takes as long as opening a checkpoint.
SMALL_BYTES = 512 * 1024
_QUADS, _GRAPHS, _CHECKPOINT = "quads.nq", "graphs.txt", "checkpoint"
_TRIES = 50


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


def _small(store: Store, limit: int) -> bytes | None:
    """Return a store's N-Quads, None if they are more bytes than the limit."""
    output = _Bounded(limit)
    try:
        store.dump(cast("IO[bytes]", output), format=RdfFormat.N_QUADS)
    except ConnectionError:
        return None
    return bytes(output.held)


def show(store: Store, folder: StoreFolder, number: int) -> None:
    """Let queries see a store as it is now, in a folder with this number.

    Raises:
        OSError: the disk is full.
    """
    target = folder.shown / str(number)
    target.mkdir()
    quads = _small(store, SMALL_BYTES)
    if quads is None:
        store.backup(str(target / _CHECKPOINT))
    else:
        (target / _QUADS).write_bytes(quads)
        # N-Quads cannot tell of a graph that is there and empty.
        names = [str(name.value) for name in store.named_graphs() if isinstance(name, NamedNode)]
        (target / _GRAPHS).write_text("\n".join(names), "utf-8")
    folder.point_to(number)
    folder.clear_before(number)


class Shown(NamedTuple):
    """What queries see; of a checkpoint the engine opens the files as it reads them."""

    store: Store
    is_checkpoint: bool


def open_shown(folder: StoreFolder) -> Shown:
    """Return the state that queries are to see now, to be read only.

    Raises:
        OSError: it cannot be read.
    """
    for _ in range(_TRIES):
        target = folder.current()
        try:
            return _opened(target)
        except (OSError, ValueError):
            # The next state may have taken its place meanwhile.
            if target == folder.current():
                raise
    raise FileNotFoundError(str(folder.pointer))


def _opened(target: Path) -> Shown:
    checkpoint = target / _CHECKPOINT
    if checkpoint.exists():
        return Shown(Store.read_only(str(checkpoint)), is_checkpoint=True)
    store = Store()
    quads, names = (target / _QUADS).read_bytes(), (target / _GRAPHS).read_text("utf-8")
    # Labels of blank nodes stay what they are: every process shows the same.
    store.bulk_extend(parse(quads, RdfFormat.N_QUADS))
    for name in names.splitlines():
        store.add_graph(NamedNode(name))
    return Shown(store, is_checkpoint=False)
