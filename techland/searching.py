"""The search of a knowledge graph, for Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, Unpack

from techland.graph.snapshot import Snapshot
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
        """Return the search index of the snapshot, opened or made when first asked for."""
        if self._index is None:
            self._index = index_of(self.snapshot)
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


def _several(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, Iterable) else [str(value)]
