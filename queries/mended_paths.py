"""Paths of zero length at a constant that the graph does not hold.

``:x :p* ?y`` finds :x itself, whether a graph has it or not (SPARQL 1.1, section
18.4, ALP); the engine finds nothing. Where the default graph lacks the constant,
nothing but the constant can be found, so VALUES says that in the path's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from techland.queries.query_edits import Edit
from techland.queries.tokens import Token

_CONSTANTS = {"IRI", "NAME", "STRING", "NUMBER"}
_LENGTHLESS = {"*", "?"}
# Subject, one step of a path with * or ?, object.
LEAST = 4
# Where a pattern may begin that stands in the default graph and takes nothing from outside.
_PLAIN_GROUPS = {"", "where", "optional", "union", "}"}


class Lengthless(NamedTuple):
    """A pattern whose path may have no length, from a constant to a variable or back."""

    start: int
    end: int
    constant: str
    variable: str

    @property
    def edit(self) -> Edit:
        """Return what stands for the pattern where the graph lacks the constant."""
        return Edit(self.start, self.end, f"VALUES {self.variable} {{ {self.constant} }}")


def paths_of_no_length(found: Sequence[Token]) -> list[Lengthless]:
    """Return such patterns of a query.

    Only whole patterns of subject, path and object are looked at, that stand
    between braces and full stops, outside GRAPH, EXISTS, MINUS and SERVICE.
    """
    if any(token.kind == "LABEL" for token in found):
        return []  # a blank node may not stand on both sides of VALUES
    patterns = []
    for pattern in _patterns(found):
        subject, *path, thing = pattern
        if "VARIABLE" not in {subject.kind, thing.kind} or not _is_lengthless(path):
            continue
        constant, variable = (subject, thing) if thing.kind == "VARIABLE" else (thing, subject)
        if constant.kind in _CONSTANTS:
            told = (constant.text, variable.text)
            patterns.append(Lengthless(subject.start, thing.end, *told))
    return patterns


def _is_lengthless(path: Sequence[Token]) -> bool:
    """Return whether a whole path is one element with * or ? behind it."""
    element = path[1:-1] if path[0].text == "^" else path[:-1]
    if not element or path[-1].text not in _LENGTHLESS:
        return False
    if len(element) == 1:
        return element[0].kind in {"IRI", "NAME"} or element[0].text == "a"
    if element[0].text != "(" or element[-1].text != ")":
        return False
    inside = element[0].depth
    return all(token.depth >= inside for token in element[:-1])


def _patterns(found: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each simple triple pattern of a group in the default graph."""
    plain: list[bool] = []
    run: list[Token] | None = None
    for place, token in enumerate(found):
        if token.text in {"{", "}", "."}:
            if run and _is_simple(run):
                yield run
            if token.text == "{":
                plain.append(all(plain) and _opens_plainly(found, place))
            elif token.text == "}" and plain:
                plain.pop()
            run = [] if plain and plain[-1] else None
        elif run is not None:
            run.append(token)


def _opens_plainly(found: Sequence[Token], place: int) -> bool:
    before = found[place - 1] if place else None
    if before is None:
        return True
    if before.kind == "WORD":
        return before.word in _PLAIN_GROUPS or before.word in {"ask", "distinct", "reduced"}
    # A brace behind SELECT's columns, another brace or a full stop; not behind a graph's name.
    if before.text in {"{", "}", "."}:
        return True
    return _is_select_head(found, place)


def _is_select_head(found: Sequence[Token], place: int) -> bool:
    depth = found[place].depth - 1
    for token in reversed(found[:place]):
        if token.depth == depth and token.kind == "WORD":
            return token.word in {"select", "distinct", "reduced"}
        if token.text in {"{", "}"}:
            return False
    return False


def _is_simple(run: Sequence[Token]) -> bool:
    if any(token.text in {";", ",", "[", "]", "^^"} or token.kind == "TAG" for token in run):
        return False
    words = [token for token in run if token.kind == "WORD" and token.text != "a"]
    return len(run) >= LEAST and not words
