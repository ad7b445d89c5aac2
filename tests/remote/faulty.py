"""A server of this machine that answers as broken endpoints do, and counts how often."""

from __future__ import annotations

import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

JSON = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}'


@dataclass
class Reply:
    """What is sent: ``cut`` leaves the body after half of it, ``slow`` waits before and between."""

    status: int = 200
    body: bytes = ROWS
    media_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    slow: float = 0.0


@dataclass
class Faulty:
    """The server: its address, the requests that came, and what it answers to the next ones."""

    address: str
    replies: list[Reply]
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.headers)


def _handler(faulty: Callable[[], Faulty]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            shown = faulty()
            shown.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = shown.replies.pop(0) if len(shown.replies) > 1 else shown.replies[0]
            with suppress(ConnectionError):
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.slow)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.media_type)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            half = len(reply.body) // 2
            self.wfile.write(reply.body[:half])
            if reply.slow:
                self.wfile.flush()
                time.sleep(reply.slow)
            if not reply.cut:
                self.wfile.write(reply.body[half:])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.answer)
    return Handler


@contextmanager
def serving(*replies: Reply, certificate: Path | None = None) -> Iterator[Faulty]:
    """Answer with these replies, the last one again and again."""
    found: list[Faulty] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: found[0]))
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
        server.handle_error = lambda *_: None
    found.append(Faulty(f"{scheme}://127.0.0.1:{server.server_port}/sparql", list(replies)))
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield found[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
