"""Who may write a plain store, what an update may not do, and that nothing reaches out."""

from __future__ import annotations

import re
import socket
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from techland.graph.store_errors import OutwardUpdate
from techland.queries.connections import refuse_connections
from techland.queries.limits import Limits
from techland.queries.plain.store import QUEUE_LENGTH
from techland.queries.plain.update_guard import checked_update
from tests.plain.served_store import TOKEN, WRITER, ServedStore, serving

SHORT = {"TECHLAND_QUERY_SECONDS": "3"}
UPDATE = {"Content-Type": "application/sparql-update"}


class Listener:
    """Listens on loopback and counts who connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStore]:
    with serving(tmp_path_factory.mktemp("access") / "store", "--writable") as found:
        yield found


@pytest.mark.parametrize(
    ("authorization", "status", "told"),
    [
        (None, 401, "Bearer"),
        ("", 401, "Bearer"),
        ("Bearer", 401, "Bearer"),
        (f"Basic {TOKEN}", 401, "Bearer"),
        ("Bearer wrong", 403, "insufficient_scope"),
        (f"Bearer {TOKEN}x", 403, "insufficient_scope"),
        ("Bearer \u00e9", 403, "insufficient_scope"),
    ],
)
def test_writing_needs_the_token(
    server: ServedStore, authorization: str | None, status: int, told: str
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    writes = [
        ("POST", "/sparql", "CLEAR ALL", {**UPDATE, **headers}),
        ("PUT", "/graphs?default", "", {"Content-Type": "text/turtle", **headers}),
        ("POST", "/graphs", "", {"Content-Type": "text/turtle", **headers}),
        ("DELETE", "/graphs?default", None, headers),
        ("PATCH", "/graphs?default", "CLEAR ALL", {**UPDATE, **headers}),
    ]
    for method, path, body, sent in writes:
        reply = server.send(method, path, body, sent)
        assert reply.status == status, (method, path)
        assert told in reply.headers["www-authenticate"]


def test_reading_needs_none(server: ServedStore) -> None:
    assert server.ask("ASK {}") is True
    assert server.send("GET", "/graphs?default").status == 200


def test_the_scheme_is_written_in_any_case(server: ServedStore) -> None:
    headers = {**UPDATE, "Authorization": f"bEARER {TOKEN}"}
    assert server.send("POST", "/sparql", "CLEAR ALL", headers).status == 204


def test_a_token_is_made_and_told_once(tmp_path: Path) -> None:
    with serving(tmp_path / "store", "--writable", settings={"TECHLAND_TOKEN": ""}) as found:
        assert found.process.stdout
        line = found.process.stdout.readline()
        token = re.fullmatch(r"token for writing: (\S{32,})\n", line)
        assert token, line
        headers = {**UPDATE, "Authorization": f"Bearer {token[1]}"}
        assert found.send("POST", "/sparql", "CLEAR ALL", headers).status == 204
        assert found.send("POST", "/sparql", "CLEAR ALL", {**UPDATE, **WRITER}).status == 403


def test_a_token_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("the-token-of-the-file\n")
    file.chmod(stat.S_IRUSR)
    with serving(tmp_path / "store", "--writable", "--token-file", str(file)) as found:
        headers = {**UPDATE, "Authorization": "Bearer the-token-of-the-file"}
        assert found.send("POST", "/sparql", "CLEAR ALL", headers).status == 204
        assert found.send("POST", "/sparql", "CLEAR ALL", {**UPDATE, **WRITER}).status == 403


OUTWARD = [
    "LOAD <{at}>",
    "LOAD <{at}> INTO GRAPH <x:g>",
    "LOAD SILENT <{at}> ; LOAD <{at}>",
    "lOaD <{at}>",
    r"L\u004FAD <{at}>",
    r"\u004coad <{at}>",
    r"\U0000004CoAd <{at}>",
    "INSERT DATA {{ <x:s> <x:p> 'LOAD' }};LOAD<{at}>",
    "# a comment\nCLEAR ALL;\n# LOAD\nLOAD <{at}>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{at}> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ sErViCe SILENT <{at}> {{ ?s ?p ?o }} }}",
    r"INSERT {{ ?s ?p ?o }} WHERE {{ \u0053ERVICE <{at}> {{ ?s ?p ?o }} }}",
    r"INSERT {{ ?s ?p ?o }} WHERE {{ S\u0045RVICE <{at}> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ BIND(<{at}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p 1 }} WHERE {{ {{ SELECT ?s ?p {{ SERVICE <{at}> {{ ?s ?p ?o }} }} }} }}",
    "DELETE {{ ?s ?p 1 }} WHERE {{ FILTER EXISTS {{ SERVICE <{at}> {{ ?s ?p ?o }} }} }}",
    "DELETE {{ ?s ?p 1 }} WHERE {{ FILTER(?a<?b)SERVICE<{at}>{{ ?s ?p ?o }} #>\n }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ FILTER(true)SERVICE<{at}>{{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ BIND(1 AS ?x)OPTIONAL{{SERVICE<{at}>{{ ?s ?p ?o }} }} }}",
]


@pytest.mark.parametrize("text", OUTWARD)
def test_no_update_reaches_out(server: ServedStore, listener: Listener, text: str) -> None:
    text = text.format(at=listener.address)
    # Well written, and refused; 400 where the engine reads no escapes in a keyword.
    refused = 400 if "\\" in text else 403
    assert server.update(text).status == refused
    patched = server.send("PATCH", "/graphs?default", text, {**UPDATE, **WRITER})
    assert patched.status == refused
    assert listener.connections == 0


@pytest.mark.parametrize(
    ("text", "not_loaded"),
    [
        ("LOAD SILENT <{at}>", "1"),
        ("load silent<{at}>INTO GRAPH<x:g>;", "1"),
        ("LOAD SILENT at: INTO GRAPH at:g ;\n# LOAD\nLOAD SILENT at:y", "2"),
    ],
)
def test_a_silent_load_fetches_nothing_and_the_update_goes_on(
    server: ServedStore, listener: Listener, text: str, not_loaded: str
) -> None:
    server.update("CLEAR ALL ; INSERT DATA { <x:s> <x:p> 1 . GRAPH <x:g> { <x:s> <x:p> 2 } }")
    before = f"PREFIX at: <{listener.address}> DELETE DATA {{ <x:s> <x:p> 1 }} ; "
    reply = server.update(before + text.format(at=listener.address))
    assert (reply.status, reply.headers["techland-not-loaded"]) == (204, not_loaded)
    assert server.ask("SELECT ?g ?n { { ?s ?p ?n } UNION { GRAPH ?g { ?s ?p ?n } } }") == [
        ("x:g", "2")
    ]
    assert listener.connections == 0


@pytest.mark.parametrize("text", ["LOAD", "LOAD <x:y> INTO", "LOAD SILENT <x:y> INTO <x:g>"])
def test_what_is_no_load_is_no_update(server: ServedStore, text: str) -> None:
    reply = server.update(f"CLEAR ALL; {text} ; CLEAR ALL")
    assert (reply.status, reply.json["line"]) == (400, 1)


def test_the_listener_would_see_a_connection(listener: Listener) -> None:
    with pytest.raises(OSError, match=r"."):
        Store().update(f"LOAD <{listener.address}>")
    assert listener.connections


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://x/load> <http://x/service> 'LOAD <x:y>' }",
        "INSERT DATA { <x:s> <x:p> '''\nLOAD <x:y>\nSERVICE ?x''' } # LOAD",
        "PREFIX load: <x:> INSERT DATA { load:service load:load load:download }",
        "INSERT { ?service ?load ?o } WHERE { ?service ?load ?o }",
    ],
)
def test_the_words_may_stand_in_names_and_strings(server: ServedStore, text: str) -> None:
    assert server.update(text).status == 204


def test_the_kernel_refuses_sockets_to_the_process_that_writes(listener: Listener) -> None:
    """A second wall: should a text get past the checks, the engine still gets no socket."""
    said: list[str] = []

    def reach() -> None:
        assert refuse_connections()  # binds this thread alone
        try:
            Store().update(f"LOAD <{listener.address}>")
        except OSError as error:
            said.append(str(error))

    thread = threading.Thread(target=reach)
    thread.start()
    thread.join()
    assert said == ["Permission denied (os error 13)"]
    assert listener.connections == 0


def test_the_guard_tells_the_place() -> None:
    with pytest.raises(OutwardUpdate) as found:
        checked_update("CLEAR ALL ;\n  load <x:y>", Limits())
    assert (found.value.word, found.value.line, found.value.column) == ("LOAD", 2, 3)


def test_graph_bodies_reach_nowhere(server: ServedStore, listener: Listener) -> None:
    remote = f'{{"@context": "{listener.address}", "@id": "x:s", "name": "n"}}'
    headers = {"Content-Type": "application/ld+json", **WRITER}
    assert server.send("PUT", "/graphs?default", remote, headers).status == 400
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{listener.address}">]><r>&x;</r>'
    xml = {"Content-Type": "application/rdf+xml", **WRITER}
    assert server.send("PUT", "/graphs?default", entity, xml).status == 400
    assert listener.connections == 0


@pytest.mark.soak
def test_too_many_writers_are_told_to_come_again(tmp_path: Path) -> None:
    """One slow update holds the others up: those beyond the queue are refused, and none is lost."""
    with serving(
        tmp_path / "store", "--writable", settings={"TECHLAND_QUERY_SECONDS": "3"}
    ) as found:
        numbers = " ".join(str(i) for i in range(60))
        slow = (
            "INSERT { <x:s> <x:p> ?a } WHERE { "
            + " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abcdef")
            + " FILTER(?a + ?b + ?c + ?d + ?e + ?f < 0) }"
        )
        replies: list[tuple[int, str | None]] = []

        def write(text: str) -> None:
            reply = found.update(text)
            replies.append((reply.status, reply.headers.get("retry-after")))

        writers = [threading.Thread(target=write, args=(slow,))]
        for number in range(80):
            text = f"INSERT DATA {{ <x:s> <x:n> {number} }}"
            writers.append(threading.Thread(target=write, args=(text,)))
        for writer in writers:
            writer.start()
            if writer is writers[0]:
                time.sleep(0.5)
        assert found.ask("ASK {}") is True  # readers do not wait
        for writer in writers:
            writer.join()
        statuses = [status for status, _ in replies]
        assert statuses.count(504) == 1
        assert statuses.count(503) == 81 - QUEUE_LENGTH
        assert {after for status, after in replies if status == 503} == {"1"}
        stored = found.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s <x:n> ?n }")
        assert stored == [(str(statuses.count(204)),)]
