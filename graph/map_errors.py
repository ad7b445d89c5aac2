"""Errors of maps; the tree stands at the head of errors.py.

NetworkError
├── UnknownViewWord    an address asks a map for what it does not have
└── TooLargeToDraw     a picture of so many ties would tell nothing
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import NetworkError, nearest


class UnknownViewWord(NetworkError):
    """A word of a view is not known, or cannot have this value."""

    def __init__(self, word: str, value: object, known: Iterable[str]) -> None:
        self.word = word
        self.value = value
        self.known = tuple(known)
        near = nearest(str(value), self.known)
        told = f"known: {', '.join(self.known)}"
        super().__init__(f"a map has no {word} {value!r}", f"{near} {told}" if near else told)


class TooLargeToDraw(NetworkError):
    """A picture of so many ties would tell nothing."""

    def __init__(self, ties: int, most: int) -> None:
        self.ties = ties
        self.most = most
        super().__init__(
            f"{ties} ties are more than a picture can show ({most})",
            "filter, ask for a minimum weight or only ties across the border, "
            "or draw regions: level=nuts3",
        )
