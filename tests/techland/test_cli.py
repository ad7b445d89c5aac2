"""The command line as a person meets it: help, answers, errors, exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from techland.cli import COMMANDS
from techland.graph.home import Home
from techland.graph.publication import Contents, publish
from techland.knowledge_graph import KnowledgeGraph
from techland.ontology.terms import BASE, RDF, TL
from tests.graph.fact_folder import SMALL

COMMAND = [sys.executable, "-m", "techland.cli"]


def run(home: Home, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TECHLAND_HOME": str(home.root), "COLUMNS": "200"}
    return subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


def fails(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_help_lists_every_command_with_examples(curated_home: Home) -> None:
    done = run(curated_home, "--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in COMMANDS)
    assert "Examples:" in done.stdout
    for command in COMMANDS:
        assert run(curated_home, command, "--help").returncode == 0


HEAVY = ("networkx", "rdflib", "numpy", "polars", "pyshacl", "jinja2")


def test_a_query_loads_no_library_that_it_has_no_use_for(curated_home: Home) -> None:
    told = f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    text = (
        "import atexit, sys\nfrom techland.cli import main\n"
        f"atexit.register(lambda: {told})\nsys.argv = ['techland', 'query', 'signatories']\nmain()"
    )
    environment = {**os.environ, "TECHLAND_HOME": str(curated_home.root)}
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout.count("\n") == 112
    assert done.stderr.strip() == "[]"


def test_query_in_a_pipe_is_plain_csv(curated_home: Home) -> None:
    done = run(curated_home, "query", "signatories")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 111
    assert done.stderr == ""


def test_query_from_text_file_and_standard_input_agree(curated_home: Home, tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/techland/ontology#Agreement> }"
    file = tmp_path / "count.rq"
    file.write_text(text, encoding="utf-8")
    answers = {
        run(curated_home, "query", "-e", text).stdout,
        run(curated_home, "query", str(file)).stdout,
        run(curated_home, "query", "-", stdin=text).stdout,
    }
    assert {answer.split() == ["n", "23"] for answer in answers} == {True}


def test_query_takes_parameters_and_formats(curated_home: Home, tmp_path: Path) -> None:
    arguments = ["query", "agreement-parties", "-p", "agreement=mou-2021", "-f", "json"]
    answer = json.loads(run(curated_home, *arguments).stdout)
    assert answer["head"]["vars"]
    out = tmp_path / "answer.csv"
    done = run(curated_home, "query", "signatories", "--out", str(out))
    assert done.returncode == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 112


def test_a_value_that_names_nothing_is_told(curated_home: Home, kg: KnowledgeGraph) -> None:
    name, told = "cross-border-partners-on-theme", "theme/hydrogn>; did you mean 'hydrogen'?"
    done = run(curated_home, "query", name, "-p", "theme=hydrogn")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert done.stderr.startswith("note: theme: ")
    assert done.stderr.rstrip().endswith(told)
    with pytest.warns(UserWarning, match="hydrogn"):
        assert len(kg.query(name, theme="hydrogn")) == 0
    assert run(curated_home, "query", name, "-p", "theme=hydrogen").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["query", "signatoriess"], 4, ["no query named", "signatories"]),
        (["query", "xyz"], 4, ["no query named", "`techland queries`"]),
        (["query", "-e", "SELECT * {\n ?s ?p }"], 4, ["line 2"]),
        (
            ["query", "-e", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"],
            4,
            ["SERVICE"],
        ),
        (["query", "missing.rq"], 4, ["missing.rq"]),
        (["query", "agreement-parties", "-p", "agreement"], 2, ["NAME=VALUE"]),
        (["query", "agreement-parties", "-p", "nothing=x"], 4, ["no parameter 'nothing'"]),
        (["query", "signatories", "-f", "turtle"], 4, ["turtle"]),
        (["query"], 2, ["catalogue name"]),
        (["export", "--format", "turtel"], 1, ["no format named", "turtle"]),
        (["export"], 2, ["--format"]),
        (["describe", "nobody-at-all"], 1, ["nothing is known"]),
        (["biuld"], 2, ["build"]),
        (["info", "--snapshot", "ffff"], 1, ["no snapshot"]),
        (["build", "--facts", "no-such-folder"], 3, ["no-such-folder"]),
    ],
)
def test_wrong_input_is_one_clear_error(
    curated_home: Home, arguments: list[str], status: int, words: list[str]
) -> None:
    fails(run(curated_home, *arguments), status, *words)


def test_a_query_past_its_deadline_is_stopped(curated_home: Home) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    begun = time.monotonic()
    done = run(curated_home, "query", "-e", runaway, "--timeout", "1")
    fails(done, 5, "1 second")
    assert time.monotonic() - begun < 30


def lives(group: int) -> bool:
    """Tell whether a process of the group is still there after a while."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def test_ctrl_c_stops_a_query_and_leaves_no_process(curated_home: Home) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    environment = {**os.environ, "TECHLAND_HOME": str(curated_home.root)}
    asked = subprocess.Popen(
        [*COMMAND, "query", "-e", runaway],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(3)
    os.kill(asked.pid, signal.SIGINT)
    _, err = asked.communicate(timeout=20)
    assert asked.returncode == 130
    assert b"Traceback" not in err
    assert not lives(asked.pid)


def test_describe_tells_facts_with_status_and_sources(curated_home: Home) -> None:
    done = run(curated_home, "describe", "agreement/mou-2021")
    assert '2021-05-18,"accepted, disputed by others"' in done.stdout
    assert "2021-05-21,disputed" in done.stdout
    by_name = run(curated_home, "describe", "Memorandum of Understanding / intentieverklaring")
    assert by_name.stdout == done.stdout
    names = [row for row in done.stdout.splitlines() if row.startswith("name (")]
    assert {row[:9] for row in names} == {"name (de)", "name (en)", "name (nl)"}, "each once"
    assert len(names) == len({row.split(",")[0] for row in names})


def test_sources_and_disputes_of_a_thing_and_of_all(curated_home: Home) -> None:
    sources = list(csv.DictReader(io.StringIO(run(curated_home, "sources", "mou-2021").stdout)))
    assert any(row["url"] == "https://techland.org/about-us/" for row in sources)
    disputes = run(curated_home, "disputes", "mou-2021").stdout
    rows = list(csv.DictReader(io.StringIO(disputes)))
    assert {(row["told"], row["accepted"]) for row in rows} >= {
        ("2021-05-18", "accepted"),
        ("2021-05-21", ""),
    }
    assert len(run(curated_home, "disputes").stdout.splitlines()) == 84


def test_a_build_tells_of_the_users_own_tables(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.facts.mkdir()
    for name, rows in (("organisations", 2), ("sources", 1)):
        lines = (SMALL / f"{name}.csv").read_text("utf-8").splitlines(keepends=True)
        (home.facts / f"{name}.csv").write_text("".join(lines[:rows]), "utf-8")
    told = run(home, "build", "--facts", str(SMALL)).stdout.splitlines()
    assert "your own tables are laid over these: organisations.csv, sources.csv" in told
    assert [one for one in told if one.startswith("a row of yours")] == [
        "a row of yours takes the place of the one before: organisations/kamer-oost"
    ]
    assert f"your own tables: {home.facts}" in run(home, "info").stdout.splitlines()


def test_info_says_what_a_graph_of_another_origin_does_not_tell(tmp_path: Path) -> None:
    line = f"<{BASE}agreement/a> <{RDF.type}> <{TL.Agreement}> .\n"
    publish(Home(tmp_path), Contents([line], {}, {}, {}))
    done = run(Home(tmp_path), "info")
    assert (done.returncode, done.stderr) == (0, "")
    assert "a time that nothing tells" in done.stdout
    assert done.stdout.count("the manifest does not tell") == 4


def test_info_counts_and_says_what_is_incomplete(curated_home: Home) -> None:
    done = run(curated_home, "info", "--verify")
    assert "222  organisations" in done.stdout
    assert done.stdout.endswith("its bytes on disk are those of this version\n")
    assert "23  projects-without-participant" in done.stdout
    told = json.loads(run(curated_home, "info", "--json", "--verify").stdout)
    assert told["manifest"]["rows"]["conflicts"] == 83


def test_validate_says_what_a_curator_should_know(curated_home: Home) -> None:
    done = run(curated_home, "validate", "--language", "nl")
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].startswith("0 violations")


@pytest.mark.soak
def test_map_and_network_are_written_whole(curated_home: Home, tmp_path: Path) -> None:
    page, network = tmp_path / "map.html", tmp_path / "network.gexf"
    assert run(curated_home, "map", "--out", str(page)).returncode == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run(curated_home, "export", "--out", str(network)).returncode == 0
    import networkx as nx

    assert nx.read_gexf(network).number_of_edges() > 100
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.html", "network.gexf"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(curated_home: Home, shell: str) -> None:
    done = run(curated_home, "completion", shell)
    assert "_TECHLAND_COMPLETE" in done.stdout


def test_the_reader_of_a_pipe_may_leave(curated_home: Home) -> None:
    environment = {**os.environ, "TECHLAND_HOME": str(curated_home.root)}
    with subprocess.Popen(
        [*COMMAND, "export", "--format", "ntriples"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as writer:
        assert writer.stdout
        assert writer.stderr
        writer.stdout.readline()
        writer.stdout.close()
        err = writer.stderr.read()
    assert writer.returncode == 1, "what click does when a pipe is closed"
    assert err == b""
