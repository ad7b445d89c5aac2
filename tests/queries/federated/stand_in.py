"""A real engine on loopback that stands in for an endpoint, and tells what it was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

JSON = "application/sparql-results+json"
FOLDER = Path(__file__).parent


@dataclass
class Request:
    """What came: the query, and the headers by name in small letters."""

    query: str
    headers: dict[str, str]
    at: float


@dataclass
class StandIn:
    """An endpoint over a store; ``fault`` answers in the engine's place when it wants to."""

    store: Store
    requests: list[Request] = field(default_factory=list)
    fault: Callable[[BaseHTTPRequestHandler, int], bool] | None = None
    most_rows: int | None = None
    address: str = ""

    @property
    def queries(self) -> list[str]:
        return [request.query for request in self.requests]

    def answer(self, query: str) -> bytes:
        found = self.store.query(query)
        whole = found.serialize(format=QueryResultsFormat.JSON)
        assert whole is not None
        if self.most_rows is None:
            return whole
        return _cut(whole, self.most_rows)


def _cut(whole: bytes, most: int) -> bytes:
    """Return an answer with fewer rows, which does not say so."""
    import json

    told = json.loads(whole)
    told["results"]["bindings"] = told["results"]["bindings"][:most]
    return json.dumps(told).encode()


@contextmanager
def standing_in(*names: str) -> Iterator[StandIn]:
    """Serve the records of these files of the folder."""
    stand_in = StandIn(Store())
    for name in names:
        stand_in.store.load(path=str(FOLDER / f"{name}.ttl"), format=RdfFormat.TURTLE)

    class Handler(BaseHTTPRequestHandler):
        # Headers and body in one packet: two would wait for each other's receipt.
        wbufsize = -1

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            headers = {name.lower(): value for name, value in self.headers.items()}
            stand_in.requests.append(Request(form["query"][0], headers, time.monotonic()))
            if stand_in.fault and stand_in.fault(self, len(stand_in.requests)):
                return
            try:
                self.reply(200, JSON, stand_in.answer(form["query"][0]))
            except SyntaxError as error:
                self.reply(400, "text/plain", str(error).encode())

        def reply(self, status: int, kind: str, body: bytes, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 (the base's name)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in.address = f"http://127.0.0.1:{server.server_port}/sparql"
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield stand_in
        finally:
            server.shutdown()
            thread.join()
