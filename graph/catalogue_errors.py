"""The error tree's branch of the catalogue: queries that are not there or not well formed.

QueryError
├── UnknownQuery               no file has this name
├── UnreadableQuery            a query file cannot be read
├── BrokenQueryHeader          naming file and line
├── UnknownParameter
└── WrongParameter             a value that does not fit
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from techland.graph.errors import QueryError, nearest


class UnknownQuery(QueryError):
    """No file in queries/ has this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        every = "`techland queries`, /queries and /api list them"
        super().__init__(f"no query named {name!r}", nearest(name, known) or every)


class UnreadableQuery(QueryError):
    """A query file cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"cannot read the query {path}: {reason}", "name a UTF-8 text file")


class BrokenQueryHeader(QueryError):
    """The `#+` header of a query file lacks something, or does not fit its query."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        super().__init__(f"{path.name}, line {line}: {reason}")


class UnknownParameter(QueryError):
    """A query has no parameter of this name."""

    def __init__(self, query: str, name: str, known: Sequence[str]) -> None:
        self.query = query
        self.name = name
        self.known = tuple(known)
        near = nearest(name, known) or f"its parameters: {', '.join(known) or 'none'}"
        super().__init__(f"query {query!r} has no parameter {name!r}", near)


class WrongParameter(QueryError):
    """A value does not fit a parameter of a query."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        self.name = name
        self.value = value
        self.expected = expected
        super().__init__(f"{value!r} does not fit parameter {name!r}", f"expected: {expected}")
