"""The door over HTTP: requests as bytes, so that a test can send what no client would."""

from __future__ import annotations

import http.client
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pyoxigraph import DefaultGraph

from tests.conformance.answers import MEDIA_TYPES, read_answer
from tests.conformance.comparison import Row
from tests.conformance.doors import Refused, inserting

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
SECONDS = 30
ANY_RESULT = ", ".join(MEDIA_TYPES.values())
CONTENTS = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@dataclass(frozen=True)
class Reply:
    """A response: its status, headers in lower case, and content."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def media_type(self) -> str:
        """Return the media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Service:
    """A running server, its addresses and the token that lets write."""

    name = "HTTP"

    def __init__(self, root: str, token: str = "") -> None:
        self.root = root.rstrip("/")
        self.token = token
        self.sparql = f"{self.root}/sparql"
        self.graphs = f"{self.root}/graphs"
        self._connection: http.client.HTTPConnection | None = None
        self._held: frozenset[Row] | None = None

    def send(
        self,
        method: str,
        address: str,
        headers: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
    ) -> Reply:
        """Make one request, nothing added but Host, Content-Length and the token."""
        parts = urlsplit(address)
        if self._connection is None:
            self._connection = http.client.HTTPConnection(parts.netloc, timeout=SECONDS)
        connection = self._connection
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, content in headers:
                connection.putheader(name, content)
            if body or method in {"POST", "PUT", "PATCH"}:
                connection.putheader("Content-Length", str(len(body)))
            if self.token:
                connection.putheader("Authorization", f"Bearer {self.token}")
            connection.endheaders(body or None)
            response = connection.getresponse()
            found = {name.lower(): content for name, content in response.getheaders()}
            return Reply(response.status, found, response.read())
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            self._connection = None
            raise Refused(0, f"no whole response: {error!r}") from None

    def fill(self, rows: Iterable[Row]) -> None:
        """Make this the whole content of the store."""
        wanted = frozenset(rows)
        if wanted != self._held:
            self.update(inserting(wanted))
            self._held = wanted

    def query(self, text: str, suffix: str) -> bytes:
        """Return the answer of a query, in the serialisation with this suffix."""
        accept = MEDIA_TYPES.get(suffix, ANY_RESULT)
        headers = [("Content-Type", QUERY_TYPE), ("Accept", accept)]
        reply = self.send("POST", self.sparql, headers, text.encode())
        if reply.status != http.client.OK:
            raise Refused(reply.status, reply.content.decode(errors="replace"))
        if suffix and reply.media_type != accept:
            raise Refused(reply.status, f"{reply.media_type} instead of {accept}")
        return reply.content

    def update(self, text: str) -> None:
        """Change the store."""
        self._held = None
        headers = [("Content-Type", UPDATE_TYPE)]
        reply = self.send("POST", self.sparql, headers, text.encode())
        if reply.status not in range(200, 300):
            raise Refused(reply.status, reply.content.decode(errors="replace"))

    def contents(self) -> tuple[Row, ...]:
        """Return the whole content of the store."""
        answer = read_answer(self.query(CONTENTS, "srj"), "srj")
        places = [answer.variables.index(name) for name in "spog"]
        found = (tuple(row[place] for place in places) for row in answer.rows)
        return tuple(row if row[3] else (*row[:3], DefaultGraph()) for row in found)

    def forget(self) -> None:
        """Fill anew the next time: a test wrote to the store by other ways."""
        self._held = None

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
