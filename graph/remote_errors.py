"""The error tree's branch of endpoints: why an engine behind an address gives no whole answer.

QueryError
├── EndpointError              every kind names the address, never the credentials
│   ├── BadEndpoint            no address that is called, or no way to write to it
│   ├── EndpointUnreachable    nothing answers there
│   ├── CertificateRefused
│   ├── EndpointTimeout        no answer, or not the last byte of it, in time
│   ├── ConnectionCut          it ended in the middle of an answer
│   ├── AccessDenied           401, 403
│   ├── EndpointBusy           429, 503, after the last attempt
│   ├── EndpointRefused        any other status, with what the engine said
│   ├── NotAnAnswer            no SPARQL: a page in HTML, another media type, broken JSON
│   ├── PartialAnswer          the engine says itself that it gave up
│   ├── AnswerCapped           as many rows as the engine gives at most, and there are more
│   ├── GroupsDiffer           it makes other groups than there are
│   ├── AnswerTooLarge         it does not fit the limit of memory
│   ├── NoSidecar              a page or file needs what `techland index` makes
│   ├── VersionGone            another version was loaded, and this one taken away
│   ├── NoVersionHeld          nothing was loaded whole
│   └── LoadIncomplete         less, or more, than was sent; the old version is served
└── RefusedQuery
    └── SeveralDefaultGraphs   engines lay them side by side, and count twice
"""

from __future__ import annotations

from collections.abc import Sequence

from techland.graph.error_shapes import TimedOut
from techland.graph.errors import QueryError
from techland.graph.query_errors import RefusedQuery

_SAID = 300
CREDENTIALS = "TECHLAND_ENDPOINT_USER and TECHLAND_ENDPOINT_PASSWORD"


class EndpointError(QueryError):
    """An endpoint gives no answer, or no whole one; nothing of it is used."""

    endpoint = ""


class BadEndpoint(EndpointError):
    """An address is none of an endpoint that may be called."""

    def __init__(self, endpoint: str, reason: str, hint: str | None = None) -> None:
        self.endpoint = endpoint
        self.reason = reason
        usual = "an address such as https://example.org/sparql"
        super().__init__(f"{endpoint!r} is no endpoint: {reason}", hint or usual)


class EndpointUnreachable(EndpointError):
    """Nothing answers at the address."""

    def __init__(self, endpoint: str, reason: str) -> None:
        self.endpoint = endpoint
        self.reason = reason
        super().__init__(
            f"{endpoint} cannot be reached: {reason}",
            "is the engine running, and the address right? (`curl` with it tells more)",
        )


class CertificateRefused(EndpointError):
    """The server's certificate is not trusted, so that nothing was sent to it."""

    def __init__(self, endpoint: str, reason: str) -> None:
        self.endpoint = endpoint
        self.reason = reason
        super().__init__(
            f"the certificate of {endpoint} is not trusted: {reason}",
            "name your institution's certificates with SSL_CERT_FILE; checks are never left out",
        )


class EndpointTimeout(TimedOut, EndpointError):
    """The last byte of an answer did not come before the deadline."""

    words = "the endpoint did not answer whole in {seconds:g} seconds; what came is not used"
    way_out = "narrow the query, or allow more time (--timeout, TECHLAND_QUERY_SECONDS)"

    def __init__(self, endpoint: str, seconds: float) -> None:
        super().__init__(seconds)
        self.endpoint = endpoint
        self.args = (f"{endpoint}: {self.args[0]}",)


class ConnectionCut(EndpointError):
    """The connection ended in the middle of an answer."""

    def __init__(self, endpoint: str, reason: str) -> None:
        self.endpoint = endpoint
        self.reason = reason
        super().__init__(
            f"the connection to {endpoint} ended in the middle of an answer: {reason}",
            "what came of it is not used; ask again",
        )


class AccessDenied(EndpointError):
    """The endpoint wants credentials, or refuses those that it was given."""

    def __init__(self, endpoint: str, status: int, *, given: bool) -> None:
        self.endpoint = endpoint
        self.status = status
        self.given = given
        said = "refuses the credentials" if given else "wants credentials"
        hint = (
            f"look at {CREDENTIALS}; TECHLAND_ENDPOINT_AUTH=digest for an engine that wants that "
            "(Virtuoso's /sparql-auth), and the user's right to do this"
            if given
            else f"set {CREDENTIALS}"
        )
        super().__init__(f"{endpoint} {said} (HTTP {status})", hint)


class EndpointBusy(EndpointError):
    """The endpoint is busy, and was at the last of several attempts too."""

    def __init__(self, endpoint: str, status: int, wait: float | None = None) -> None:
        self.endpoint = endpoint
        self.status = status
        self.wait = wait
        self.attempts = 1
        self.retry_after = max(1, round(wait or 30))
        super().__init__(*self._told())

    def after(self, attempts: int) -> EndpointBusy:
        """Return this error, told as that of the last of so many attempts."""
        self.attempts = attempts
        super().__init__(*self._told())
        return self

    def _told(self) -> tuple[str, str]:
        times = "1 attempt" if self.attempts == 1 else f"{self.attempts} attempts"
        wait = f"it asks to wait {self.wait:.0f} s; " if self.wait else ""
        return (
            f"{self.endpoint} is busy (HTTP {self.status}), after {times}",
            f"{wait}try again later",
        )


class EndpointRefused(EndpointError):
    """The endpoint answers with an error of its own."""

    def __init__(self, endpoint: str, status: int, said: str) -> None:
        self.endpoint = endpoint
        self.status = status
        self.said = " ".join(said.split())[:_SAID]
        super().__init__(
            f"{endpoint} refuses the request (HTTP {status}): {self.said or 'no reason given'}"
        )


class NotAnAnswer(EndpointError):
    """What came is no answer of SPARQL."""

    def __init__(self, endpoint: str, reason: str, said: str = "") -> None:
        self.endpoint = endpoint
        self.reason = reason
        self.said = " ".join(said.split())[:_SAID]
        tail = f"; it begins: {self.said}" if self.said else ""
        super().__init__(
            f"{endpoint} gives no SPARQL answer: {reason}{tail}",
            "is this the address of the endpoint itself, not of its form or of a proxy?",
        )


class PartialAnswer(EndpointError):
    """The engine gave up on a query in the middle, and says so beside a part of the answer."""

    def __init__(self, endpoint: str, reason: str) -> None:
        self.endpoint = endpoint
        self.reason = " ".join(reason.split())[:_SAID]
        super().__init__(
            f"{endpoint} answers only in part: {self.reason}",
            "the part is not used; narrow the query, or raise the engine's own limits",
        )


class AnswerCapped(EndpointError):
    """The engine gives at most so many rows, and the whole answer has more.

    ``reason`` says why it is not read in parts, where that was tried.
    """

    def __init__(
        self, endpoint: str, rows: int, whole: int | None = None, reason: str = ""
    ) -> None:
        self.endpoint = endpoint
        self.rows = rows
        self.whole = whole
        self.reason = reason
        more = f"the whole answer has {whole:,}" if whole else "it may have more"
        parts = f"; it is not read in parts, because {reason}" if reason else ""
        super().__init__(
            f"{endpoint} cuts the answer at {rows:,} rows; {more}, and no part of it is used"
            f"{parts}",
            "raise the engine's own limit (Virtuoso: ResultSetMaxRows), or narrow the query",
        )


class GroupsDiffer(EndpointError):
    """The engine makes other groups, or distinct rows, than there are."""

    def __init__(self, endpoint: str, unsure: Sequence[str], given: int, groups: int) -> None:
        self.endpoint = endpoint
        self.unsure = tuple(unsure)
        self.given = given
        self.groups = groups
        super().__init__(
            f"{endpoint} makes {given:,} groups or distinct rows where there are {groups:,}, "
            f"because {', '.join(unsure)} may be unbound; nothing of its answer is used",
            "put a value in place of what is unbound, behind the pattern, and take that: "
            f'BIND(COALESCE({unsure[0]}, "") AS {unsure[0]}Known)',
        )


class AnswerTooLarge(EndpointError):
    """An answer is larger than may be held in memory."""

    def __init__(self, endpoint: str, limit: int) -> None:
        self.endpoint = endpoint
        self.limit = limit
        super().__init__(
            f"the answer of {endpoint} is larger than {limit / 2**20:,.0f} MiB",
            "an answer is held whole in memory: narrow the query, or page through it",
        )


class NoVersionHeld(EndpointError):
    """The engine holds no version of the dataset, or none that was loaded whole."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        super().__init__(
            f"{endpoint} holds no whole version of the dataset",
            f"run `techland load --endpoint {endpoint}`",
        )


class LoadIncomplete(EndpointError):
    """The engine does not hold what it was sent; the version that it served is served on."""

    def __init__(self, endpoint: str, reason: str, hint: str | None = None) -> None:
        self.endpoint = endpoint
        self.reason = reason
        usual = "what was served before is served on; run the command again"
        super().__init__(f"nothing new is served by {endpoint}: {reason}", hint or usual)


class NoSidecar(EndpointError):
    """What is asked for is made from the sidecar of a version, and there is none here."""

    def __init__(self, endpoint: str, version: str, *, whole: bool = False) -> None:
        self.endpoint = endpoint
        self.version = version
        self.whole = whole
        what = "all quads" if whole else "the sidecar"
        more = " --whole" if whole else ""
        super().__init__(
            f"this needs {what} of version {version[:12]}, which is not there",
            f"run `techland index --endpoint {endpoint}{more}` on this machine",
        )


class VersionGone(EndpointError):
    """The engine no longer holds the version that was opened."""

    def __init__(self, endpoint: str, version: str) -> None:
        self.endpoint = endpoint
        self.version = version
        super().__init__(
            f"{endpoint} no longer holds version {version[:12]}: newer ones were loaded",
            "open the graph anew; restart the server",
        )


class SeveralDefaultGraphs(RefusedQuery):
    """A query is asked of several graphs at once, which engines do not merge."""

    def __init__(self, graphs: int) -> None:
        self.graphs = graphs
        super().__init__(
            f"{graphs} graphs are named as the default graph, and an engine behind an address "
            "would count a triple once for each of them that has it",
            "ask the dataset's own default graph, in which each triple stands once, or one graph",
        )
