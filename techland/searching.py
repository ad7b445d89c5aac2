"""The search of a knowledge graph, for Python."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from techland.graph.snapshot import Snapshot
from techland.progress import Tell, amounts
from techland.queries.search.found import Found
from techland.queries.search.searching import search
from techland.queries.search.sidecar import index_of

if TYPE_CHECKING:
    from tantivy import Index

Wish = str | Iterable[str] | None


class Narrowed(TypedDict, total=False):
    """What a search is narrowed to: one value or several, any of which will do."""

    kind: Wish
    country: Wish
    theme: Wish
    period: Wish
    dataset: Wish
    source: Wish


class Searching:
    """The part of a knowledge graph that finds things by words."""

    snapshot: Snapshot
    _index: Index | None = None

    @property
    def index(self) -> Index:
        """Return the search index of the snapshot, opened or made when first asked for.

        Making one takes a minute for a million names: how far it is, is shown on standard
        error, and Ctrl-C (in Jupyter, to interrupt the kernel) stops it and leaves nothing behind.
        """
        if self._index is None:
            with ExitStack() as shown:
                self._index = index_of(self.snapshot, _Shown(shown, self.snapshot.quads_path))
        return self._index

    def search(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
        **narrowed: Unpack[Narrowed],
    ) -> Found:
        """Find things by their names and texts, in any language; typing errors are forgiven.

        Args:
            text: what to look for; empty for everything.
            limit: most results given; ``Found.total`` counts all.
            offset: results to leave out before.
            facets: count all results by kind, country, theme, period, dataset and source.
            narrowed: values of these facets that results must have.

        Raises:
            UnknownFacet, WrongPage: see each.

        >>> import techland as tl
        >>> with tl.open() as kg:
        ...     kg.search("univ munster", kind="organisation").hits[0].names["de"]
        'Universität Münster'
        """
        wanted = {name: _several(value) for name, value in narrowed.items() if value is not None}
        return search(self.index, text, wanted, limit=limit, offset=offset, facets=facets)


# From this size of a snapshot on, reading it alone takes longer than a moment.
_LARGE_BYTES = 30_000_000
_MOMENT_SECONDS = 1.0


class _Shown:
    """Shows how much is done, of what takes longer than a moment."""

    def __init__(self, shown: ExitStack, quads: Path) -> None:
        large = quads.exists() and quads.stat().st_size > _LARGE_BYTES
        self._from = time.monotonic() + (0 if large else _MOMENT_SECONDS)
        self._shown = shown
        self._tell: Tell | None = None

    def __call__(self, done: int, of: int, what: str) -> None:
        if self._tell is None and time.monotonic() >= self._from:
            self._tell = self._shown.enter_context(amounts())
        if self._tell is not None:
            self._tell(done, of, what)


def _several(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, Iterable) else [str(value)]
