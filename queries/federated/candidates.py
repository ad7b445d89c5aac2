"""What an endpoint is asked about: the values that our graph, and what came before, allow.

The values of a clause are those of the patterns that stand before it. A FILTER
among them is kept where it says the same there as at the end of its group, and
left out where it does not; leaving one out asks about more, never about less.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from techland.queries.federated.clauses import Clause, closing, variables_of
from techland.queries.tokens import Token

# Joined with anything, an empty group changes nothing; it parts what stood apart before.
# The line breaks end comments.
_NOTHING = "\n{}\n"


@dataclass(frozen=True)
class Candidates:
    """The query for the values that an endpoint is given.

    Attributes:
        variables: that it is given; none where the clause shares none with what stands before.
        pattern: a group, without its braces, whose solutions hold the values.
    """

    variables: tuple[str, ...]
    pattern: str


def candidates_of(text: str, found: Sequence[Token], clause: Clause) -> Candidates:
    """Return what to ask our graph before an endpoint is asked."""
    later = set(variables_of(found[clause.start :]))
    wanted = variables_of(found[clause.opened : clause.closed])
    if clause.optional is None:
        outer = _part(text, found, (clause.outer + 1, clause.start), later)
        pattern, before = outer.text, outer.names
    else:
        word, opened = clause.optional
        outer = _part(text, found, (clause.outer + 1, word), later)
        # Its filters see what stands outside, which they do not in a group by itself.
        inner = _part(text, found, (opened + 1, clause.start), None)
        pattern = f"{outer.text}{_NOTHING}{{ {inner.text}\n}}"
        before = outer.names | inner.names
    return Candidates(tuple(name for name in wanted if name in before), pattern)


class _Part(NamedTuple):
    """A stretch of a group without the filters that were left out, and the variables in it."""

    text: str
    names: set[str]


def _part(
    text: str, found: Sequence[Token], extent: tuple[int, int], later: Collection[str] | None
) -> _Part:
    """Return a stretch of a group; ``later`` None for variables that may all have values later."""
    start, end = extent
    certain = _certain(found, start, end)
    dropped = _filters_to_drop(found, extent, certain, later)
    places = set(range(start, end)).difference(*(range(a, b + 1) for a, b in dropped))
    names = set(variables_of([found[place] for place in sorted(places)]))
    return _Part(_without(text, found, extent, dropped), names)


def _certain(found: Sequence[Token], start: int, end: int) -> set[str]:
    """Return variables that a group's own triple patterns bind in every solution."""
    if start >= end:
        return set()
    depth = found[start - 1].depth
    names: set[str] = set()
    listed = False
    for token in found[start:end]:
        if token.depth != depth:
            listed = False
        elif token.kind == "WORD":
            listed = token.word == "values"
        elif token.kind == "VARIABLE" and not listed:
            names.add(token.text[1:])
    return names


def _filters_to_drop(
    found: Sequence[Token],
    extent: tuple[int, int],
    certain: Collection[str],
    later: Collection[str] | None,
) -> list[tuple[int, int]]:
    """Return the places of a group's own filters that may say something else at its end."""
    start, end = extent
    if start >= end:
        return []
    depth = found[start - 1].depth
    dropped = []
    for place in range(start, end):
        if found[place].word != "filter" or found[place].depth != depth:
            continue
        opened = next(p for p in range(place, len(found)) if found[p].kind == "OPEN")
        last = closing(found, opened)
        unsure = set(variables_of(found[place : last + 1])).difference(certain)
        if unsure and (later is None or unsure.intersection(later)):
            dropped.append((place, last))
    return dropped


def _without(
    text: str,
    found: Sequence[Token],
    extent: tuple[int, int],
    dropped: Sequence[tuple[int, int]],
) -> str:
    start, end = extent
    copied = found[start - 1].end
    parts = []
    for first, last in dropped:
        parts += [text[copied : found[first].start], _NOTHING]
        copied = found[last].end
    parts.append(text[copied : found[end].start])
    return "".join(parts)
