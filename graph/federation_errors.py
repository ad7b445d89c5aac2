"""The error tree's branch of federation: why a query over several endpoints is not answered.

QueryError
└── FederationError            nothing is guessed, and no part of an answer is given
    ├── UnknownEndpoint        SERVICE names none that is known
    ├── ServiceMisplaced       SERVICE stands where what it would be asked cannot be told
    ├── SilentService          SERVICE SILENT would hide a failure
    ├── UnboundValue           a variable that would be sent has no value everywhere
    ├── TooMuchToAsk           more values, rows or seconds than are allowed
    └── WrongEndpointOption    not NAME=URL

What goes wrong between us and an endpoint: remote_errors.py
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import QueryError, nearest


class FederationError(QueryError):
    """A query over our graph and others is not answered."""


class UnknownEndpoint(FederationError):
    """A SERVICE clause names no endpoint that is known."""

    def __init__(self, endpoint: str, place: tuple[int, int], known: Iterable[str]) -> None:
        self.endpoint = endpoint
        self.line, self.column = place
        self.known = tuple(known)
        near = nearest(endpoint, self.known)
        super().__init__(
            f"SERVICE names {endpoint}, which is no known endpoint "
            f"(line {self.line}, column {self.column}); nothing was sent",
            f"{f'{near} ' if near else ''}known: {', '.join(self.known)}; "
            "name another with --endpoint NAME=URL and write SERVICE <NAME>",
        )


class ServiceMisplaced(FederationError):
    """A SERVICE clause stands where what it is asked cannot be told beforehand."""

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        super().__init__(
            f"SERVICE cannot stand here (line {line}, column {column})",
            "write it in the outermost group of the query, or in an OPTIONAL of that group",
        )


class SilentService(FederationError):
    """SERVICE SILENT: an endpoint that fails would look like one that has nothing to tell."""

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        super().__init__(
            f"SERVICE SILENT would hide a failure (line {line}, column {column})",
            "leave SILENT out: an answer is whole, or there is an error",
        )


class UnboundValue(FederationError):
    """A variable that an endpoint would be given has a value in some solutions only."""

    def __init__(self, endpoint: str, variable: str, what: str = "no value") -> None:
        self.endpoint = endpoint
        self.variable = variable
        super().__init__(
            f"?{variable} has {what} in some solutions, so that {endpoint} cannot be asked",
            "leave those solutions out before the SERVICE: without OPTIONAL, or by "
            f" {{ SELECT * {{ … FILTER(BOUND(?{variable})) }} }}",
        )


class TooMuchToAsk(FederationError):
    """A query would send or receive more than is allowed, or take longer."""

    def __init__(self, endpoint: str, what: str, limit: float, option: str) -> None:
        self.endpoint = endpoint
        self.what = what
        self.limit = limit
        super().__init__(
            f"{endpoint}: more than {limit:,g} {what}; no part of the answer is used",
            f"narrow what stands before the SERVICE, or allow more with {option}",
        )


class WrongEndpointOption(FederationError):
    """An endpoint is not given as NAME=URL."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f"{given!r} names no endpoint",
            "write NAME=URL, as wikidata=http://localhost:8080/sparql",
        )
