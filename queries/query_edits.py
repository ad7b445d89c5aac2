"""Places of a query's text that are written otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from techland.queries.tokens import Token


class Edit(NamedTuple):
    """What stands from start to end is replaced by another text."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits that do not overlap made; at one place the first comes first.

    >>> edited("abc", [Edit(1, 2, "x"), Edit(0, 0, "(")])
    '(axc'
    """
    parts: list[str] = []
    place = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        parts += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join([*parts, text[place:]])


def closing(found: Sequence[Token], opening: int) -> int | None:
    """Return where the bracket closes that opens at a place among tokens, None if nowhere."""
    if opening >= len(found) or found[opening].kind != "OPEN":
        return None
    outside = found[opening].depth - 1
    for place in range(opening + 1, len(found)):
        if found[place].kind == "CLOSE" and found[place].depth == outside:
            return place
    return None
