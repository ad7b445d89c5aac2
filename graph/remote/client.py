"""Ask an endpoint: rows, truth or triples, each whole or an error."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, TypeVar

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE

from techland.graph.remote.endpoint import NO_GRAPH, Endpoint, GraphsAsked
from techland.graph.remote.faults import plain
from techland.graph.remote.requesting import Reply, Wrapper, reply_to
from techland.graph.remote.retrying import Patience
from techland.graph.remote_errors import AnswerCapped, ConnectionCut, NotAnAnswer, PartialAnswer
from techland.ontology.terms import BASE

Term = Any
T = TypeVar("T")
TRIPLE_TYPES = frozenset({"application/n-triples", "text/plain"})
# Virtuoso tells by the first that it gave as many rows as it gives at most, and by the
# second that it stopped in the middle.
_CAP, _STATE, _STATED = "X-SPARQL-MaxRows", "X-SQL-State", "X-SQL-Message"
# Virtuoso's name of the truth, in rows.
_TRUTH = "__ASK_RETVAL"
_PARTIAL = 206
# Who asks, and where to read about it, as public endpoints want it told.
AGENT = f"techland/{version('techland')} (+{BASE}; SPARQLWrapper)"
# Terms are written in full in both, where Turtle and SPARQLWrapper's other choices may not.
_ACCEPTED = {"CONSTRUCT": "application/n-triples", "INSERT": "*/*"}


@dataclass(frozen=True)
class Rows:
    """The rows of an answer.

    Attributes:
        variables: their names.
        rows: terms in the order of the variables, None where unbound.
    """

    variables: tuple[str, ...]
    rows: list[tuple[Term, ...]] = field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)


class EndpointClient:
    """Asks an endpoint, by SPARQLWrapper: one connection a query, an answer whole in memory.

    Safe to use from several threads.
    """

    # The serialisation of rows that is asked for, and its media types.
    row_format = QueryResultsFormat.JSON
    row_type = "application/sparql-results+json"
    row_types = frozenset({row_type, "application/json"})

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        seconds: float = 60.0,
        memory_bytes: int = 2**30,
        patience: Patience | None = None,
    ) -> None:
        """Send nothing yet.

        Args:
            endpoint: the engine.
            seconds: from the asking to the last byte of an answer, waits included.
            memory_bytes: the most bytes of an answer.
            patience: how often a busy engine is asked again, and who is told.
        """
        self.endpoint = endpoint
        self.seconds = seconds
        self.memory_bytes = memory_bytes
        self.patience = patience or Patience()

    def select(
        self,
        text: str,
        graphs: GraphsAsked | None = None,
        *,
        at_most: int | None = None,
        seconds: float | None = None,
    ) -> Rows:
        """Return the rows of a SELECT query.

        An engine that cuts its answers and does not say so is not found out
        here: see ``techland.queries.remote``.

        Args:
            text: the query.
            graphs: what it is asked of; the engine's own default if None.
            at_most: the LIMIT that the query has: so many rows are no sign of a cut.
            seconds: for this query, in place of the client's own.

        Raises:
            EndpointError: one of its kinds.
        """
        reply = self._reply(text, graphs, "SELECT", seconds)
        found = self._results(reply)
        if isinstance(found, bool):
            raise NotAnAnswer(self.endpoint.address, "truth in place of rows")
        self._refuse_cut(reply, len(found), at_most)
        return found

    def ask(
        self, text: str, graphs: GraphsAsked | None = None, *, seconds: float | None = None
    ) -> bool:
        """Return the truth of an ASK query; raises as ``select`` does."""
        found = self._results(self._reply(text, graphs, "ASK", seconds))
        if isinstance(found, bool):
            return found
        if found.variables != (_TRUTH,):
            raise NotAnAnswer(self.endpoint.address, "rows in place of truth")
        return any(row[0].value not in {"0", "false"} for row in found.rows)

    def construct(
        self, text: str, graphs: GraphsAsked | None = None, *, seconds: float | None = None
    ) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query; raises as ``select`` does.

        A cut at the engine's cap does not show in them.
        """
        reply = self._reply(text, graphs, "CONSTRUCT", seconds)
        self._expect(reply, TRIPLE_TYPES)
        if not reply.framed:
            reason = "the reply does not tell its length, so that a cut would not show"
            raise ConnectionCut(self.endpoint.address, reason)
        quads = parse(reply.body, format=RdfFormat.N_TRIPLES)
        return self._read(lambda: [quad.triple for quad in quads])

    def update(self, text: str, *, seconds: float | None = None) -> None:
        """Do a SPARQL Update; it is sent again only where the engine was too busy to begin.

        Raises:
            EndpointError: one of its kinds.
        """
        self._reply(text, None, "INSERT", seconds)

    def _reply(
        self, text: str, graphs: GraphsAsked | None, form: str, seconds: float | None
    ) -> Reply:
        allowed = seconds or self.seconds
        until = time.monotonic() + allowed
        wrapper = self._wrapper(text, graphs, form)
        reply = self.patience.ask(
            lambda: reply_to(wrapper, until, allowed, self.memory_bytes), until
        )
        self._refuse_part(reply)
        return reply

    def _wrapper(self, text: str, graphs: GraphsAsked | None, form: str) -> Wrapper:
        wrapper = Wrapper(
            self.endpoint.address,
            updateEndpoint=self.endpoint.update_address,
            returnFormat=TURTLE if form == "CONSTRUCT" else JSON,
            agent=AGENT,
        )
        wrapper.setOnlyConneg(True)
        # In the body, so that no text is too long for an address.
        wrapper.setMethod(POST)
        wrapper.queryString = text
        wrapper.queryType = form
        wrapper.addCustomHttpHeader("Accept", _ACCEPTED.get(form, self.row_type))
        if graphs is not None:
            for name in graphs.default or (NO_GRAPH,):
                wrapper.addParameter("default-graph-uri", name)
            for name in graphs.named or (NO_GRAPH,):
                wrapper.addParameter("named-graph-uri", name)
        wrapper.credentials = self.endpoint.credentials
        return wrapper

    def _results(self, reply: Reply) -> Rows | bool:
        self._expect(reply, self.row_types)
        return self._read(lambda: _results_of(reply.body, self.row_format))

    def _expect(self, reply: Reply, types: frozenset[str]) -> None:
        if reply.media_type in types:
            return
        said = plain(reply.body[:4096].decode("utf-8", "replace"))
        kind = "a page in HTML" if "html" in reply.media_type else reply.media_type or "no type"
        raise NotAnAnswer(self.endpoint.address, f"it sends {kind}", said)

    def _read(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except (SyntaxError, ValueError) as error:
            told = str(error)
        # Raised out here, so that nothing keeps what was read in part: pyoxigraph wants its
        # results dropped by the thread that made them.
        raise NotAnAnswer(self.endpoint.address, f"it cannot be read: {told}")

    def _refuse_part(self, reply: Reply) -> None:
        if reply.status == _PARTIAL or reply.headers.get(_STATE):
            told = reply.headers.get(_STATED) or f"HTTP {reply.status}"
            raise PartialAnswer(self.endpoint.address, told)

    def _refuse_cut(self, reply: Reply, rows: int, at_most: int | None) -> None:
        told = (reply.headers.get(_CAP) or "").strip()
        if told.isdecimal() and rows >= int(told) and rows != at_most:
            raise AnswerCapped(self.endpoint.address, rows)


def _results_of(body: bytes, form: QueryResultsFormat) -> Rows | bool:
    results = parse_query_results(body, format=form)
    if isinstance(results, QueryBoolean):
        return bool(results)
    names = tuple(variable.value for variable in results.variables)
    return Rows(names, [tuple(solution) for solution in results])
