"""Which graphs a query is asked of: named beside it, or in its FROM clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from techland.queries.tokens import Token

_FORMS = frozenset({"select", "ask", "construct", "describe"})
_FROM, _NAMED = "from", "named"
# The engine reads the two words also when they are written as one.
_FROM_NAMED = "fromnamed"


@dataclass(frozen=True)
class DatasetDescription:
    """Graphs named beside a query, by IRI; they count instead of its FROM clauses.

    The default graph is the merge of ``default_graphs`` (none: it is empty), and
    GRAPH reaches the ``named_graphs`` only (SPARQL 1.1 Protocol, section 2.1.4).
    """

    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


@dataclass(frozen=True)
class FromClauses:
    """The graphs of a query's FROM and FROM NAMED as they are written, and its prologue."""

    prologue: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


def from_clauses(found: Sequence[Token], text: str) -> FromClauses | None:
    """Return the FROM clauses that a query's tokens hold, None without any."""
    default: list[str] = []
    named: list[str] = []
    begin = next((place for place, token in enumerate(found) if token.word in _FORMS), 0)
    for place, token in enumerate(found[begin:], begin):
        if token.word not in {_FROM, _FROM_NAMED}:
            continue
        following = [*found[place + 1 : place + 3], token, token]
        apart = following[0].word == _NAMED
        graphs = named if apart or token.word == _FROM_NAMED else default
        graphs.append(following[1 if apart else 0].text)
    if not default and not named:
        return None
    return FromClauses(text[: found[begin].start], tuple(default), tuple(named))
