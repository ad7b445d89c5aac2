"""Prove that an engine makes the groups that there are, where they may be of nothing.

Of two or more variables that may be unbound Virtuoso 7 gives some groups several times, or
leaves groups out, once there are some thousand solutions; DISTINCT likewise. With a value in
place of what is unbound it does not. So the groups of such a query are counted both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote_errors import GroupsDiffer
from techland.queries.query_edits import closing
from techland.queries.remote.wording import form_place
from techland.queries.tokens import Token, tokens

_TAIL = frozenset({"having", "order", "limit", "offset", "values"})
_REMEMBERED = 1000


@dataclass(frozen=True)
class Grouping:
    """A SELECT whose groups or distinct rows an engine may make wrongly.

    Attributes:
        given: the query that counts them as they are.
        sure: the one that counts them with a value in place of what is unbound.
        unsure: the variables that may be unbound.
    """

    given: str
    sure: str
    unsure: tuple[str, ...]


class Groups:
    """What is known of the groups that an engine makes."""

    def __init__(self, client: EndpointClient) -> None:
        self._client = client
        self._right: dict[tuple[str, str], None] = {}

    def prove(self, text: str, graphs: GraphsAsked, seconds: float) -> None:
        """Make sure that a query's groups are those that there are; of each text once.

        Raises:
            GroupsDiffer: they are not.
            EndpointError: one of its kinds.
        """
        known = (text, repr(graphs))
        if known in self._right:
            return
        for one in groupings(text):
            given, sure = (
                int(self._client.select(asked, graphs, at_most=1, seconds=seconds).rows[0][0].value)
                for asked in (one.given, one.sure)
            )
            if given != sure:
                raise GroupsDiffer(self._client.endpoint.address, one.unsure, given, sure)
        while len(self._right) >= _REMEMBERED:
            self._right.pop(next(iter(self._right)), None)
        self._right[known] = None


def groupings(text: str) -> Iterator[Grouping]:
    """Yield the SELECTs of a query, sub-queries too, whose groups have to be proved."""
    found = list(tokens(text))
    prologue = text[: found[form_place(found)].start]
    for place, token in enumerate(found):
        named = any(one.word == "graph" and one.depth < token.depth for one in found[:place])
        # Below GRAPH a sub-query is asked of other graphs than it is alone.
        if token.word != "select" or named:
            continue
        opened = next(i for i in range(place, len(found)) if _opens(found[i], token.depth))
        closed = closing(found, opened) or opened
        keys, grouped = _keys(found, place, opened, closed)
        bound = {one.text for one in found[opened:closed] if _stands(one, found[opened].depth)}
        unsure = tuple(key for key in keys if key not in bound)
        if len(unsure) > 1:
            pattern = text[found[opened].start : found[closed].end]
            given, sure = _counting(keys, unsure, pattern, grouped=grouped)
            yield Grouping(prologue + given, prologue + sure, unsure)


def _opens(token: Token, depth: int) -> bool:
    return token.text == "{" and token.depth == depth + 1


def _stands(token: Token, depth: int) -> bool:
    return token.kind == "VARIABLE" and token.depth == depth


def _keys(found: Sequence[Token], place: int, opened: int, closed: int) -> tuple[list[str], bool]:
    """Return the variables that a SELECT groups by, or that are to be distinct."""
    depth = found[place].depth
    behind = [
        one
        for one in takewhile(lambda one: one.depth >= depth, found[closed + 1 :])
        if one.depth == depth
    ]
    words = [one.word for one in behind]
    if "group" in words:
        named = takewhile(lambda one: one.word not in _TAIL, behind[words.index("group") :])
        return list(dict.fromkeys(one.text for one in named if one.kind == "VARIABLE")), True
    head = found[place + 1 : opened]
    if head[0].word != "distinct":
        return [], False
    return list(dict.fromkeys(one.text for one in head if _stands(one, depth))), False


def _counting(
    keys: Sequence[str], unsure: Sequence[str], pattern: str, *, grouped: bool
) -> tuple[str, str]:
    listed = " ".join(keys)
    rows = f"SELECT DISTINCT {listed} WHERE {pattern}"
    if grouped:
        rows = f"SELECT {listed} (COUNT(*) AS ?techlandSize) WHERE {pattern} GROUP BY {listed}"
    names = {key: f"?techlandKey{number}" for number, key in enumerate(unsure)}
    filled = " ".join(f"BIND(COALESCE({key}, <urn:none>) AS {name})" for key, name in names.items())
    sure = " ".join(names.get(key, key) for key in keys)
    return _count(rows), _count(f"SELECT DISTINCT {sure} WHERE {{ {pattern} {filled} }}")


def _count(rows: str) -> str:
    return f"SELECT (COUNT(*) AS ?techlandRows) WHERE {{ {{ {rows} }} }}"
