"""Whether two tables of terms are the same but for the names of their blank nodes.

Rows are tuples of terms, None where unbound. Solutions are rows of bindings,
a dataset is rows of subject, predicate, object and graph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import BlankNode, Literal, Triple

Row = tuple[Any, ...]
# A term with its blank nodes replaced by their colours.
Colours = dict[str, int]

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGERS = {
    f"{XSD}{name}"
    for name in (
        "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort",
        "unsignedByte",
    )
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
FLOATS = {f"{XSD}double", f"{XSD}float"}


def blank_nodes(term: Any) -> Iterable[str]:
    """Yield the labels of the blank nodes in a term, those inside triple terms too."""
    if isinstance(term, BlankNode):
        yield term.value
    elif isinstance(term, Triple):
        for part in (term.subject, term.predicate, term.object):
            yield from blank_nodes(part)


def _key(term: Any, colours: Colours, own: str | None = None) -> Any:
    if isinstance(term, BlankNode):
        return ("own",) if term.value == own else ("blank", colours[term.value])
    if isinstance(term, Triple):
        parts = (term.subject, term.predicate, term.object)
        return ("triple", *(_key(part, colours, own) for part in parts))
    return str(term) if term is not None else ""


def _row_key(row: Row, colours: Colours, own: str | None = None) -> Any:
    return tuple(repr(_key(term, colours, own)) for term in row)


def _refined(places: dict[str, list[Row]], colours: Colours) -> Colours:
    """Colour blank nodes by the rows in which they stand, until nothing changes.

    A colour is the hash of what is seen, so that equal colours mean the same on both sides.
    """
    classes = len(set(colours.values()))
    while True:
        colours = {
            label: hash((colours[label], tuple(sorted(_row_key(r, colours, label) for r in rows))))
            for label, rows in places.items()
        }
        if len(set(colours.values())) == classes:
            return colours
        classes = len(set(colours.values()))


def _places(rows: Sequence[Row]) -> dict[str, list[Row]]:
    places: dict[str, list[Row]] = {}
    for row in rows:
        for label in {label for term in row for label in blank_nodes(term)}:
            places.setdefault(label, []).append(row)
    return places


def _match(
    one: tuple[Sequence[Row], Colours], other: tuple[Sequence[Row], Colours], step: int
) -> bool:
    places = _places(one[0]), _places(other[0])
    colours = _refined(places[0], one[1]), _refined(places[1], other[1])
    if Counter(colours[0].values()) != Counter(colours[1].values()):
        return False
    counts = Counter(colours[0].values())
    unclear = [label for label, colour in colours[0].items() if counts[colour] > 1]
    if not unclear:
        return Counter(_row_key(row, colours[0]) for row in one[0]) == Counter(
            _row_key(row, colours[1]) for row in other[0]
        )
    picked = unclear[0]
    alike = [label for label, colour in colours[1].items() if colour == colours[0][picked]]
    return any(
        _match(
            (one[0], colours[0] | {picked: step}), (other[0], colours[1] | {label: step}), step + 1
        )
        for label in alike
    )


def same(expected: Sequence[Row], found: Sequence[Row], *, ordered: bool = False) -> bool:
    """Return whether the rows are the same multiset, or the same sequence, up to blank nodes."""
    if len(expected) != len(found):
        return False
    if ordered:
        expected, found = (
            [(*row, Literal(place)) for place, row in enumerate(rows)] for rows in (expected, found)
        )
    colours = [dict.fromkeys(_places(rows), 0) for rows in (expected, found)]
    return _match((expected, colours[0]), (found, colours[1]), 1)


def same_but_for_repetition(expected: Sequence[Row], found: Sequence[Row]) -> bool:
    """Return whether the different rows agree and none comes more often than expected.

    What REDUCED may do to solutions.
    """
    most, times = Counter(expected), Counter(found)
    if not same(list(most), list(times)):
        return False
    return all(count <= max(most.values()) for count in times.values()) and all(
        times[row] <= most[row] for row in times if row in most
    )


def by_value(row: Row, *, untyped: bool = False) -> Row:
    """Return a row with its numbers and booleans in one lexical form for each value.

    ``untyped`` takes a text that looks like a number for one: CSV has no datatypes.
    """
    return tuple(_canonical(term, untyped=untyped) for term in row)


def _canonical(term: Any, *, untyped: bool) -> Any:
    if not isinstance(term, Literal):
        return term
    if untyped and _NUMBER.fullmatch(term.value):
        return Literal(repr(float(term.value)))
    written = _WRITTEN.get(term.datatype.value)
    try:
        return Literal(written(term.value), datatype=term.datatype) if written else term
    except (ValueError, InvalidOperation):
        return term  # ill-typed: the text is all there is


# Each value's one way to be written, by datatype.
_WRITTEN: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(INTEGERS, lambda text: str(int(text))),
    **dict.fromkeys(FLOATS, lambda text: repr(float(text))),
    f"{XSD}decimal": lambda text: format(Decimal(text).normalize(), "f"),
    f"{XSD}boolean": lambda text: {"1": "true", "0": "false"}.get(text, text),
}
