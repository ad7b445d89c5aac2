"""What only a real connection shows: streaming through a coding, cuts, broken bodies."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from techland.graph.home import Home
from techland.server.content_codings import coded, encoder
from techland.server.http_protocol import HEAD_BYTES
from techland.server.request_body import ADDRESS_BYTES
from tests.event_loops import run_to_end

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CODINGS = ["gzip", "zstd"]


def reader(coding: str) -> object:
    if coding == "gzip":
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    return zstandard.ZstdDecompressor().decompressobj()


@pytest.mark.parametrize("coding", CODINGS)
@given(pieces=st.lists(st.binary(max_size=200_000), max_size=6))
def test_each_piece_can_be_read_when_it_has_come(coding: str, pieces: list[bytes]) -> None:
    taken: list[bytes] = []

    def source() -> Iterator[bytes]:
        for piece in pieces:
            taken.append(piece)
            yield piece

    decoding, got = reader(coding), b""
    for sent in coded(source(), coding):
        got += decoding.decompress(sent)  # type: ignore[attr-defined]  # of both libraries
        assert got == b"".join(taken), "nothing is held back until the next piece"
    assert got == b"".join(pieces)


@pytest.mark.parametrize("coding", CODINGS)
@given(pieces=st.lists(st.binary(max_size=200_000), max_size=6))
def test_each_piece_of_an_answer_too(coding: str, pieces: list[bytes]) -> None:
    taken: list[bytes] = []

    async def source() -> AsyncIterator[bytes]:
        for piece in pieces:
            taken.append(piece)
            yield piece

    async def read() -> bytes:
        decoding, got = reader(coding), b""
        encode = encoder(coding)
        assert encode is not None
        async for sent in encode(source()):
            got += decoding.decompress(sent)  # type: ignore[attr-defined]  # as above
            assert got == b"".join(taken)
        return got

    assert run_to_end(read()) == b"".join(pieces)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="module")
def server(curated_home: Home, log: Path) -> Iterator[tuple[str, int]]:
    """`techland serve` on a free port, which stops a query after a second."""
    settings = {"TECHLAND_HOME": str(curated_home.root), "TECHLAND_QUERY_SECONDS": "1"}
    command = [sys.executable, "-m", "techland.cli", "serve", "--port", "0"]
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **settings}
        ) as process,
    ):
        assert process.stdout
        address = urlsplit(process.stdout.readline().decode().strip())
        assert address.hostname
        assert address.port
        yield address.hostname, address.port
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def connection(server: tuple[str, int]) -> Iterator[http.client.HTTPConnection]:
    opened = http.client.HTTPConnection(*server, timeout=60)
    yield opened
    opened.close()


def path(query: str, **params: str) -> str:
    return f"/sparql?{urlencode({'query': query} | params)}"


@pytest.mark.parametrize("coding", CODINGS)
def test_rows_come_through_a_coding_before_the_end_and_a_cut_is_seen(
    connection: http.client.HTTPConnection, coding: str
) -> None:
    connection.request("GET", path(ENDLESS, format="tsv"), headers={"Accept-Encoding": coding})
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == coding
    rows = reader(coding).decompress(answer.read1())  # type: ignore[attr-defined]  # as above
    assert rows.startswith(b"?a\t?b\t?c"), "the query has no end, and yet its rows are here"
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        answer.read()


def test_an_answer_is_whole_over_one_kept_connection(
    connection: http.client.HTTPConnection,
) -> None:
    for _ in range(3):
        connection.request("GET", path("SELECT ?s { ?s a tl:Agreement }", format="csv"))
        answer = connection.getresponse()
        assert answer.status == 200
        assert len(answer.read().split()) == 24
        connection.request("HEAD", path("SELECT ?s { ?s a tl:Agreement }", format="csv"))
        head = connection.getresponse()
        assert head.status == 200
        assert head.read() == b""


@pytest.mark.soak
def test_a_connection_outlives_a_client_that_reads_what_it_got(
    connection: http.client.HTTPConnection,
) -> None:
    for seconds in (20, 0):
        connection.request("GET", path("ASK {}"))
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.read()
        # A million rows take some programs that long to read.
        time.sleep(seconds)


def test_head_and_get_of_a_graph_over_one_connection(
    connection: http.client.HTTPConnection,
) -> None:
    for method in ("HEAD", "GET", "HEAD"):
        connection.request(method, "/graphs/identity")
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200
        length = int(answer.headers["Content-Length"])
        assert length > 0
        assert len(content) == (length if method == "GET" else 0)


@pytest.mark.parametrize("length", [ADDRESS_BYTES + 1, HEAD_BYTES // 2])
def test_a_long_address_is_told_so(connection: http.client.HTTPConnection, length: int) -> None:
    connection.request("GET", f"/sparql?query=ASK%7B%7D&{'x' * length}")
    answer = connection.getresponse()
    assert answer.status == 414
    assert b"send the query by POST" in answer.read()


def test_a_head_without_end_is_refused(server: tuple[str, int]) -> None:
    said = b""
    with socket.create_connection(server, timeout=60) as client, suppress(ConnectionError):
        client.sendall(b"GET /sparql?" + b"x" * (4 * HEAD_BYTES))
        said = client.recv(100)
    assert not said or said.startswith(b"HTTP/1.1 4")


def test_broken_bodies_harm_nobody(
    server: tuple[str, int], connection: http.client.HTTPConnection, log: Path
) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    broken = [
        head + b"Content-Length: 100\r\n\r\nASK {",
        head + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK {",
        head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        head + b"Content-Length: nothing\r\n\r\n",
        b"\x00\xff" * 100 + b"\r\n\r\n",
    ]
    for sent in broken:
        with socket.create_connection(server, timeout=60) as client:
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            while client.recv(2**16):
                pass
    connection.request("GET", path("ASK {}"))
    assert connection.getresponse().status == 200
    said = log.read_text("utf-8")
    assert "ClientDisconnect" not in said


def test_who_sends_too_much_reads_why(connection: http.client.HTTPConnection) -> None:
    kind = {"Content-Type": "application/sparql-query"}
    connection.request("POST", "/sparql", body=b" " * (8 * 2**20), headers=kind)
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"longer than" in answer.read()
