"""Ask one endpoint about some values, in batches: gently, in time, whole or an error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import uuid4

from pyoxigraph import BlankNode, NamedNode

from techland.graph.federation_errors import TooMuchToAsk
from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import Endpoint
from techland.graph.remote.retrying import Patience
from techland.graph.remote_errors import AnswerCapped, EndpointError
from techland.ontology.terms import BASE
from techland.queries.federated.endpoints import NamedEndpoint
from techland.queries.parameters import written
from techland.queries.tokens import tokens

Term = Any
Values = tuple[Term, ...]
Tell = Callable[[str], object]
# An answer of so many rows is counted too: an engine that cuts answers may not say so.
_COUNTED_FROM = 500
_GENID = f"{BASE}.well-known/genid/"


@dataclass(frozen=True)
class Bounds:
    """What one federated query may send, receive and take.

    Attributes:
        values: the most values that one clause sends, over all its requests.
        rows: the most rows that one clause receives.
        seconds: for all requests together, with the waits between them.
    """

    values: int = 5_000
    rows: int = 100_000
    seconds: float = 300.0


@dataclass(frozen=True)
class Question:
    """What an endpoint is asked for each value.

    Attributes:
        prologue: prefixes that the group needs.
        group: the text between the braces of the SERVICE clause.
        given: variables that have values.
        wanted: variables that the rest of the query uses; none for all.
    """

    prologue: str
    group: str
    given: tuple[str, ...]
    wanted: tuple[str, ...]

    def text(self, values: Sequence[Values], limit: int) -> str:
        """Return the query for a batch of values."""
        names = " ".join(f"?{name}" for name in self.wanted) or "*"
        return f"{self.prologue}SELECT {names} WHERE {{ {self._where(values)} }}\nLIMIT {limit}"

    def count(self, values: Sequence[Values]) -> str:
        """Return the query for the number of rows of a batch."""
        return f"{self.prologue}SELECT (COUNT(*) AS ?n) WHERE {{ {self._where(values)} }}"

    def _where(self, values: Sequence[Values]) -> str:
        # A SELECT is a group's only content, so that it needs braces beside the values.
        first = next(tokens(self.group), None)
        nested = first is not None and first.word == "select"
        # A comment may be the last of the group.
        group = f"{{ {self.group}\n}}" if nested else f"{self.group}\n"
        return f"{values_text(self.given, values)}\n{group}" if self.given else group


def values_text(names: Sequence[str], rows: Sequence[Values]) -> str:
    """Return rows as SPARQL's inline data."""
    head = " ".join(f"?{name}" for name in names)
    lines = "\n".join(
        f"({' '.join('UNDEF' if term is None else written(term) for term in row)})" for row in rows
    )
    return f"VALUES ({head}) {{\n{lines}\n}}"


@dataclass
class Asking:
    """Requests to one endpoint on behalf of one clause."""

    endpoint: NamedEndpoint
    bounds: Bounds
    until: float
    tell: Tell
    sent: int = 0
    rows: list[Values] = field(default_factory=list)
    # No other clause has it.
    key: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        # Whatever engine the environment's credentials are for, it is not this one.
        self._client = EndpointClient(
            Endpoint.at(self.endpoint.address),
            seconds=self.endpoint.seconds,
            patience=Patience(tell=self.tell),
        )

    def ask(self, question: Question, values: Sequence[Values]) -> Rows:
        """Return the rows for all values.

        Raises:
            EndpointError: the endpoint failed; what came before is not used.
            TooMuchToAsk: more rows or seconds than the bounds allow.
        """
        batches = list(batched(values, self.endpoint.batch)) if question.given else [[()]]
        names: tuple[str, ...] = ()
        for number, batch in enumerate(batches, 1):
            came = self._batch(question, batch)
            names = came.variables
            self.tell(
                f"{self.endpoint.name}: request {number} of {len(batches)} for "
                f"{len(batch) if question.given else 'no'} values gave {len(came)} rows"
            )
        return Rows(names, self.rows)

    def _batch(self, question: Question, batch: Sequence[Values]) -> Rows:
        """Ask for a batch; where the endpoint cuts the answer, for its halves."""
        left = self.bounds.rows - len(self.rows)
        try:
            came = self._request(question.text(batch, left + 1), left + 1)
            self._check_whole(question, batch, came)
        except AnswerCapped:
            if len(batch) == 1:
                raise
            half = len(batch) // 2
            self.tell(f"{self.endpoint.name} cuts the answer; asking for half as many values")
            first, second = (self._batch(question, part) for part in (batch[:half], batch[half:]))
            return Rows(first.variables, [*first.rows, *second.rows])
        if len(came) > left:
            raise TooMuchToAsk(str(self.endpoint), "rows", self.bounds.rows, "--max-rows")
        kept = self._in_order(question.wanted or came.variables, came)
        self.rows += kept.rows
        return kept

    def _in_order(self, names: tuple[str, ...], came: Rows) -> Rows:
        """Return rows in the order of these variables; the endpoint may have another."""
        places = [came.variables.index(n) if n in came.variables else None for n in names]
        rows = [
            tuple(None if place is None else self._named(row[place]) for place in places)
            for row in came.rows
        ]
        return Rows(names, rows)

    def _check_whole(self, question: Question, batch: Sequence[Values], came: Rows) -> None:
        if _COUNTED_FROM <= len(came) <= self.bounds.rows - len(self.rows):
            (number,) = self._request(question.count(batch), None).rows[0]
            if int(number.value) != len(came):
                raise AnswerCapped(self.endpoint.address, len(came), int(number.value))

    def _request(self, text: str, at_most: int | None) -> Rows:
        pause = self.endpoint.pause if self.sent else 0.0
        left = self.until - time.monotonic() - pause
        if left <= 0:
            raise TooMuchToAsk(str(self.endpoint), "seconds", self.bounds.seconds, "--timeout")
        time.sleep(pause)
        self.sent += 1
        seconds = min(left, self.endpoint.seconds)
        try:
            return self._client.select(text, at_most=at_most, seconds=seconds)
        except EndpointError as error:
            # By the name that the query gave it, too.
            error.args = (f"{self.endpoint.name}: {error.args[0]}", *error.args[1:])
            raise

    def _named(self, term: Term) -> Term:
        """Return a blank node as an IRI of its answer (RDF 1.1 Concepts, section 3.5)."""
        if not isinstance(term, BlankNode):
            return term
        label = f"{self.key} {self.sent} {term.value}"
        return NamedNode(f"{_GENID}{sha256(label.encode()).hexdigest()[:20]}")


def batched(values: Sequence[Values], size: int) -> Iterator[list[Values]]:
    """Yield the values in lists of at most so many."""
    for start in range(0, len(values), size):
        yield list(values[start : start + size])
