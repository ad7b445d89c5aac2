"""Read triples by subject and by object out of files that are mapped into memory."""

from __future__ import annotations

import mmap
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

from techland.ontology.terms import XSD
from techland.queries.near.adjacency import layout
from techland.queries.near.near import Written

# So many terms are remembered as they are told, some 20 MB of them.
_MOST_REMEMBERED = 100_000
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPED = re.compile(r'\\(?:([\\"nrtbf])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_SIGNS = {"\\": "\\", '"': '"', "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Adjacency:
    """The triples of a snapshot; terms and predicates are numbers until they are told."""

    def __init__(self, folder: Path) -> None:
        """Map the files of a folder.

        Raises:
            OSError, ValueError: they cannot be read, or do not fit together.
        """
        files = {name: _mapped(layout.file_of(folder, name)) for name in layout.FILES}
        try:
            self._starts = files[layout.STARTS].cast("Q")
            numbers = {name: files[name].cast("I") for name in layout.FOUR_BYTES}
        except TypeError:  # part of a number
            raise ValueError(folder) from None
        self._texts = files[layout.TEXTS]
        self.out, self._out_first = numbers[layout.OUT], numbers[layout.OUT_FIRST]
        self.into, self._into_first = numbers[layout.INTO], numbers[layout.INTO_FIRST]
        self._graphs, self._graphs_first = numbers[layout.GRAPHS], numbers[layout.GRAPHS_FIRST]
        self._size = len(self._starts) - 1
        if not self._is_whole():
            raise ValueError(folder)
        self._told: dict[int, Written] = {}
        self._numbers: dict[str, int] = {}

    def _is_whole(self) -> bool:
        firsts = (self._out_first, self._into_first, self._graphs_first)
        if self._size < 0 or any(len(one) != self._size + 1 for one in firsts):
            return False
        ends = (2 * self._out_first[-1], 2 * self._into_first[-1], 3 * self._graphs_first[-1])
        found = (len(self.out), len(self.into), len(self._graphs))
        return ends == found and self._starts[-1] == len(self._texts)

    def number(self, iri: str) -> int | None:
        """Return the number of an IRI, None where the snapshot has no such term."""
        found = self._numbers.get(iri)
        if found is None:
            raw = f"<{iri}>".encode()
            place = bisect_left(range(self._size), raw, key=self._raw)
            if place == self._size or self._raw(place) != raw:
                return None
            found = place
            self.told(found)
        return found

    def told(self, number: int) -> Written:
        """Return a term as ``Near`` has it."""
        found = self._told.get(number)
        if found is None:
            if len(self._told) >= _MOST_REMEMBERED:
                self._told, self._numbers = {}, {}
            found = self._told[number] = _written(self._raw(number).decode())
            if type(found) is str:
                self._numbers[found] = number
        return found

    def _raw(self, number: int) -> bytes:
        return bytes(self._texts[self._starts[number] : self._starts[number + 1]])

    def said(self, number: int) -> tuple[list[int], list[int]]:
        """Return predicates and objects of a term, those of a predicate together."""
        row = self.out[2 * self._out_first[number] : 2 * self._out_first[number + 1]].tolist()
        return row[::2], row[1::2]

    def pointing(self, number: int) -> Iterator[tuple[int, int, int]]:
        """Yield each predicate of what points to a term, and where its subjects begin and end."""
        place, end = self._into_first[number], self._into_first[number + 1]
        into = self.into
        while place < end:
            predicate, next_one = into[2 * place], place + 1
            if next_one < end and into[2 * next_one] == predicate:
                run = range(next_one, end)
                next_one += bisect_right(run, predicate, key=lambda at: into[2 * at])
            yield predicate, place, next_one
            place = next_one

    def in_graphs(self, number: int) -> Iterator[tuple[Written, Written, Written]]:
        """Yield graph, predicate and object of what named graphs tell of a term."""
        for place in range(self._graphs_first[number], self._graphs_first[number + 1]):
            predicate, value, graph = self._graphs[3 * place : 3 * place + 3]
            yield self.told(graph), self.told(predicate), self.told(value)


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        if not path.stat().st_size:  # nothing can be mapped of an empty file
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _written(raw: str) -> Written:
    if raw[0] == "<":
        return raw[1:-1]
    found = _LITERAL.fullmatch(raw)
    if found is None:
        raise ValueError(raw)
    text, language, datatype = found.groups()
    if "\\" in text:
        text = _ESCAPED.sub(_sign, text)
    # As the engine has them: a tag in small letters.
    return (text, language.lower(), None) if language else (text, None, datatype or XSD.string)


def _sign(escaped: re.Match[str]) -> str:
    letter, short, long = escaped.groups()
    return _SIGNS[letter] if letter else chr(int(short or long, 16))
