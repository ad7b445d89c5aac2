"""Evaluation within limits, in forked and in spawned query processes alike."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from techland.graph.query_errors import (
    BadSetting,
    ForbiddenForm,
    FormatDoesNotFit,
    ProcessesClosed,
    QueryCancelled,
    QueryOutOfMemory,
    QueryQueueFull,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooDeep,
    QueryTooLong,
    StoppedQuery,
    UnreadableAnswer,
)
from techland.graph.snapshot import Snapshot
from techland.queries.catalogue import catalogue
from techland.queries.evaluation import InProcess, QueryProcesses
from techland.queries.limits import Limits
from techland.queries.places import Places
from techland.queries.solutions import Solutions, Triples, read_answer
from techland.queries.start_way import SETTING, StartWay, start_way

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SMALL = "ASK { ?s ?p ?o }"
FEW_MODULES = {"pyoxigraph", "techland", "__main__", "_distutils_hack", "_virtualenv"}
WAYS: list[StartWay] = ["fork", "spawn"]


@pytest.fixture(scope="module", params=WAYS)
def processes(
    request: pytest.FixtureRequest, curated_snapshot: Snapshot
) -> Iterator[QueryProcesses]:
    with QueryProcesses(curated_snapshot.quads_path, start=request.param) as opened:
        yield opened


def answered(processes: QueryProcesses | InProcess, text: str, **options: str) -> bytes:
    return b"".join(processes.evaluate(text, **options).chunks)


def test_the_whole_catalogue_answers_as_in_process(
    processes: QueryProcesses, curated_snapshot: Snapshot
) -> None:
    here = InProcess(curated_snapshot.quads_path)
    for query in catalogue().values():
        assert answered(processes, query.text) == answered(here, query.text), query.name


def test_every_form_in_every_format_that_fits(processes: QueryProcesses) -> None:
    rows = "SELECT ?s { ?s a tl:Agreement } ORDER BY ?s LIMIT 2"
    triples = "CONSTRUCT { ?s a tl:Agreement } WHERE { ?s a tl:Agreement }"
    for name in ("json", "xml", "csv", "tsv"):
        assert answered(processes, rows, format=name)
        assert answered(processes, SMALL, format=name)
    for name in ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"):
        assert answered(processes, triples, format=name)
    with pytest.raises(FormatDoesNotFit):
        processes.evaluate(rows, format="turtle")
    assert len(read_answer(processes.evaluate(rows))) == 2
    found = read_answer(processes.evaluate(triples))
    assert isinstance(found, Triples)
    assert len(found) == len(found.to_rdflib()) == 23
    with pytest.raises(UnreadableAnswer):
        read_answer(processes.evaluate(rows, format="csv"))


def test_a_runaway_is_stopped_at_its_deadline(processes: QueryProcesses) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        processes.evaluate(RUNAWAY, limits=Limits(seconds=0.5))
    assert caught.value.seconds == 0.5
    assert time.monotonic() - begun < 30, "half of what it has without a deadline of its own"
    assert answered(processes, SMALL)


@pytest.mark.soak
def test_twenty_runaways_leave_the_processes_usable(processes: QueryProcesses) -> None:
    def run(_: int) -> type[BaseException]:
        with pytest.raises(StoppedQuery) as caught:
            processes.evaluate(RUNAWAY, limits=Limits(seconds=0.2))
        return caught.type

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(run, range(20))) == {QueryTimeout}
    assert answered(processes, SMALL)


def test_a_memory_bomb_is_stopped(processes: QueryProcesses) -> None:
    bomb = "SELECT DISTINCT ?a ?b ?d ?e { ?a ?b ?c . ?d ?e ?f }"
    limits = Limits(seconds=50, memory_bytes=2**26)
    with pytest.raises(QueryOutOfMemory):
        sum(map(len, processes.evaluate(bomb, limits=limits).chunks))
    assert answered(processes, SMALL)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELECT * {" + "{" * 100_000, QueryTooDeep),
        ("SELECT * { FILTER(" + "(" * 100_000, QueryTooDeep),
        ("ASK { ?s ?p '" + "x" * 2**20 + "' }", QueryTooLong),
        ("SELECT * { ?s ?p }", QuerySyntaxError),
        ("", QuerySyntaxError),
        ("SELECT * { ?s ?p 'open }", QuerySyntaxError),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", ForbiddenForm),
        ("LOAD <http://127.0.0.1/>", ForbiddenForm),
    ],
)
def test_what_is_refused_before_it_runs(
    processes: QueryProcesses, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        processes.evaluate(text)


def test_a_syntax_error_names_line_and_column(processes: QueryProcesses) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        processes.evaluate("SELECT *\n{ ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 9)


@pytest.mark.parametrize(
    "disguise",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE SILENT <URL> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } } } }",
        "SELECT * { VALUES ?url { <URL> } SERVICE ?url { ?s ?p ?o } }",
        "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
        "SELECT * { FILTER(trueSERVICE<URL>{ ?s ?p ?o }) }",
    ],
)
def test_no_query_reaches_out(processes: QueryProcesses, disguise: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        with pytest.raises((ForbiddenForm, QuerySyntaxError)):
            processes.evaluate(disguise.replace("URL", address))
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.parametrize(
    "harmless",
    [
        "SELECT * { ?service ?p 'SERVICE' } LIMIT 1",
        "# SERVICE\nASK { ?s ?p ?o }",
        "ASK { ?s <http://example.org/SERVICE> ?o }",
        "PREFIX service: <http://example.org/> ASK { ?s service:SERVICE ?o }",
        'ASK { ?s ?p """LOAD\nSERVICE""" }',
    ],
)
def test_the_word_alone_is_no_offence(processes: QueryProcesses, harmless: str) -> None:
    assert answered(processes, harmless)


def test_closing_an_answer_frees_its_process(curated_snapshot: Snapshot) -> None:
    with QueryProcesses(curated_snapshot.quads_path, size=1) as processes:
        answer = processes.evaluate("SELECT * { ?a ?b ?c . ?d ?e ?f }")
        assert next(answer.chunks)
        answer.close()
        assert answered(processes, SMALL)
        assert next(processes.evaluate("SELECT * { ?a ?b ?c . ?d ?e ?f }").chunks)
        gc.collect()
        assert answered(processes, SMALL)


def test_an_answer_closed_by_another_thread_is_cut(processes: QueryProcesses) -> None:
    answer = processes.evaluate("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    threading.Timer(0.3, answer.close).start()
    with pytest.raises(QueryCancelled):
        sum(map(len, answer.chunks))


def test_an_answer_streams_before_it_is_whole(processes: QueryProcesses) -> None:
    answer = processes.evaluate("SELECT * { ?a ?b ?c . ?d ?e ?f }", limits=Limits(seconds=20))
    begun = time.monotonic()
    size = sum(len(next(answer.chunks)) for _ in range(20))
    assert size > 20 * 1000
    assert time.monotonic() - begun < 15, "billions of rows would never be whole"
    answer.close()


def test_eight_threads_get_each_its_own_answer(processes: QueryProcesses) -> None:
    def ask(number: int) -> str:
        found = read_answer(processes.evaluate(f"SELECT ?n {{ BIND({number} AS ?n) }}"))
        assert isinstance(found, Solutions)
        return found[0]["n"].value

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(200))) == [str(number) for number in range(200)]


def test_the_forking_process_has_one_thread_and_few_modules(curated_snapshot: Snapshot) -> None:
    with QueryProcesses(curated_snapshot.quads_path, start="fork") as processes:
        answered(processes, SMALL)
        assert processes.state["threads"] == 1
        assert set(processes.state["modules"]) <= FEW_MODULES


@pytest.mark.parametrize("way", WAYS)
def test_no_process_outlives_its_user(curated_snapshot: Snapshot, way: StartWay) -> None:
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from techland.queries.evaluation import QueryProcesses\n"
        "processes = QueryProcesses(Path(sys.argv[1]), start=sys.argv[2])\n"
        "b''.join(processes.evaluate('ASK { ?s ?p ?o }').chunks)\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(curated_snapshot.quads_path), way]
    others = _query_processes(curated_snapshot.quads_path)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as user:
        assert user.stdout
        assert user.stdout.readline() == "ready\n"
        started = _query_processes(curated_snapshot.quads_path) - others
        assert started
        os.kill(user.pid, signal.SIGKILL)
    for _ in range(100):
        left = started & _query_processes(curated_snapshot.quads_path)
        if not left:
            break
        time.sleep(0.1)
    assert left == set()


def _query_processes(path: Path) -> set[int]:
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            continue
        if b"techland.queries.process" in words and str(path).encode() in words:
            found.add(int(entry.name))
    return found


def test_closed_processes_answer_nothing(curated_snapshot: Snapshot) -> None:
    processes = QueryProcesses(curated_snapshot.quads_path)
    assert answered(processes, SMALL)
    processes.close()
    with pytest.raises(ProcessesClosed):
        processes.evaluate(SMALL)


def test_a_full_queue_is_told() -> None:
    places = Places(size=1, queue_length=0, queue_seconds=0.05)
    places.take()
    with pytest.raises(QueryQueueFull):
        places.take()
    places.give_back()
    places.take()


def test_the_setting_forces_a_way_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "spawn")
    assert start_way() == "spawn"
    monkeypatch.setenv(SETTING, "thread")
    with pytest.raises(BadSetting):
        start_way()
    monkeypatch.delenv(SETTING)
    assert start_way("fork") == "fork"


def test_limits_come_from_settings() -> None:
    settings = {"TECHLAND_QUERY_SECONDS": "2.5", "TECHLAND_QUERY_DEPTH": "7"}
    assert Limits.from_environment(settings) == Limits(seconds=2.5, depth=7)
    with pytest.raises(BadSetting):
        Limits.from_environment({"TECHLAND_QUERY_SECONDS": "soon"})
