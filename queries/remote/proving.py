"""Prove that an answer is whole, for an engine that may cut it and not say so.

A cap is a number of rows, the same for each query. So once an answer of some length
was seen whole, every shorter one is; a longer one is counted.
"""

from __future__ import annotations

from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote_errors import AnswerCapped
from techland.queries.remote.wording import counting_rows

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
        whole = self._count(text, graphs, seconds)
        if whole > len(found):
            raise AnswerCapped(self._client.endpoint.address, len(found), whole)
        self.whole_below = max(self.whole_below, len(found))

    def triples(self, text: str, graphs: GraphsAsked, seconds: float) -> None:
        """Make sure that no solution of a CONSTRUCT is left out.

        Raises:
            AnswerCapped: it cannot be told that they all went into it.
        """
        solutions = self._count(text, graphs, seconds)
        if not self._is_short_enough(solutions) and not self._gives(solutions + 1):
            raise AnswerCapped(self._client.endpoint.address, self.whole_below, solutions)

    def _is_short_enough(self, rows: int) -> bool:
        if rows < self.whole_below:
            return True
        if not self._probed:
            self._probed = True
            self._gives(_PROBED)
        return rows < self.whole_below

    def _gives(self, rows: int) -> bool:
        """Tell whether the engine gives so many rows, by having it count them out."""
        side = int(rows**0.5) + 1
        if side > _LONGEST_SIDE:
            return False
        values = " ".join(map(str, range(side)))
        text = f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} }}"
        try:
            found = len(self._client.select(text, GraphsAsked()))
        except AnswerCapped as capped:
            found = capped.rows
        self.whole_below = max(self.whole_below, found)
        return found > rows

    def _count(self, text: str, graphs: GraphsAsked, seconds: float) -> int:
        found = self._client.select(counting_rows(text), graphs, at_most=1, seconds=seconds)
        ((number,),) = found.rows
        return int(number.value)
