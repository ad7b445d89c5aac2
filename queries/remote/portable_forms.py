"""Forms that Virtuoso 7 reads wrongly, written in forms of the same meaning that it reads rightly.

- VALUES behind the pattern of a SELECT (SPARQL 1.1, 18.2.4.3: it is joined with it) goes
  into the pattern: of a sub-query Virtuoso gives no row otherwise, and says nothing.
- OFFSET alone gets a LIMIT: Virtuoso takes it from the most rows that it gives, and refuses
  what is left (SR350). Where it sorts, it does not.
- MINUS of a group that shares no variable with the rest takes nothing away (SPARQL 1.1, 8.3.3),
  and goes: in Virtuoso it takes away all.
- GROUP_CONCAT gets the separator that it has without one: Virtuoso asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from techland.graph.query_errors import QueryFailed
from techland.queries.query_edits import Edit, closing, edited
from techland.queries.tokens import Token, tokens

_FORMS = frozenset({"select", "ask", "construct", "describe"})
AGGREGATES = frozenset({"count", "sum", "avg", "min", "max", "sample", "group_concat"})
_TESTS = frozenset({"minus", "exists", "notexists"})
_COUNTING = AGGREGATES | {"limit", "offset"}
_ALL = "LIMIT 2147483647"


def portable(text: str) -> str:
    """Return a query in forms that engines read alike.

    Raises:
        QueryFailed: VALUES stands behind GROUP BY in a sub-query, or behind an aggregate without
            GROUP BY: it is joined after the counting, for which there is no other form. Or a
            sub-query that counts or limits stands inside MINUS or EXISTS.
    """
    _refuse_counting_inside(list(tokens(text)))
    text = edited(text, _idle_minus(list(tokens(text))))
    while edits := _values_inside(text, list(tokens(text))):
        text = edited(text, edits)
    found = list(tokens(text))
    return edited(text, [*_separators(found), *_limits(found)])


def _refuse_counting_inside(found: Sequence[Token]) -> None:
    """Refuse what Virtuoso answers with the same row again and again, or with too few."""
    for place, token in enumerate(found):
        closed = closing(found, place + 1) if token.word in _TESTS else None
        words = {one.word for one in found[place + 1 : closed]} if closed else set()
        if "select" in words and words & _COUNTING:
            raise QueryFailed(
                "a sub-query with an aggregate or LIMIT inside MINUS or EXISTS is not asked of an "
                "engine: put it beside the pattern, in OPTIONAL, and FILTER by BOUND"
            )


def _idle_minus(found: Sequence[Token]) -> list[Edit]:
    edits: list[Edit] = []
    for place, token in enumerate(found):
        closed = closing(found, place + 1) if token.word == "minus" else None
        if closed is None or (edits and token.start < edits[-1].end):
            continue
        inside = _variables(found[place:closed])
        if not inside & _variables([*found[:place], *found[closed:]]):
            edits.append(Edit(token.start, found[closed].end, "FILTER(1 = 1)"))
    return edits


def _variables(found: Sequence[Token]) -> set[str]:
    return {token.text[1:] for token in found if token.kind == "VARIABLE"}


def _values_inside(text: str, found: Sequence[Token]) -> list[Edit]:
    """Return the edits that put the first VALUES behind a pattern into it."""
    for place, token in enumerate(found):
        if token.word not in _FORMS:
            continue
        opened = _pattern(found, place)
        closed = None if opened is None else closing(found, opened)
        if opened is None or closed is None:
            continue
        extent = _values(found, closed, token.depth)
        if extent is None:
            continue
        start, end = found[extent[0]].start, found[extent[1] - 1].end
        words = {one.word for one in (*found[place:opened], *found[closed : extent[0]])}
        if "group" not in words and words & AGGREGATES:
            raise QueryFailed(
                "VALUES behind an aggregate without GROUP BY is not asked of an engine: "
                "put it into the pattern"
            )
        if "group" in words:
            if token.depth:
                raise QueryFailed(
                    "VALUES behind GROUP BY in a sub-query is not asked of an engine: "
                    "put it into the pattern"
                )
            continue
        return [
            Edit(found[opened].start, found[opened].start, "{ "),
            Edit(found[closed].end, found[closed].end, f"\n{text[start:end]}\n}}"),
            Edit(start, end, ""),
        ]
    return []


def _pattern(found: Sequence[Token], place: int) -> int | None:
    """Return where the pattern of a form opens that begins at a place."""
    depth = found[place].depth
    braces = (
        at
        for at in range(place + 1, len(found))
        if found[at].text == "{" and found[at].depth == depth + 1
    )
    first = next(braces, None)
    template = found[place].word == "construct" and first == place + 1
    return next(braces, None) if template else first


def _values(found: Sequence[Token], closed: int, depth: int) -> tuple[int, int] | None:
    """Return the extent of VALUES among what stands behind a pattern, None without it."""
    begin = None
    for place in range(closed + 1, len(found)):
        if found[place].depth < depth:
            return None if begin is None else (begin, place)
        if found[place].word == "values" and found[place].depth == depth:
            begin = place
    return None if begin is None else (begin, len(found))


def _separators(found: Sequence[Token]) -> list[Edit]:
    edits = []
    for place, token in enumerate(found):
        closed = closing(found, place + 1) if token.word == "group_concat" else None
        if closed is None:
            continue
        inside = found[place + 2 : closed]
        if not any(one.text == ";" and one.depth == token.depth + 1 for one in inside):
            edits.append(Edit(found[closed].start, found[closed].start, " ; SEPARATOR=' '"))
    return edits


def _limits(found: Sequence[Token]) -> list[Edit]:
    edits = []
    for place, token in enumerate(found):
        opened = _pattern(found, place) if token.word in _FORMS else None
        closed = None if opened is None else closing(found, opened)
        if closed is None:
            continue
        own = [one for one in _behind(found, closed, token.depth) if one.depth == token.depth]
        words = [one.word for one in own]
        if "offset" in words and not {"limit", "order"} & set(words):
            number = own[words.index("offset") + 1]
            edits.append(Edit(number.end, number.end, f" {_ALL}"))
    return edits


def _behind(found: Sequence[Token], closed: int, depth: int) -> Iterator[Token]:
    """Return what stands behind a pattern up to the end of its query."""
    return takewhile(lambda one: one.depth >= depth, found[closed + 1 :])
