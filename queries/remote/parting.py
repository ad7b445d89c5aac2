"""Read an answer that is longer than its engine gives: in parts, counted, whole or an error.

The engine counts all solutions first. Each part is proved to be whole as every answer
is, and all parts together must have as many solutions as were counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from pyoxigraph import BlankNode, QuerySolutions, Store, Triple

from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote_errors import AnswerCapped, EndpointTimeout
from techland.queries.remote.long_queries import HASHES, LongQuery, NotPartedError, long_query
from techland.queries.remote.proving import Proof
from techland.queries.remote.wording import triples_a_solution

Row = tuple[Any, ...]
T = TypeVar("T")
# They are held in memory, and sorted there.
MOST_ROWS = 500_000
MOST_PARTS = 200
# Hashes fall unevenly.
_FULL = 0.8


@dataclass(frozen=True)
class Parts:
    """Reads the parts of one answer.

    Attributes:
        client: of the engine.
        proof: what is known of its cap.
        text: the query, as the engine is asked it.
        graphs: that are asked.
        seconds: for all parts together.
    """

    client: EndpointClient
    proof: Proof
    text: str
    graphs: GraphsAsked
    seconds: float

    def rows(self, capped: AnswerCapped) -> Rows:
        """Return the rows of a SELECT, in its order.

        Args:
            capped: the error that says how many rows the engine gives.

        Raises:
            AnswerCapped: it cannot be read in parts; says why.
            EndpointError: one of its kinds.
        """
        try:
            return self._rows(long_query(self.text), capped.rows)
        except NotPartedError as reason:
            raise AnswerCapped(capped.endpoint, capped.rows, capped.whole, str(reason)) from None

    def triples(self, capped: AnswerCapped) -> list[Triple]:
        """Return the triples of a CONSTRUCT; as ``rows``."""
        try:
            return self._triples(long_query(self.text), capped.rows)
        except NotPartedError as reason:
            raise AnswerCapped(capped.endpoint, capped.rows, capped.whole, str(reason)) from None

    def _rows(self, query: LongQuery, cap: int) -> Rows:
        until = time.monotonic() + self.seconds
        names, total = self._variables(query, until), self._total(query, until)
        if total < cap and query.limit is None and not query.offset:
            raise NotPartedError(f"the engine counts {total:,} rows, and gives more")
        if query.ordered_by - set(names):
            raise NotPartedError("it is ordered by what its rows do not hold")

        def read(text: str) -> tuple[int, list[Row]]:
            found = self.client.select(text, self.graphs, seconds=self._left(until))
            self.proof.rows(text, self.graphs, found, self._left(until))
            places = [found.variables.index(name) for name in names]
            rows = [tuple(row[place] for place in places) for row in found.rows]
            if any(isinstance(term, BlankNode) for row in rows for term in row):
                raise NotPartedError("it has blank nodes, which are new in each part")
            return len(rows), rows

        rows = self._read(query, names, total, cap, read)
        if query.order:
            rows = _in_order(query, names, rows)
        end = None if query.limit is None else query.offset + query.limit
        return Rows(names, rows[query.offset : end])

    def _triples(self, query: LongQuery, cap: int) -> list[Triple]:
        until = time.monotonic() + self.seconds
        names, total = self._variables(query, until), self._total(query, until)

        def read(text: str) -> tuple[int, list[Triple]]:
            solutions = self.proof.triples(text, self.graphs, self._left(until))
            triples = self.client.construct(text, self.graphs, seconds=self._left(until))
            if any(isinstance(t, BlankNode) for one in triples for t in (one.subject, one.object)):
                raise NotPartedError("it has blank nodes, which are new in each part")
            return solutions, triples

        weight = triples_a_solution(self.text)
        return self._read(query, names, total, max(1, cap // weight), read)

    def _variables(self, query: LongQuery, until: float) -> tuple[str, ...]:
        left = self._left(until)
        return self.client.select(query.first, self.graphs, at_most=1, seconds=left).variables

    def _total(self, query: LongQuery, until: float) -> int:
        total = self.proof.count(query.whole, self.graphs, self._left(until))
        if total > MOST_ROWS:
            raise NotPartedError(f"it has {total:,} solutions, and {MOST_ROWS:,} are held at most")
        return total

    def _read(
        self,
        query: LongQuery,
        names: Sequence[str],
        total: int,
        cap: int,
        read: Callable[[str], tuple[int, list[T]]],
    ) -> list[T]:
        """Return what the parts give, which have as many solutions as there are."""
        number = int(total / (cap * _FULL)) + 1
        if number > MOST_PARTS:
            raise NotPartedError(f"{total:,} rows take more than {MOST_PARTS} requests")
        keys = query.keys or names
        waiting = list(reversed(list(_ranges(number))))
        found: list[T] = []
        solutions = asked = 0
        while waiting:
            begin, end = waiting.pop()
            try:
                came, some = read(query.part(keys, begin, end))
            except AnswerCapped:
                middle = (begin + end) // 2
                asked += 1
                if middle == begin or asked > 2 * MOST_PARTS:
                    raise NotPartedError("too many of its rows are the same") from None
                waiting += [(middle, end), (begin, middle)]
                continue
            asked += 1
            solutions += came
            found += some
            self._tell(solutions, total, cap)
        if solutions != total:
            raise NotPartedError(f"its parts have {solutions:,} solutions, the whole {total:,}")
        return found

    def _tell(self, solutions: int, total: int, cap: int) -> None:
        engine = self.client.endpoint.address
        self.client.patience.tell(
            f"{engine} gives at most {cap:,} rows at once; {solutions:,} of {total:,} are read"
        )

    def _left(self, until: float) -> float:
        left = until - time.monotonic()
        if left <= 0:
            raise EndpointTimeout(self.client.endpoint.address, self.seconds)
        return left


def _ranges(number: int) -> Iterator[tuple[int, int]]:
    bounds = [HASHES * n // number for n in range(number + 1)]
    return pairwise(bounds)


def _in_order(query: LongQuery, names: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Return rows in a query's order, as our own engine sorts them."""
    lines = "\n".join(
        f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows
    )
    told = " ".join(f"?{name}" for name in names)
    text = f"{query.prologue}SELECT {told} WHERE {{ VALUES ({told}) {{\n{lines}\n}} }}{query.order}"
    found = Store().query(text)
    if not isinstance(found, QuerySolutions):
        raise TypeError(text[:200])
    return [tuple(solution) for solution in found]
