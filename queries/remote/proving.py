"""Prove that an answer is whole, for an engine that may cut it and not say so.

A cap is a number of rows, the same for each query. So once an answer of some length
was seen whole, every shorter one is; a longer one is counted.
"""

from __future__ import annotations

from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote_errors import AnswerCapped
from techland.queries.remote.wording import counting_rows, triples_a_solution

# No engine is known to give fewer rows than these.
_SURELY = 100
# Asked of nothing: so many rows of numbers, once.
_SIDE = 32
_PROBED = _SIDE * _SIDE - 1
# More rows than its square are not counted out: some 15 MB.
_LONGEST_SIDE = 500


class Proof:
    """What is known of how many rows an engine gives.

    Attributes:
        whole_below: answers of fewer rows are whole.
    """

    def __init__(self, client: EndpointClient) -> None:
        self._client = client
        self.whole_below = _SURELY
        self._probed = False

    def rows(self, text: str, graphs: GraphsAsked, found: Rows, seconds: float) -> None:
        """Make sure that the rows of a SELECT are all.

        Raises:
            AnswerCapped: they are not.
        """
        if self._is_short_enough(len(found)):
            return
        whole = self.count(text, graphs, seconds)
        if whole != len(found):
            # A count of fewer proves nothing either.
            told = whole if whole > len(found) else None
            raise AnswerCapped(self._client.endpoint.address, len(found), told)
        self.whole_below = max(self.whole_below, len(found))

    def triples(self, text: str, graphs: GraphsAsked, seconds: float) -> int:
        """Make sure that no triple of a CONSTRUCT is left out; return how many solutions it has.

        Virtuoso cuts the triples, where others cut the solutions.

        Raises:
            AnswerCapped: it cannot be told that they all went into it.
        """
        solutions = self.count(text, graphs, seconds)
        triples = solutions * triples_a_solution(text)
        if not self._is_short_enough(triples) and not self._gives(triples + 1):
            raise AnswerCapped(self._client.endpoint.address, self.whole_below, solutions)
        return solutions

    def _is_short_enough(self, rows: int) -> bool:
        if rows < self.whole_below:
            return True
        if not self._probed:
            self._probed = True
            self._gives(_PROBED)
        return rows < self.whole_below

    def _gives(self, rows: int) -> bool:
        """Tell whether the engine gives so many rows, by having it count them out."""
        side = min(int(rows**0.5) + 1, _LONGEST_SIDE)
        values = " ".join(map(str, range(side)))
        text = f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} }}"
        try:
            found = len(self._client.select(text, GraphsAsked()))
        except AnswerCapped as capped:
            found = capped.rows
        self.whole_below = max(self.whole_below, found)
        return found > rows

    def count(self, text: str, graphs: GraphsAsked, seconds: float) -> int:
        """Return how many solutions a SELECT or CONSTRUCT has, by the engine's own count."""
        found = self._client.select(counting_rows(text), graphs, at_most=1, seconds=seconds)
        ((number,),) = found.rows
        return int(number.value)
