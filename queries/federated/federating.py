"""Answer the SERVICE clauses of a query one after the other; what is left is a query of our graph.

Neither engine at hand does it well. pyoxigraph has no hook for SERVICE: its own
would call any address, once for the whole clause, without a deadline. rdflib's
sends one request a solution, without timeout, batch or back-off, and its joins
are up to 400 times slower. So each clause is asked by SPARQLWrapper with the
values that our graph allows (a bound join), and its rows take its place as
VALUES: joining, filtering and ordering stay with the engine that answers
every other query.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode

from techland.graph.federation_errors import TooMuchToAsk, UnboundValue
from techland.ontology.prefix_table import PREFIXES
from techland.queries.checking import check_text
from techland.queries.federated.asking import (
    Asking,
    Bounds,
    Question,
    Tell,
    Values,
    values_text,
)
from techland.queries.federated.candidates import candidates_of
from techland.queries.federated.clauses import Clause, all_clauses, first_clause, variables_of
from techland.queries.federated.endpoints import NamedEndpoint
from techland.queries.guard import form_and_prologue
from techland.queries.tokens import Token, tokens

Term = Any
Select = Callable[[str], Iterable[Mapping[str, Term]]]


@dataclass(frozen=True)
class Plan:
    """What the first requests of a query would be; nothing was sent.

    Attributes:
        endpoints: that the query asks, in their order.
        endpoint: that would be asked first.
        given: variables whose values it would be given.
        values: those values.
        requests: so many requests for them.
        text: of the first request.
    """

    endpoints: tuple[NamedEndpoint, ...]
    endpoint: NamedEndpoint
    given: tuple[str, ...]
    values: tuple[Values, ...]
    requests: int
    text: str


class Federation:
    """A query with SERVICE clauses, our graph, and the endpoints that it may ask.

    Args:
        select: answers a SELECT query of our graph.
        endpoints: by name; no other is asked.
        bounds: of all requests.
        tell: is given a line before and after each request.
    """

    def __init__(
        self,
        select: Select,
        endpoints: Mapping[str, NamedEndpoint],
        bounds: Bounds | None = None,
        tell: Tell | None = None,
    ) -> None:
        self._select = select
        self._endpoints = endpoints
        self._bounds = bounds or Bounds()
        self._tell = tell or (lambda _: None)

    def plan(self, text: str) -> Plan | None:
        """Return what would be asked first, None for a query without SERVICE; send nothing.

        Raises:
            FederationError: one of its kinds.
        """
        found = list(tokens(text))
        clauses = self._clauses(text, found)
        if not clauses:
            return None
        question, values = self._question(text, found, clauses[0])
        endpoint = clauses[0].endpoint
        batch = values[: endpoint.batch]
        return Plan(
            tuple(clause.endpoint for clause in clauses),
            endpoint,
            question.given,
            tuple(values),
            _requests(endpoint, question, values),
            question.text(batch, self._bounds.rows + 1),
        )

    def local_text(self, text: str) -> str:
        """Return a query with the rows of each endpoint in the place of its clause.

        Raises:
            FederationError: one of its kinds.
            EndpointError: an endpoint failed; nothing of the answer is used.
            QueryError: our graph cannot be asked.
        """
        until = time.monotonic() + self._bounds.seconds
        self._clauses(text, list(tokens(text)))
        while True:
            found = list(tokens(text))
            clause = first_clause(text, found, self._endpoints)
            if clause is None:
                return text
            rows = self._rows(text, found, clause, until)
            start, end = found[clause.start].start, found[clause.closed].end
            text = f"{text[:start]}{rows}{text[end:]}"

    def _clauses(self, text: str, found: Sequence[Token]) -> list[Clause]:
        """Return the SERVICE clauses of a query that can be read to its end."""
        clauses = all_clauses(text, found, self._endpoints)
        masked = text
        for clause in clauses:
            # As groups of our own they are read by the same grammar, at the same places.
            start, end = found[clause.start].start, found[clause.opened].start
            masked = f"{masked[:start]}{' ' * (end - start)}{masked[end:]}"
        check_text(masked)
        return clauses

    def _rows(self, text: str, found: Sequence[Token], clause: Clause, until: float) -> str:
        """Return what an endpoint tells for a clause, as inline data."""
        endpoint = clause.endpoint
        question, values = self._question(text, found, clause)
        if question.given and not values:
            self._tell(f"{endpoint.name}: nothing to ask about")
            return values_text(question.wanted or question.given, [])
        requests = counted(_requests(endpoint, question, values), "request")
        self._tell(f"{endpoint}: sending {_told(question, values)} in {requests}")
        came = Asking(endpoint, self._bounds, until, self._tell).ask(question, values)
        return values_text(came.variables, came.rows)

    def _question(
        self, text: str, found: Sequence[Token], clause: Clause
    ) -> tuple[Question, list[Values]]:
        """Return what an endpoint is asked, and the values that it is given."""
        prologue, dataset = _heads(text, found, clause)
        candidates = candidates_of(text, found, clause)
        body = found[clause.opened + 1 : clause.closed]
        group = text[found[clause.opened].end : found[clause.closed].start].strip()
        given = candidates.variables
        values: list[Values] = []
        if given:
            # One more than may be sent shows that there are more.
            query = (
                f"{prologue}SELECT DISTINCT {' '.join(f'?{name}' for name in given)} {dataset} "
                f"WHERE {{ {candidates.pattern}\n}} LIMIT {self._bounds.values + 1}"
            )
            rows = [tuple(row[name] for name in given) for row in self._select(query)]
            given, values = self._checked(given, rows, clause.endpoint)
        outside = {*variables_of(found[: clause.opened]), *variables_of(found[clause.closed :])}
        inside = variables_of(body)
        whole = any(t.text == "*" and t.depth == 0 for t in found[: clause.outer])
        wanted = tuple(name for name in inside if whole or name in outside)
        needed = _declared(prologue, body)
        return Question(needed, group, given, wanted), values

    def _checked(
        self, names: tuple[str, ...], rows: list[Values], endpoint: NamedEndpoint
    ) -> tuple[tuple[str, ...], list[Values]]:
        """Return the variables that have values, and the values; no half of either."""
        if len(rows) > self._bounds.values:
            raise TooMuchToAsk(str(endpoint), "values", self._bounds.values, "--max-values")
        kept = []
        for place, name in enumerate(names):
            unbound = sum(row[place] is None for row in rows)
            if any(isinstance(row[place], BlankNode) for row in rows):
                raise UnboundValue(
                    str(endpoint), name, "a blank node, which has no name elsewhere,"
                )
            if unbound == len(rows) and rows:
                continue
            if unbound:
                raise UnboundValue(str(endpoint), name)
            kept.append(place)
        told = {tuple(row[place] for place in kept) for row in rows}
        return tuple(names[place] for place in kept), sorted(told, key=lambda v: [*map(str, v)])


def counted(number: int, word: str) -> str:
    """Return a number with its word: 1 request, 2 requests."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _requests(endpoint: NamedEndpoint, question: Question, values: Sequence[Values]) -> int:
    return -(-len(values) // endpoint.batch) if question.given else 1


def _told(question: Question, values: Sequence[Values]) -> str:
    if not question.given:
        return "a question without values"
    names = ", ".join(f"?{name}" for name in question.given)
    return f"{counted(len(values), 'value')} of {names}"


def _heads(text: str, found: Sequence[Token], clause: Clause) -> tuple[str, str]:
    """Return a query's prologue and its FROM clauses."""
    form, _ = form_and_prologue(found, text)
    place = next(p for p, token in enumerate(found) if token.text.lower() == form)
    dataset: list[str] = []
    for at in range(place, clause.outer):
        if found[at].word == "from":
            named = found[at + 1].word == "named"
            dataset += [found[p].text for p in range(at, at + (3 if named else 2))]
    return text[: found[place].start], " ".join(dataset)


def _declared(prologue: str, body: Sequence[Token]) -> str:
    """Return the declarations that a clause needs: those of the query, else ours."""
    used = {token.text.partition(":")[0] for token in body if token.kind == "NAME"}
    _, declared = form_and_prologue(tokens(f"{prologue}\nASK"), f"{prologue}\nASK")
    known = {**PREFIXES, **declared.prefixes}
    lines = [f"PREFIX {name}: <{known[name]}>" for name in sorted(used & known.keys())]
    base = [f"BASE <{declared.base}>"] if declared.base else []
    return "".join(f"{line}\n" for line in [*base, *lines])
