"""Prove that an engine makes the groups that there are, where they may be of nothing.

Of two or more variables that may be unbound Virtuoso 7 gives some groups several times, or
leaves groups out, once there are some thousand solutions and as it plans the query; DISTINCT
likewise. With a value in place of what is unbound it does not. So the groups of such a query
are counted in that way, and an answer of another number of them is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote_errors import GroupsDiffer
from techland.queries.query_edits import closing
from techland.queries.remote.wording import form_place
from techland.queries.tokens import Token, tokens

# They leave out groups.
_NARROWING = frozenset({"having", "limit", "offset"})
_TAIL = _NARROWING | {"order", "values"}
_REMEMBERED = 1000


@dataclass(frozen=True)
class Grouping:
    """What the rows of a SELECT are groups of, or distinct by.

    Attributes:
        keys: the variables.
        unsure: those that may be unbound, two or more.
        counting: the query that counts the groups with a value in place of what is unbound;
            "" where the query gives only some of them.
    """

    keys: tuple[str, ...]
    unsure: tuple[str, ...]
    counting: str


class Groups:
    """What is known of the groups that there are."""

    def __init__(self, client: EndpointClient) -> None:
        self._client = client
        self._counted: dict[tuple[str, str], int] = {}

    def prove(self, text: str, graphs: GraphsAsked, found: Rows, seconds: float) -> None:
        """Make sure that the rows of a SELECT are the groups that there are.

        Raises:
            GroupsDiffer: they are not.
            EndpointError: one of its kinds.
        """
        grouping = grouping_of(text)
        if grouping is None:
            return
        counts = []
        if grouping.counting:
            counts.append(self._count(grouping.counting, graphs, seconds))
        names = [key[1:] for key in grouping.keys]
        if set(names) <= set(found.variables):
            places = [found.variables.index(name) for name in names]
            counts.append(len({tuple(row[one] for one in places) for row in found.rows}))
        for groups in counts:
            if groups != len(found):
                address = self._client.endpoint.address
                raise GroupsDiffer(address, grouping.unsure, len(found), groups)

    def _count(self, text: str, graphs: GraphsAsked, seconds: float) -> int:
        """Return the number of groups; the version that is asked does not change."""
        known = (text, repr(graphs))
        if known not in self._counted:
            ((number,),) = self._client.select(text, graphs, at_most=1, seconds=seconds).rows
            while len(self._counted) >= _REMEMBERED:
                self._counted.pop(next(iter(self._counted)), None)
            self._counted[known] = int(number.value)
        return self._counted[known]


def grouping_of(text: str) -> Grouping | None:
    """Return what a SELECT's rows are groups of; None where they need no proof, or have none."""
    found = list(tokens(text))
    begin = form_place(found)
    opened = next((i for i in range(begin, len(found)) if found[i].text == "{"), begin)
    closed = closing(found, opened)
    if found[begin].word != "select" or closed is None:
        return None
    head = found[begin + 1 : opened]
    behind = found[closed + 1 :]
    words = [one.word for one in behind]
    if "group" in words:
        named = [*takewhile(lambda one: one.word not in _TAIL, behind[words.index("group") :])][2:]
    else:
        named = head[1:] if head[0].word == "distinct" else []
    if any(one.kind != "VARIABLE" for one in named):
        return None
    keys = tuple(dict.fromkeys(f"?{one.text[1:]}" for one in named))
    bound = {f"?{one.text[1:]}" for one in found[opened:closed] if _stands(one)}
    unsure = tuple(key for key in keys if key not in bound)
    if len(unsure) < 2:  # noqa: PLR2004 (of one the groups are right)
        return None
    pattern = text[found[opened].start : found[closed].end]
    some = bool(_NARROWING & set(words))
    counting = "" if some else text[: found[begin].start] + _counting(keys, unsure, pattern)
    return Grouping(keys, unsure, counting)


def _stands(token: Token) -> bool:
    """Tell whether a token is a variable of a triple pattern that each solution has."""
    return token.kind == "VARIABLE" and token.depth == 1


def _counting(keys: Sequence[str], unsure: Sequence[str], pattern: str) -> str:
    names = {key: f"?techlandKey{number}" for number, key in enumerate(unsure)}
    filled = " ".join(f"BIND(COALESCE({key}, <urn:none>) AS {name})" for key, name in names.items())
    listed = " ".join(names.get(key, key) for key in keys)
    rows = f"SELECT DISTINCT {listed} WHERE {{ {pattern} {filled} }}"
    # Not of *: of nothing Virtuoso counts one.
    return f"SELECT (COUNT(?techlandKey0) AS ?techlandRows) WHERE {{ {{ {rows} }} }}"
