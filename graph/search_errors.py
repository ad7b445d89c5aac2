"""Errors of searching; the tree stands at the head of errors.py.

SearchError
├── UnknownFacet               a search cannot be narrowed by this
├── LongSearch                 more letters than a search may have
├── SearchIndexInTheMaking     the index is not ready yet
└── WrongPage                  a number of results, or a first one, that makes no sense
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import TechlandError, nearest


class SearchError(TechlandError):
    """A search cannot be made."""


class UnknownFacet(SearchError):
    """A search cannot be narrowed by this."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        words = f"known: {', '.join(self.known)}"
        near = nearest(name, self.known)
        super().__init__(
            f"a search cannot be narrowed by {name!r}", f"{near} {words}" if near else words
        )


class LongSearch(SearchError):
    """A text that is searched for has more letters than it may have."""

    def __init__(self, length: int, limit: int) -> None:
        self.length = length
        self.limit = limit
        super().__init__(f"a search of {length:,} letters", f"search for at most {limit:,} letters")


class WrongPage(SearchError):
    """A number of results, or a first one, makes no sense."""

    def __init__(self, name: str, value: object, most: int) -> None:
        self.name = name
        self.value = value
        self.most = most
        super().__init__(f"{name} cannot be {value!r}", f"a whole number from 0 to {most}")


class SearchIndexInTheMaking(SearchError):
    """The search index of a version is made once, and is not ready yet."""

    retry_after = "5"

    def __init__(self, seconds: float) -> None:
        self.seconds = round(seconds, 1)
        super().__init__(
            f"the search index of this version is being made, since {self.seconds:.0f} s",
            "everything else works meanwhile; ask again in some seconds",
        )
