"""Local endpoints that stand in for those which the suites name, answering from a test's data."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, Store

from tests.conformance.answers import MEDIA_TYPES, read_graph
from tests.conformance.comparison import Row

ENDPOINT = re.compile(r"\b(SERVICE|LOAD)(\s+(?:SILENT\s+)?)<([^>\s]*)>", re.IGNORECASE)
# What the suites call so is to fail; the others of a syntax test answer from an empty graph.
INVALID = "invalid"


class StandIns:
    """One server for all endpoints: each has the address it stands for as its path."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}/"
        self.stores: dict[str, Store] = {}
        # Requests as they came: address and query.
        self.asked: list[tuple[str, str]] = []

    def local(self, iri: str) -> str:
        """Return the address here that stands for an endpoint."""
        return self.root + quote(iri, safe="")

    def open(self, services: Iterable[tuple[str, str]]) -> None:
        """Answer from these endpoints' data, and from no other."""
        self.stores = {}
        for iri, file in services:
            self.stores[iri] = Store()
            self.stores[iri].extend(read_graph(file))
        self.asked.clear()

    def replaced(self, text: str) -> str:
        """Return a query or update whose endpoints are those here; only HTTP is replaced."""

        def local(match: re.Match[str]) -> str:
            word, space, iri = match.groups()
            kept = iri.startswith(self.root) or (":" in iri and not iri.startswith("http"))
            return f"{word}{space}<{iri if kept else self.local(iri)}>"

        return ENDPOINT.sub(local, text)

    def replaced_rows(self, rows: Iterable[Row]) -> list[Row]:
        """Return rows in which the endpoints are those here."""
        locals_ = {NamedNode(iri): NamedNode(self.local(iri)) for iri in self.stores}
        return [tuple(locals_.get(term, term) for term in row) for row in rows]

    def reply(self, iri: str, query: str | None) -> tuple[HTTPStatus, str, bytes]:
        """Return what the endpoint with this address says."""
        if INVALID in iri:
            return HTTPStatus.NOT_FOUND, "text/plain", b""
        if query is None:
            return HTTPStatus.OK, "text/turtle", b""
        store = self.stores.get(iri, Store())
        results = store.query(self.replaced(query))
        assert not isinstance(results, QueryTriples)
        data = results.serialize(format=QueryResultsFormat.XML)
        return HTTPStatus.OK, MEDIA_TYPES["srx"], data or b""


class _Handler(BaseHTTPRequestHandler):
    standins: StandIns

    def _answer(self, query: str | None) -> None:
        iri = unquote(urlsplit(self.path).path[1:])
        self.standins.asked.append((iri, query or ""))
        try:
            status, media_type, data = self.standins.reply(iri, query)
        except (SyntaxError, OSError, RuntimeError) as error:
            status, media_type = HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain"
            data = str(error).encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        given = parse_qs(urlsplit(self.path).query).get("query")
        self._answer(given[0] if given else None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = "form" in self.headers["Content-Type"]
        self._answer(parse_qs(body)["query"][0] if form else body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def standing_in() -> Iterator[StandIns]:
    """Run the stand-ins on a free port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        standins = StandIns(server.server_address[1])
        server.RequestHandlerClass = type("Handler", (_Handler,), {"standins": standins})
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield standins
        finally:
            server.shutdown()
            thread.join()
