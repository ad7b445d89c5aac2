"""Read all statements of one predicate in one graph, page by page, by where the last one ended.

OFFSET would let the engine walk past everything that came before, and Virtuoso
refuses to sort so much (SR353). A page asks for what stands behind the last subject
instead. Virtuoso compares IRIs as texts, which it must first look up: 4 µs a row;
by its own numbers it is 0.1 µs, so that order is taken where the engine knows it.
The last subject of a full page may have been cut, so it is read again with the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from techland.graph.index_errors import RowsMissing, SubjectTooLarge
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote_errors import AnswerCapped, EndpointRefused

# How subjects are ordered: a function of a subject, as text of SPARQL.
BY_NUMBER = "<LONG::bif:iri_id_num>({})"
BY_TEXT = "STR({})"
PAGE = 10_000


@dataclass(frozen=True)
class Stretch:
    """What is read in one go: the statements of a predicate in a graph.

    Attributes:
        graph: its name in the dataset, default for the default graph.
        held: its IRI in the engine.
        predicate: an IRI.
        values: the only objects that are wanted; all if there are none.
    """

    graph: str
    held: str
    predicate: str
    values: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what it is called in messages and checkpoints."""
        return f"<{self.predicate}> in {self.graph}"

    @property
    def asked(self) -> GraphsAsked:
        """Return the graphs that it is asked of."""
        return GraphsAsked([self.held])

    @property
    def pattern(self) -> str:
        """Return its triple pattern."""
        values = ", ".join(f"<{value}>" for value in self.values)
        narrowed = f" FILTER(?o IN ({values}))" if values else ""
        return f"?s <{self.predicate}> ?o .{narrowed}"


@dataclass(frozen=True)
class Page:
    """Whole subjects of a stretch: rows of subject and object, and the last subject."""

    rows: list[tuple[Any, ...]]
    last: str


def order_of(client: EndpointClient, graph: GraphsAsked) -> str:
    """Return how an engine's subjects are ordered: by its own numbers if it has them."""
    asked = f"SELECT ?s WHERE {{ ?s ?p ?o FILTER({BY_NUMBER.format('?s')} > 0) }} LIMIT 1"
    try:
        return BY_NUMBER if client.select(asked, graph, at_most=1).rows else BY_TEXT
    except EndpointRefused:
        return BY_TEXT


def count_of(client: EndpointClient, stretch: Stretch) -> int:
    """Return how many rows a stretch has, by the engine's own count."""
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ {stretch.pattern} }}"
    ((number,),) = client.select(text, stretch.asked).rows
    return int(number.value)


def counts_of(client: EndpointClient, stretch: Stretch) -> dict[str, int]:
    """Return how many statements the graph of a stretch has by predicate, by the engine's count."""
    text = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"
    rows = client.select(text, stretch.asked).rows
    return {predicate.value: int(number.value) for predicate, number in rows}


class Pager:
    """Reads stretches from an engine; the size of a page falls to what the engine gives."""

    def __init__(self, client: EndpointClient, order: str, size: int = PAGE) -> None:
        self.client = client
        self.order = order
        self.size = size

    def pages(
        self, stretch: Stretch, count: int, last: str | None = None, done: int = 0
    ) -> Iterator[Page]:
        """Yield the pages of a stretch.

        Args:
            stretch: what is read.
            count: its rows, as ``count_of`` tells them.
            last: the last subject that is already there.
            done: the rows that are already there.

        Raises:
            RowsMissing: the engine gives more or fewer.
            SubjectTooLarge: see there.
            EndpointError: one of its kinds.
        """
        while done < count:
            rows = self._rows(stretch, last)
            expected = min(self.size, count - done)
            if not rows or len(rows) > expected:
                raise RowsMissing(str(self.client.endpoint), stretch.name, count, done + len(rows))
            if len(rows) < expected:
                # Cut without a word.
                self.size = len(rows)
            if done + len(rows) < count:
                rows = _without_last(rows) or self._one_subject(stretch, rows)
            last = rows[-1][0].value
            done += len(rows)
            yield Page(rows, last)

    def _rows(self, stretch: Stretch, last: str | None) -> list[tuple[Any, ...]]:
        while True:
            size = self.size
            try:
                return self.client.select(
                    self._text(stretch, last), stretch.asked, at_most=size
                ).rows
            except AnswerCapped as capped:
                self._shrink(capped.rows, size, capped)

    def _shrink(self, size: int, before: int, error: Exception) -> None:
        if not 0 < size < before:
            raise error
        self.size = size

    def _text(self, stretch: Stretch, last: str | None) -> str:
        key = self.order.format("?s")
        behind = f" FILTER({key} > {self.order.format(f'<{last}>')})" if last else ""
        where = f"{{ {stretch.pattern}{behind} }}"
        return f"SELECT ?s ?o WHERE {where} ORDER BY ({key}) LIMIT {self.size}"

    def _one_subject(self, stretch: Stretch, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Return the rows of a page that holds but one subject, if they are all of its rows."""
        subject = rows[0][0].value
        text = f"SELECT (COUNT(*) AS ?n) WHERE {{ <{subject}> <{stretch.predicate}> ?o }}"
        ((number,),) = self.client.select(text, stretch.asked).rows
        if int(number.value) > len(rows):
            engine = str(self.client.endpoint)
            raise SubjectTooLarge(engine, subject, stretch.predicate, len(rows))
        return rows


def _without_last(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows without those of the last subject, which may have been cut."""
    end = len(rows)
    while end and rows[end - 1][0] == rows[-1][0]:
        end -= 1
    return rows[:end]
