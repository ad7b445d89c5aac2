"""A plain store as a whole: its folder, its transactions, its limits, its restarts."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from techland.graph.store_errors import (
    UpdateOutOfMemory,
    UpdateTimeout,
    WriterDied,
)
from techland.queries.limits import Limits
from techland.queries.plain.shown import SMALL_BYTES
from techland.queries.plain.store import PlainStore
from techland.queries.plain.write_bounds import has_space
from tests.plain.served_store import WRITER, serving

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
# More quads than a copy in memory holds: queries read a checkpoint on disk.
MANY = SMALL_BYTES // 20
_NUMBERS = "VALUES ?d { 0 1 2 3 4 5 6 7 8 9 }"
LIMITED_FILES = (
    sys.executable,
    "-c",
    "import os, resource, sys; n = int(sys.argv[1]); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (n, n)); os.execv(sys.argv[2], sys.argv[2:])",
    str(4 * 2**20),
)


def ask(store: PlainStore, text: str) -> str:
    """Return an answer's CSV without its head."""
    answer = store.processes.evaluate(text, format="csv")
    return b"".join(answer.chunks).decode().partition("\r\n")[2].strip()


def many(count: int = MANY) -> bytes:
    return b"".join(b"<x:s%d> <x:p> %d .\n" % (i, i) for i in range(count))


@pytest.fixture(params=["small", "large"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlainStore]:
    """A store whose queries read a copy in memory, and one whose queries read a checkpoint."""
    with PlainStore(tmp_path / "store") as found:
        if request.param == "large":
            found.put_graph("x:many", many(), "TURTLE", "x:many")
            assert list((tmp_path / "store" / "shown").glob("*/checkpoint"))
        yield found


def test_every_query_sees_every_update_before_it(store: PlainStore) -> None:
    for number in range(10):
        store.update(f"INSERT DATA {{ <x:s> <x:n> {number} }}")
        assert ask(store, COUNT) == str(number + 1)
    store.update("CLEAR DEFAULT")
    assert ask(store, COUNT) == "0"


def test_an_empty_graph_is_shown(store: PlainStore) -> None:
    store.update("CREATE GRAPH <x:empty>")
    assert ask(store, "ASK { GRAPH <x:empty> {} }").endswith("true") or "true" in ask(
        store, "SELECT (true AS ?t) { GRAPH <x:empty> {} }"
    )


def test_a_query_under_way_sees_its_own_state_to_its_end(store: PlainStore) -> None:
    store.update("INSERT DATA { " + "".join(f"<x:s> <x:n> {i} ." for i in range(300)) + "}")
    text = "SELECT ?a ?b ?c WHERE { <x:s> <x:n> ?a, ?b . <x:s> <x:n> ?c FILTER(?c < 20) }"
    answer = store.processes.evaluate(text, format="csv")
    for _ in range(3):
        store.update("DELETE WHERE { <x:s> <x:n> ?n }")
    assert b"".join(answer.chunks).count(b"\r\n") == 1 + 300 * 300 * 20
    assert ask(store, COUNT) == "0"


def test_no_reader_sees_half_an_update(store: PlainStore) -> None:
    """Each update moves all of a set: a reader finds the whole of it on one side."""
    store.update("INSERT DATA { " + "".join(f"<x:s> <x:left> {i} ." for i in range(50)) + "}")
    moves = ("left", "right"), ("right", "left")
    stop = threading.Event()
    seen: list[str] = []

    def read() -> None:
        while not stop.is_set():
            text = "SELECT ?side (COUNT(*) AS ?n) WHERE { <x:s> ?side ?i } GROUP BY ?side"
            seen.append(ask(store, text))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    turn = 0
    while (len(seen) < 40 or turn < 10) and any(reader.is_alive() for reader in readers):
        here, there = moves[turn % 2]
        turn += 1
        store.update(
            f"INSERT {{ <x:s> <x:{there}> ?i }} WHERE {{ <x:s> <x:{here}> ?i }} ; "
            f"DELETE WHERE {{ <x:s> <x:{here}> ?i }}"
        )
    stop.set()
    for reader in readers:
        reader.join()
    assert turn >= 10
    assert len(seen) >= 40
    assert set(seen) <= {"x:left,50", "x:right,50"}


def test_a_store_of_many_files_is_read_whole(tmp_path: Path) -> None:
    """The engine opens a checkpoint's files as it reads them, if they are more than a few."""
    with PlainStore(tmp_path / "store") as store:
        store.put_graph("x:many", many(), "TURTLE", "x:many")
        for number in range(12):
            store.update(f"INSERT DATA {{ GRAPH <x:g{number}> {{ <x:s{number}> <x:p> 'x' }} }}")
            if number % 4 == 3:
                store._writer._restart()
        store.update("INSERT DATA { <x:s> <x:p> 1 }")
        assert len(list((tmp_path / "store" / "shown").glob("*/checkpoint/*.sst"))) > 20
        count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
        assert ask(store, count) == str(MANY + 12)
        assert ask(store, "SELECT ?g WHERE { GRAPH ?g { <x:s3> <x:p> 'x' } }") == "x:g3"


def test_parallel_writers_are_queued_and_none_is_lost(store: PlainStore) -> None:
    """Each update adds one to a number: lost updates would show in it."""
    store.update("INSERT DATA { <x:s> <x:n> 0 }")
    add = "DELETE { ?s <x:n> ?n } INSERT { ?s <x:n> ?m } WHERE { ?s <x:n> ?n BIND(?n + 1 AS ?m) }"

    def write() -> None:
        for _ in range(5):
            store.update(add)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert ask(store, "SELECT ?n WHERE { ?s <x:n> ?n }") == "20"


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    with PlainStore(tmp_path / "store") as store:
        store.update("INSERT DATA { <x:s> <x:p> 1 GRAPH <x:g> { <x:s> <x:p> _:b } }")
        store.update("CREATE GRAPH <x:empty>")
    with PlainStore(tmp_path / "store") as store:
        assert ask(store, COUNT) == "1"
        assert ask(store, "SELECT ?g { GRAPH ?g {} } ORDER BY ?g").split() == ["x:empty", "x:g"]


def test_an_update_at_its_deadline_leaves_nothing(tmp_path: Path) -> None:
    with PlainStore(tmp_path / "store", Limits(seconds=1)) as store:
        store.put_graph(None, many(300), "TURTLE", "x:")
        endless = (
            "INSERT DATA { <x:first> <x:p> 1 } ; INSERT { ?a <x:q> ?d } WHERE "
            "{ ?a ?p ?x . ?b ?p ?y . ?c ?p ?z . ?d ?p ?u FILTER(?x + ?y + ?z + ?u < 0) }"
        )
        begun = time.monotonic()
        with pytest.raises(UpdateTimeout):
            store.update(endless)
        assert time.monotonic() - begun < 30, "it has no end by itself"
        assert ask(store, COUNT) == "300"
        store.update("INSERT DATA { <x:second> <x:p> 1 }")
        assert ask(store, COUNT) == "301"


@pytest.mark.skipif(sys.platform != "linux", reason="address space is bounded on Linux only")
def test_an_update_beyond_its_memory_leaves_nothing(tmp_path: Path) -> None:
    with PlainStore(tmp_path / "store", Limits(memory_bytes=64 * 2**20)) as store:
        store.put_graph(None, many(300), "TURTLE", "x:")
        large = (
            "INSERT { ?a <x:q> ?long } WHERE { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z "
            "BIND(CONCAT(STR(?a), STR(?b), STR(?c)) AS ?long) }"
        )
        with pytest.raises(UpdateOutOfMemory):
            store.update(large)
        assert ask(store, COUNT) == "300"
        store.update("INSERT DATA { <x:second> <x:p> 1 }")
        assert ask(store, COUNT) == "301"


def test_a_writing_process_that_dies_is_replaced(tmp_path: Path) -> None:
    with PlainStore(tmp_path / "store") as store:
        store.put_graph(None, many(300), "TURTLE", "x:")
        pid = store._writer.pid
        threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()
        with pytest.raises(WriterDied):
            store.update(
                "INSERT { ?a <x:q> 1 } WHERE { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z . ?d ?p ?u "
                "FILTER(?x + ?y + ?z + ?u < 0) }"
            )
        assert store._writer.pid != pid
        store.update("INSERT DATA { <x:second> <x:p> 1 }")
        assert ask(store, COUNT) == "301"


@pytest.mark.soak
def test_what_cannot_be_stored_is_told_and_leaves_the_former_state(tmp_path: Path) -> None:
    """Files may not grow beyond a limit here: to the engine that is a disk that is full."""
    folder = tmp_path / "store"
    with serving(folder, "--writable", prefix=LIMITED_FILES) as server:
        assert server.update("INSERT DATA { <x:s> <x:p> 1 }").status == 204
        headers = {"Content-Type": "text/turtle", **WRITER}
        body = b"".join(b'<x:%d> <x:p> "%s" .\n' % (i, b"%d" % i * 200) for i in range(8000))
        reply = server.send("POST", "/graphs?default", body, headers)
        assert reply.status == 507, reply.body
        assert "not stored" in reply.json["detail"]
        assert server.ask(COUNT) == [("1",)]
        assert server.update("INSERT DATA { <x:s> <x:p> 2 }").status == 204
        assert server.ask(COUNT) == [("2",)]
    with serving(folder) as server:
        assert server.ask(COUNT) == [("2",)]


def test_too_little_space_is_told_beforehand(tmp_path: Path) -> None:
    assert has_space(tmp_path, 2**60)
    assert has_space(tmp_path, 0) is None


def test_spawned_processes_see_every_update_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TECHLAND_PROCESSES", "spawn")
    with PlainStore(tmp_path / "store") as store:
        for number in range(3):
            store.update(f"INSERT DATA {{ <x:s> <x:n> {number} }}")
            assert ask(store, COUNT) == str(number + 1)
