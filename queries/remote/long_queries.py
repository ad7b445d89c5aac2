"""Read a query whose answer is longer than its engine gives: what it may be parted by, and how.

A part holds the solutions whose hash lies in a range. The hash is taken of values that the
engine gives a solution each time, so that each lies in one part, whatever the order.
OFFSET promises that only with a total order, and Virtuoso refuses to sort so much (SR353).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from techland.queries.query_edits import closing
from techland.queries.remote.portable_forms import AGGREGATES
from techland.queries.remote.wording import form_place, pattern_place
from techland.queries.repeatability import is_repeatable
from techland.queries.tokens import Token, tokens

# A hash's first digits, as a number.
HASHES = 16**4
# Their value may be another one each time, if only in its last digit.
_INEXACT = frozenset({"sum", "avg", "sample", "group_concat"})
_TAIL = frozenset({"order", "limit", "offset", "values"})


class NotPartedError(Exception):
    """Why an answer cannot be read in parts; its text ends a sentence."""


@dataclass(frozen=True)
class LongQuery:
    """A SELECT or CONSTRUCT that can be asked in parts.

    Attributes:
        prologue: its prefixes and base.
        template: of a CONSTRUCT, with its braces; "" for a SELECT.
        core: the SELECT of all solutions, without order, limit and offset.
        keys: variables that the hash is taken of; none for all that the solutions have.
        order: its ORDER BY.
        ordered_by: the variables in it.
        limit: the most rows; None for all.
        offset: the rows that are left out first.
    """

    prologue: str
    template: str
    core: str
    keys: tuple[str, ...]
    order: str
    ordered_by: frozenset[str]
    limit: int | None
    offset: int

    @property
    def whole(self) -> str:
        """Return the SELECT of all solutions."""
        return f"{self.prologue}{self.core}"

    @property
    def first(self) -> str:
        """Return the SELECT of one solution, which tells the variables."""
        return f"{self.prologue}SELECT * WHERE {{ {{ {self.core}\n }} }} LIMIT 1"

    def part(self, keys: Sequence[str], begin: int, end: int) -> str:
        """Return the query for the solutions whose hash is at least begin and below end."""
        texts = ", '|', ".join(f"IF(BOUND(?{key}), STR(?{key}), '')" for key in keys)
        digits = f"SUBSTR(MD5(CONCAT('|', {texts})), 1, 4)"
        bounds = [f"{digits} >= '{begin:04x}'"] if begin else []
        bounds += [f"{digits} < '{end:04x}'"] if end < HASHES else []
        narrowed = f" FILTER({' && '.join(bounds)})" if bounds else ""
        form = f"CONSTRUCT {self.template}" if self.template else "SELECT *"
        return f"{self.prologue}{form} WHERE {{ {{ {self.core}\n }}{narrowed} }}"


def long_query(text: str) -> LongQuery:
    """Return a query as it can be asked in parts.

    Args:
        text: a SELECT or CONSTRUCT, as an engine is asked it.

    Raises:
        NotPartedError: its parts might not be the whole.
    """
    found = list(tokens(text))
    begin = form_place(found)
    constructs = found[begin].word == "construct"
    opened = pattern_place(found, begin) if constructs else _group(found, begin)
    closed = closing(found, opened)
    if closed is None:
        raise NotPartedError("its pattern has no end")
    tail = _Tail.of(text, found, closed + 1)
    if tail.grouped and tail.values:
        raise NotPartedError("it has VALUES behind GROUP BY")
    _refuse_changing(found, opened, closed)
    prologue = text[: found[begin].start]
    if constructs:
        return _constructing(text, found, (begin, opened, closed), prologue, tail)
    head = text[found[begin].start : found[closed].end]
    return LongQuery(
        prologue,
        "",
        f"{head}{tail.grouped}{tail.values}",
        _keys(found[begin:opened], grouped=bool(tail.grouped)),
        tail.order,
        tail.ordered_by,
        tail.limit,
        tail.offset,
    )


def _group(found: Sequence[Token], begin: int) -> int:
    return next(
        place
        for place in range(begin, len(found))
        if found[place].text == "{" and found[place].depth == 1
    )


def _constructing(
    text: str, found: Sequence[Token], places: tuple[int, int, int], prologue: str, tail: _Tail
) -> LongQuery:
    begin, opened, closed = places
    if tail.grouped or tail.limit is not None or tail.offset:
        raise NotPartedError("it makes triples of a limited or grouped number of solutions")
    pattern = text[found[opened].start : found[closed].end]
    template = pattern
    if found[begin + 1].text == "{":
        ending = closing(found, begin + 1) or begin
        template = text[found[begin + 1].start : found[ending].end]
    core = f"SELECT * WHERE {pattern}{tail.values}"
    return LongQuery(prologue, template, core, (), "", frozenset(), None, 0)


def _refuse_changing(found: Sequence[Token], opened: int, closed: int) -> None:
    if not is_repeatable(found):
        raise NotPartedError("it has functions or blank nodes that are new each time")
    inside = {token.word for token in found[opened:closed]}
    if inside & _INEXACT:
        raise NotPartedError("a sub-query of it has SUM, AVG, SAMPLE or GROUP_CONCAT")
    if inside & {"limit", "offset"}:
        raise NotPartedError("a sub-query of it has LIMIT or OFFSET")
    if any(token.word == "reduced" for token in found):
        raise NotPartedError("REDUCED leaves open how many rows it has")


def _keys(head: Sequence[Token], *, grouped: bool) -> tuple[str, ...]:
    """Return the variables that rows are parted by; those of an aggregate may be inexact."""
    plain = tuple(token.text[1:] for token in head if token.kind == "VARIABLE" and token.depth == 0)
    inexact = any(token.word in _INEXACT for token in head)
    if inexact and not plain:
        raise NotPartedError("it has no variable beside SUM, AVG, SAMPLE or GROUP_CONCAT")
    return plain if grouped or inexact else ()


@dataclass(frozen=True)
class _Tail:
    """What stands behind the pattern of a query."""

    grouped: str
    order: str
    ordered_by: frozenset[str]
    limit: int | None
    offset: int
    values: str

    @classmethod
    def of(cls, text: str, found: Sequence[Token], start: int) -> _Tail:
        places = [p for p in range(start, len(found)) if _begins(found, p)]
        parts: dict[str, tuple[int, int]] = {}
        for place, after in zip(places, [*places[1:], len(found)], strict=False):
            parts[found[place].word] = (place, after)
        first = places[0] if places else len(found)

        def written(extent: tuple[int, int] | None) -> str:
            if extent is None or extent[0] == extent[1]:
                return ""
            return f"\n{text[found[extent[0]].start : found[extent[1] - 1].end]}"

        order = parts.get("order")
        ordering = found[slice(*order)] if order else []
        if {token.word for token in ordering} & {*AGGREGATES, "exists"}:
            raise NotPartedError("it is ordered by what its rows do not hold")
        names = frozenset(t.text[1:] for t in ordering if t.kind == "VARIABLE")
        return cls(
            written((start, first)),
            written(order),
            names,
            _number(found, parts.get("limit")),
            _number(found, parts.get("offset")) or 0,
            written(parts.get("values")),
        )


def _begins(found: Sequence[Token], place: int) -> bool:
    return found[place].kind == "WORD" and found[place].depth == 0 and found[place].word in _TAIL


def _number(found: Sequence[Token], extent: tuple[int, int] | None) -> int | None:
    if extent is None:
        return None
    told = found[extent[0] + 1].text
    if not told.isdigit():
        raise NotPartedError("its LIMIT or OFFSET cannot be read")
    return int(told)
