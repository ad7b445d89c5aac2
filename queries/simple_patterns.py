"""The triple patterns of a group that are three terms, by tokens alone.

What is found is in the group for certain; what is written in another way (paths, blank
nodes, literals, patterns within brackets) is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from techland.queries.tokens import Token

_TERMS = frozenset({"VARIABLE", "IRI", "NAME", "NUMBER"})
_TRIPLE_LENGTH = 3
# How many terms of a triple the next one shares with it.
_SHARED = {";": 1, ",": 2}

SimpleTriple = tuple[str, ...]


class Patterns(NamedTuple):
    """Triple patterns by the text of their terms, and whether the group has nothing else."""

    triples: frozenset[SimpleTriple]
    are_all: bool


def simple_patterns(group: Sequence[Token]) -> Patterns:
    """Return the patterns of a group's tokens, those within inner brackets left out.

    A triple that is found is one that every solution of the group makes true.
    """
    reading = _Reading()
    depth = min((token.depth for token in group if token.kind != "OPEN"), default=0)
    for token in group:
        if token.depth == depth and token.kind != "CLOSE":
            reading.take(token)
        else:
            reading.lose(ends=token.kind == "CLOSE" and token.text == "}" and token.depth == depth)
    reading.end()
    return Patterns(frozenset(reading.found), not reading.is_other)


class _Reading:
    """The triples so far, and the terms of the one that is being read."""

    def __init__(self) -> None:
        self.found: set[SimpleTriple] = set()
        self.is_other = False
        self._terms: list[str] = []
        self._is_lost = False

    def take(self, token: Token) -> None:
        """Read a token of the group itself."""
        if token.text in _SHARED:
            shared = self._terms[: _SHARED[token.text]]
            self._close()
            self._terms = shared
        elif token.text == ".":
            self.end()
        elif token.kind in _TERMS or token.text == "a":
            self._terms.append(token.text)
        elif token.kind == "WORD":
            # FILTER, OPTIONAL, BIND and so on begin something else.
            self.end()
            self.is_other = True
        else:
            self.lose()

    def lose(self, *, ends: bool = False) -> None:
        """Pass over what is written in another way; an inner group ends with itself."""
        self.is_other = True
        self._is_lost = not ends
        self._terms = []

    def end(self) -> None:
        """Take the last triple before a full stop, another kind of clause, or the end."""
        self._close()
        self._terms, self._is_lost = [], False

    def _close(self) -> None:
        if not self._terms and not self._is_lost:
            return
        if len(self._terms) == _TRIPLE_LENGTH and not self._is_lost:
            self.found.add(tuple(self._terms))
        else:
            self.is_other = True
