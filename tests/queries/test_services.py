"""SERVICE reaches the endpoints that were opened, and nothing else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from techland.graph.query_errors import ForbiddenForm, QueryFailed, QuerySyntaxError
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import QueryProcesses
from techland.queries.solutions import Solutions, read_answer
from techland.queries.start_way import StartWay

ROW = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"there"}}]}}'


class Endpoint(ThreadingHTTPServer):
    """Answers one row at /sparql, and sends all else elsewhere."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.elsewhere = ""

    @property
    def iri(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(self.path)
        answers = self.path == "/sparql"
        self.send_response(200 if answers else 307)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(ROW) if answers else 0))
        if not answers:
            self.send_header("Location", self.server.elsewhere)
        self.end_headers()
        if answers:
            self.wfile.write(ROW)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 (the base's name)
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_an_opened_endpoint_is_asked_however_it_is_written(
    curated_snapshot: Snapshot, endpoint: Endpoint, start: StartWay
) -> None:
    base = endpoint.iri.removesuffix("sparql")
    spellings = [
        "SELECT * { SERVICE <IRI> { ?s ?p ?x } }",
        "SELECT * { service silent <IRI> { ?s ?p ?x } }",
        "SELECT * { \\u0053ERVICE <IRI> { ?s ?p ?x } }",
        "SELECT * { SERVICE <BASE\\u0073parql> { ?s ?p ?x } }",
        "PREFIX there: <BASE> SELECT * { SERVICE there:sparql { ?s ?p ?x } }",
        "BASE <BASE> SELECT * { { SELECT ?x { SERVICE <sparql> { ?s ?p ?x } } } }",
    ]
    with QueryProcesses(
        curated_snapshot.quads_path, start=start, services=[endpoint.iri]
    ) as processes:
        for spelling in spellings[: 2 if start == "spawn" else None]:
            text = spelling.replace("IRI", endpoint.iri).replace("BASE <BASE>", f"BASE <{base}>")
            answer = read_answer(processes.evaluate(text.replace("<BASE", f"<{base}")))
            assert isinstance(answer, Solutions)
            assert answer.texts()[0][-1] == "there", spelling
        # The next query runs in a process that can open no connection.
        assert read_answer(processes.evaluate("ASK { ?s ?p ?o }")) is True
    assert set(endpoint.asked) == {"/sparql"}


@pytest.mark.parametrize(
    "disguise",
    [
        "SELECT * { SERVICE <OTHER> { ?s ?p ?x } }",
        "SELECT * { sErViCe SILENT <OTHER> { ?s ?p ?x } }",
        "SELECT * { \\u0053ERVICE <OTHER> { ?s ?p ?x } }",
        "SELECT * { SERVICE <OPEN> { SERVICE <OTHER> { ?s ?p ?x } } }",
        "SELECT * { { SELECT * { SERVICE SILENT <OTHER> { ?s ?p ?x } } } }",
        "SELECT * { VALUES ?e { <OTHER> } SERVICE ?e { ?s ?p ?x } }",
        "SELECT * { VALUES ?e { <OPEN> } SERVICE ?e { ?s ?p ?x } }",
        "SELECT * { FILTER EXISTS { SERVICE <OTHER> { ?s ?p ?x } } }",
        "SELECT * { FILTER(trueSERVICE<OTHER>{ ?s ?p ?x }) }",
        "SELECT * { FILTER(trueSERVICE<OPEN>{ ?s ?p ?x }) }",
        "PREFIX o: <OTHER> SELECT * { SERVICE o: { ?s ?p ?x } }",
        "BASE <OTHER> SELECT * { SERVICE <> { ?s ?p ?x } }",
        "PREFIX o: <OPEN> SELECT * { SERVICE o:/../../other { ?s ?p ?x } }",
        "SELECT * { SERVICE <OPEN/> { ?s ?p ?x } }",
        "SELECT * { SERVICE <OPEN?query=x> { ?s ?p ?x } }",
        "SELECT * { SERVICE <http://nobody.invalid/sparql> { ?s ?p ?x } }",
        "INSERT { ?s ?p ?x } WHERE { SERVICE <OTHER> { ?s ?p ?x } }",
        "LOAD <OTHER>",
    ],
)
def test_no_other_address_is_reached(
    curated_snapshot: Snapshot, endpoint: Endpoint, disguise: str
) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        QueryProcesses(curated_snapshot.quads_path, services=[endpoint.iri]) as processes,
    ):
        listener.setblocking(False)
        other = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        text = disguise.replace("OTHER", other).replace("OPEN", endpoint.iri)
        with pytest.raises((ForbiddenForm, QuerySyntaxError)):
            processes.evaluate(text)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert endpoint.asked == []


def test_an_opened_endpoint_cannot_send_a_query_elsewhere(
    curated_snapshot: Snapshot, endpoint: Endpoint
) -> None:
    moved = endpoint.iri.replace("/sparql", "/moved")
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        QueryProcesses(curated_snapshot.quads_path, services=[moved]) as processes,
    ):
        listener.setblocking(False)
        endpoint.elsewhere = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(QueryFailed, match="307"):
            processes.evaluate(f"SELECT * {{ SERVICE <{moved}> {{ ?s ?p ?x }} }}")
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert endpoint.asked == ["/moved"]
