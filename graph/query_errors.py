"""The error tree's branch of evaluation: why a query has no answer, or no whole one.

QueryError
├── RefusedQuery               known before anything runs
│   ├── QuerySyntaxError       with line and column
│   ├── ForbiddenForm          SERVICE, LOAD and every update
│   ├── QueryTooLong
│   ├── QueryTooDeep
│   └── FormatDoesNotFit       CSV for triples, Turtle for rows
├── StoppedQuery               began, and was cut: no answer of it is whole
│   ├── QueryTimeout
│   ├── QueryOutOfMemory
│   ├── QueryCancelled
│   ├── QueryProcessDied
│   ├── QueryFailed            the engine gave up
│   └── TooManyTriples
├── QueryQueueFull             try again later
├── ProcessesClosed
├── UnreadableAnswer           a serialisation that loses the terms' kinds
└── BadSetting                 a setting of the environment has no meaning

What its kinds share with those of updates: error_shapes.py
"""

from __future__ import annotations

from collections.abc import Sequence

from techland.graph.error_shapes import (
    GivenUp,
    OutOfMemory,
    ProcessDied,
    ReachesOut,
    SyntaxFault,
    TimedOut,
)
from techland.graph.errors import QueryError, TechlandError


class RefusedQuery(QueryError):
    """A query is not run at all."""


class QuerySyntaxError(SyntaxFault, RefusedQuery):
    """A query's text is not SPARQL; line and column count from 1, columns in characters."""

    words = "syntax error in the query"


class ForbiddenForm(ReachesOut, RefusedQuery):
    """A query would reach out to another server, or change the graph."""

    way_out = (
        "queries only read, and only this graph: SELECT, ASK, CONSTRUCT or DESCRIBE, "
        "without SERVICE"
    )


class QueryTooLong(RefusedQuery):
    """A query's text has more bytes than the limit."""

    def __init__(self, length: int, limit: int) -> None:
        self.length = length
        self.limit = limit
        super().__init__(
            f"the query is {length:,} bytes long, the limit is {limit:,}",
            "split its VALUES over several queries",
        )


class QueryTooDeep(RefusedQuery):
    """A query's brackets are nested deeper than the limit."""

    def __init__(self, limit: int, line: int, column: int) -> None:
        self.limit = limit
        self.line = line
        self.column = column
        super().__init__(
            f"brackets nested more than {limit} deep (line {line}, column {column})",
            "write the query flatter",
        )


class FormatDoesNotFit(RefusedQuery):
    """A serialisation cannot hold the answer of this form of query."""

    def __init__(self, format_name: str, form: str, fitting: Sequence[str]) -> None:
        self.format_name = format_name
        self.form = form
        self.fitting = tuple(fitting)
        super().__init__(
            f"the answer of {form.upper()} cannot be written as {format_name}",
            f"formats that fit: {', '.join(fitting)}",
        )


class StoppedQuery(QueryError):
    """A query began and did not end; what came of its answer is not the whole answer."""


class QueryTimeout(TimedOut, StoppedQuery):
    """A query was stopped at its deadline."""

    words = "the query was stopped after {seconds:g} seconds; its answer is not whole"
    way_out = "narrow it (a LIMIT, a constant in place of a variable) or allow more time"


class QueryOutOfMemory(OutOfMemory, StoppedQuery):
    """A query was stopped at its memory limit."""

    words = "the query was stopped: it needs more than {limit}"
    way_out = "ORDER BY, DISTINCT and GROUP BY hold all their rows: narrow what they range over"


class QueryCancelled(StoppedQuery):
    """A query's answer was closed by another thread while it was being read."""

    def __init__(self) -> None:
        super().__init__("the query was stopped: its answer was closed")


class QueryProcessDied(ProcessDied, StoppedQuery):
    """The process that ran a query ended unasked; a new one takes its place."""

    words = "the process that ran the query"
    way_out = (
        "a very long chain of UNION, OPTIONAL or operators can exhaust the engine; "
        "the next query runs in a new process"
    )


class QueryFailed(GivenUp, StoppedQuery):
    """The engine gave up on a query that it could read."""

    words = "the query cannot be answered"


class TooManyTriples(StoppedQuery):
    """CONSTRUCT or DESCRIBE gives more triples than can be held apart from each other."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(
            f"the answer has more than {limit:,} triples, so none can be promised only once",
            "narrow the query, ask with duplicates=allow, or take the whole graph with "
            "`techland export`",
        )


class QueryQueueFull(QueryError):
    """Every query process is busy, and waiting for one took too long or is not possible."""

    retry_after = 2

    def __init__(self, size: int, seconds: float) -> None:
        self.size = size
        self.seconds = seconds
        super().__init__(
            f"all {size} query processes are busy (waited {seconds:.0f} s)",
            "try again later; an answer that is no longer read should be closed",
        )


class ProcessesClosed(QueryError):
    """The query processes were closed; no query runs any more."""

    def __init__(self) -> None:
        super().__init__("the query processes are closed", "open the graph anew")


class UnreadableAnswer(QueryError):
    """An answer's serialisation does not say which term is an IRI and which a literal."""

    def __init__(self, format_name: str, fitting: Sequence[str]) -> None:
        self.format_name = format_name
        self.fitting = tuple(fitting)
        super().__init__(
            f"an answer in {format_name} cannot be read back",
            f"ask for one of: {', '.join(fitting)}",
        )


class BadSetting(TechlandError):
    """A setting of the environment has a value without meaning."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        self.name = name
        self.value = value
        super().__init__(f"{name}={value!r} means nothing here", f"expected: {expected}")
