"""The folder of a plain store: what lies where, and what it is refused to be.

    techland-store.json    says that this is a plain store, and of which layout
    quads/                 the store on disk (RocksDB), which one process writes
    shown/NUMBER/          what queries read: made anew after each update
    shown/current          the number that counts; it is replaced in one step

A folder of `shown` is a copy of small stores (quads.nq, graphs.txt), else hard
links to the files of `quads` (checkpoint/). All of `shown` is a cache: it is
cleared and made anew whenever the store is opened.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from techland.graph.durable import NEW_PREFIX, replace_file, sync_folder, writing
from techland.graph.home import STORE_MARKER, Home
from techland.graph.store_errors import NotAStore
from techland.queries.plain.in_use import claimed

_LAYOUT = {"kind": "techland plain store", "layout": 1}


class StoreFolder:
    """The paths of a plain store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.quads = path / "quads"
        self.shown = path / "shown"
        self.pointer = self.shown / "current"

    def prepare(self) -> None:
        """Make the folder a plain store if it is new; clear what queries read before.

        Raises:
            NotAStore: it is something else.
            CannotWrite: the system refuses.
        """
        with writing(self.path):
            self._check()
            self.path.mkdir(parents=True, exist_ok=True)
            marker = self.path / STORE_MARKER
            if not marker.exists():
                replace_file(marker, (json.dumps(_LAYOUT) + "\n").encode())
                sync_folder(self.path.parent)

    def clear_shown(self) -> None:
        """Remove what the queries of an earlier server read."""
        with writing(self.shown):
            shutil.rmtree(self.shown, ignore_errors=True)
            self.shown.mkdir(exist_ok=True)

    def _check(self) -> None:
        if not self.path.exists():
            return
        if not self.path.is_dir():
            raise NotAStore(self.path, "it is a file")
        names = {entry.name for entry in self.path.iterdir()}
        # What a first start left that was stopped before its marker was in place.
        names = {name for name in names if not name.startswith(f"{NEW_PREFIX}{STORE_MARKER}")}
        if STORE_MARKER in names:
            self._check_layout()
        elif names & Home(self.path).names:
            raise NotAStore(
                self.path,
                "it holds published snapshots, which only `techland build` writes",
                "serve them without --store, or name another folder",
            )
        elif names:
            raise NotAStore(self.path, "it holds other files")

    def _check_layout(self) -> None:
        try:
            told = json.loads((self.path / STORE_MARKER).read_text("utf-8"))
        except ValueError:
            told = None
        if told != _LAYOUT:
            raise NotAStore(self.path, f"its {STORE_MARKER} says something else: {told!r}")

    def current(self) -> Path:
        """Return the folder that queries are to read now."""
        return self.shown / self.pointer.read_text("ascii")

    def point_to(self, number: int) -> None:
        """Let queries read another folder from now on."""
        beside = self.shown / f".current.{number}"
        beside.write_text(str(number), "ascii")
        beside.replace(self.pointer)

    def clear_before(self, number: int) -> None:
        """Remove what queries read before, unless one still does: it goes with a later update."""
        for entry in self.shown.iterdir():
            if entry.is_dir() and int(entry.name) < number and claimed(entry):
                shutil.rmtree(entry, ignore_errors=True)


def is_plain_store(path: Path) -> bool:
    """Return whether a folder says that it is a plain store."""
    return (path / STORE_MARKER).is_file()
