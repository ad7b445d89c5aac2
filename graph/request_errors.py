"""The error tree's branch of HTTP: why a request is not served at all, whatever it asks.

RequestError
├── MalformedRequest           two queries, no UTF-8, an IRI that is none
├── NotAcceptable              the client takes none of the media types or codings
├── UnsupportedBody            a body of another media type, charset or coding
├── BodyTooLarge
├── BodyTooSlow
├── AddressTooLong
├── HeadTooLarge               a field of it is too long, or there are too many
├── MethodNotAllowed           with the methods that are
├── UnknownMethod              HTTP has none of this name
└── ReadOnlyStore              an update of a published graph
"""

from __future__ import annotations

from collections.abc import Sequence

from techland.graph.errors import TechlandError


class RequestError(TechlandError):
    """A request over HTTP cannot be served."""


class MalformedRequest(RequestError):
    """A request contradicts itself, or a part of it cannot be read."""


class NotAcceptable(RequestError):
    """The client accepts none of the ways in which an answer can be sent."""

    def __init__(self, wanted: str, offered: Sequence[str]) -> None:
        self.wanted = wanted
        self.offered = tuple(offered)
        super().__init__(
            f"nothing here comes as {wanted[:200]}", f"it comes as {', '.join(offered)}"
        )


class UnsupportedBody(RequestError):
    """The body of a request is of a kind that is not read here."""

    def __init__(self, found: str, accepted: Sequence[str]) -> None:
        self.found = found
        self.accepted = tuple(accepted)
        told = f"a body of {found[:200]}" if found else "a body that does not say what it is"
        super().__init__(f"{told} is not read here", f"send {' or '.join(accepted)}")


class BodyTooLarge(RequestError):
    """The body of a request has more bytes than the limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(
            f"the request's body is longer than {limit:,} bytes",
            "split its VALUES over several queries",
        )


class BodyTooSlow(RequestError):
    """The body of a request did not arrive in time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the request's body did not arrive within {seconds:g} seconds")


class AddressTooLong(RequestError):
    """The address of a request has more bytes than the limit."""

    def __init__(self, length: int, limit: int) -> None:
        self.length = length
        self.limit = limit
        super().__init__(
            f"the request's address is {length:,} bytes long, the limit is {limit:,}",
            "send the query by POST, as application/sparql-query or in a form",
        )


class HeadTooLarge(RequestError):
    """A field of a request's head has more bytes than the limit, or there are too many fields."""

    def __init__(self, what: str, limit: int, hint: str) -> None:
        self.what = what
        self.limit = limit
        super().__init__(f"{what}, the limit is {limit:,}", hint)


class MethodNotAllowed(RequestError):
    """A resource does not know the method of a request."""

    def __init__(self, method: str, allowed: Sequence[str], hint: str | None = None) -> None:
        self.method = method
        self.allowed = tuple(allowed)
        super().__init__(
            f"{method} is not possible here", hint or f"possible are {', '.join(allowed)}"
        )


class UnknownMethod(RequestError):
    """The method of a request is none that this server has for any resource."""

    def __init__(self, method: str, known: Sequence[str]) -> None:
        self.method = method
        self.known = tuple(known)
        super().__init__(
            f"the method {method[:40]} is not known here", f"known are {', '.join(known)}"
        )


class ReadOnlyStore(RequestError):
    """A published graph is read-only: updates and writing belong to a plain store."""

    def __init__(self) -> None:
        super().__init__(
            "this graph is published and read-only: there is no update here",
            "changes come by a new build; for a store of your own see `techland serve --help`",
        )
