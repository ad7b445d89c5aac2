"""The ties that the answer of a query tells."""

from __future__ import annotations

from pyoxigraph import NamedNode

from techland.network.answers import Pair, pairs_of_rows
from techland.queries.solutions import Solutions, Triples


def pairs_of_answer(answer: object) -> list[Pair]:
    """Return the ties of an answer: rows of a SELECT, or triples of a CONSTRUCT.

    Raises:
        NoEnds: the answer has no such columns.
        WrongWeight: a weight is no number above 0.
    """
    if isinstance(answer, Solutions):
        return pairs_of_rows(answer.variables, answer)
    if isinstance(answer, Triples):
        return [
            (triple.subject.value, triple.object.value, 1.0)
            for triple in answer
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
        ]
    return pairs_of_rows((), ())
