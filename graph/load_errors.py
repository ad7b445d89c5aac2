"""The error tree's branch of load: what a busy server puts off, and what an answer costs.

QueryError
├── RefusedQuery
│   ├── BadTruncation          not a number of rows that can be held
│   └── BadTimeout             not a time
├── StoppedQuery
│   └── TooManyHeavyQueries    it takes long, and so do too many others
└── TooMuchToHold              an answer that must be whole before it is sent
"""

from __future__ import annotations

from techland.graph.errors import QueryError
from techland.graph.query_errors import RefusedQuery, StoppedQuery


class TooManyHeavyQueries(StoppedQuery):
    """A query took longer than a moment while too many others did."""

    retry_after = 30

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            f"the query was stopped: it takes long, and so do {most} others at this moment",
            "try again later, or narrow it",
        )


class TooMuchToHold(QueryError):
    """An answer that has to be whole before its first byte is sent is too large for that."""

    def __init__(self, limit: int, hint: str) -> None:
        self.limit = limit
        super().__init__(f"the answer is larger than {limit / 2**20:,.0f} MiB", hint)


class BadTruncation(RefusedQuery):
    """An answer is to be cut after a number of rows that is none, or too many to hold."""

    def __init__(self, asked: object, most: int) -> None:
        self.asked = asked
        self.most = most
        super().__init__(
            f"truncate={asked} is no number of rows from 1 to {most:,}",
            "for more rows leave truncate out, and use LIMIT",
        )


class BadTimeout(RefusedQuery):
    """A query is to be stopped after a time that is none."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        super().__init__(
            f"timeout={asked[:40]} is no number of seconds above zero",
            "it can only lower the server's own limit",
        )
