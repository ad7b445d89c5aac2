"""Queries over an engine: whole or refused, of our graphs alone, through every door the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import techland as tl
from techland.graph.home import Home
from techland.graph.query_errors import ForbiddenForm, QueryFailed, QuerySyntaxError
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.naming import GraphNames
from techland.graph.remote_errors import AnswerCapped, SeveralDefaultGraphs
from techland.graph.snapshot import Snapshot
from techland.queries.catalogue import query_named
from techland.queries.dataset_description import DatasetDescription
from techland.queries.extent import Extent
from techland.queries.guard import checked
from techland.queries.limits import Limits
from techland.queries.remote.engine import RemoteEngine
from techland.queries.remote.wording import counting_rows, worded
from techland.queries.solutions import Solutions, Triples, read_answer
from techland.remote import open_engine
from tests.event_loops import run_to_end
from tests.remote.virtuoso import ROWS, Virtuoso

FACTS = "https://w3id.org/techland/graph/facts"
CLAIMS = "https://w3id.org/techland/graph/claims"
SYSTEM = "http://www.openlinksw.com/schemas/virtrdf#"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def held_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("held"))


@pytest.fixture(scope="module")
def engine(virtuoso: Virtuoso, held_home: Home) -> RemoteEngine:
    return open_engine(virtuoso.address, held_home)[1]


def count(engine: RemoteEngine, text: str, dataset: DatasetDescription | None = None) -> int:
    found = read_answer(engine.evaluate(text, dataset=dataset))
    assert isinstance(found, Solutions)
    return int(found[0]["n"].value)


def test_an_answer_that_the_engine_cuts_is_refused_with_its_length(
    engine: RemoteEngine, curated_snapshot: Snapshot
) -> None:
    with pytest.raises(AnswerCapped, match=f"{ROWS:,} rows.* new each time"):
        engine.evaluate("SELECT ?s (RAND() AS ?number) WHERE { ?s ?p ?o }")
    assert curated_snapshot.manifest["graphs"]["default"] > ROWS


def test_an_answer_just_below_the_cap_is_whole(engine: RemoteEngine) -> None:
    text = f"SELECT * WHERE {{ ?s ?p ?o }} LIMIT {ROWS - 1}"
    found = read_answer(engine.evaluate(text))
    assert isinstance(found, Solutions)
    assert len(found) == ROWS - 1


def test_triples_that_the_engine_cuts_and_does_not_say_so_are_refused(
    engine: RemoteEngine,
) -> None:
    narrow = "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"
    assert len(read_answer(engine.evaluate(narrow))) > 50
    with pytest.raises(AnswerCapped, match="new each time"):
        engine.evaluate("CONSTRUCT { [] <urn:b> ?p } WHERE { ?s ?p ?o }")


def test_an_engine_that_cuts_silently_is_found_out_by_counting(
    engine: RemoteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Virtuoso of other versions does, without the header."""
    monkeypatch.setattr(type(engine.client), "_refuse_cut", lambda *_: None)
    with pytest.raises(AnswerCapped, match="the whole answer has"):
        engine.evaluate("SELECT ?s (RAND() AS ?number) WHERE { ?s ?p ?o }")


def test_the_default_graph_is_ours_and_each_triple_counts_once(
    engine: RemoteEngine, curated_snapshot: Snapshot
) -> None:
    assert count(engine, COUNT) == curated_snapshot.manifest["graphs"]["default"]


@pytest.mark.parametrize(
    "rest",
    [
        f"WHERE {{ GRAPH <{SYSTEM}> {{ ?s ?p ?o }} }}",
        f"FROM <{SYSTEM}> WHERE {{ ?s ?p ?o }}",
        f"FROM NAMED <{SYSTEM}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?p), 'openlinksw')) }",
        "WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!CONTAINS(STR(?g), 'w3id')) }",
    ],
)
def test_no_triple_of_the_engine_itself_is_in_an_answer(rest: str, engine: RemoteEngine) -> None:
    assert count(engine, f"SELECT (COUNT(?s) AS ?n) {rest}") == 0


def test_the_engine_has_triples_of_its_own(virtuoso: Virtuoso) -> None:
    """Else the test above would show nothing."""
    client = virtuoso.writer
    rows = client.select(COUNT, GraphsAsked([SYSTEM])).rows
    assert int(rows[0][0].value) > 1000


def test_graphs_have_the_names_of_the_dataset(
    engine: RemoteEngine, curated_snapshot: Snapshot
) -> None:
    graphs = curated_snapshot.manifest["graphs"]
    found = read_answer(engine.evaluate("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
    assert isinstance(found, Solutions)
    named = {row["g"].value.rpartition("/graph/")[2] for row in found}
    assert all(row["g"].value.startswith("https://w3id.org/techland/graph/") for row in found)
    assert named == set(graphs) - {"default"}
    inside = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{FACTS}> {{ ?s ?p ?o }} }}"
    assert count(engine, inside) == graphs["facts"]
    prefixed = "PREFIX g: <https://w3id.org/techland/graph/> SELECT (COUNT(*) AS ?n) FROM g:facts "
    assert count(engine, prefixed + "{ ?s ?p ?o }") == graphs["facts"]
    assert count(engine, COUNT, DatasetDescription([FACTS])) == graphs["facts"]
    for relative in (
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <graph/facts> { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) WHERE { VALUES ?g { <graph/f\\u0061cts> } GRAPH ?g { ?s ?p ?o } }",
        "PREFIX g: <graph/> SELECT (COUNT(*) AS ?n) WHERE { GRAPH g:facts { ?s ?p ?o } }",
        f"BASE <{FACTS}> BASE <.> SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <facts> {{ ?s ?p ?o }} }}",
    ):
        assert count(engine, relative) == graphs["facts"]
    nowhere = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert count(engine, nowhere, DatasetDescription([FACTS])) == 0
    assert count(engine, nowhere, DatasetDescription([], [CLAIMS])) == graphs["claims"]


def test_several_default_graphs_are_refused(engine: RemoteEngine) -> None:
    with pytest.raises(SeveralDefaultGraphs, match="count a triple once for each"):
        engine.evaluate(f"ASK FROM <{FACTS}> FROM <{CLAIMS}> {{ ?s ?p ?o }}")


def test_describe_is_what_the_embedded_engine_gives(
    engine: RemoteEngine, curated_snapshot: Snapshot
) -> None:
    from techland.queries.evaluation import InProcess

    mou, theme = "agreement/mou-2021", "theme/hydrogen"
    for text in (
        f"DESCRIBE <https://w3id.org/techland/{mou}>",
        f"DESCRIBE <https://w3id.org/techland/{mou}> <https://w3id.org/techland/{theme}>",
        "DESCRIBE ?who WHERE { <https://w3id.org/techland/agreement/mou-2021> tl:signatory ?who }",
        # Two solutions of one agreement, and one of another.
        "DESCRIBE ?deal WHERE { ?deal tl:signatory ?who } ORDER BY ?deal ?who LIMIT 3",
        f"DESCRIBE <{mou}> WHERE {{ <{theme}> ?p ?o }}",
        f"DESCRIBE <{mou}> LIMIT 3",
    ):
        ours = read_answer(InProcess(curated_snapshot.quads_path).evaluate(text))
        theirs = read_answer(engine.evaluate(text))
        assert isinstance(ours, Triples)
        assert len(ours) > 5
        assert set(map(str, theirs)) == set(map(str, ours))
    nothing = f"DESCRIBE <{mou}> WHERE {{ <{mou}> <urn:nothing> ?o }}"
    assert len(read_answer(engine.evaluate(nothing))) == 0
    with pytest.raises(QueryFailed, match="name its variables"):
        engine.evaluate("DESCRIBE * WHERE { ?s tl:signatory ?o }")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * WHERE { ?s ?p", QuerySyntaxError),
        ("SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", ForbiddenForm),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", ForbiddenForm),
    ],
)
def test_a_text_is_checked_here_before_anything_is_sent(
    text: str, kind: type[Exception], engine: RemoteEngine
) -> None:
    with pytest.raises(kind):
        engine.evaluate(text)


def test_a_truncated_answer_says_so(engine: RemoteEngine) -> None:
    answer = engine.evaluate("SELECT * WHERE { ?s a tl:Agreement }", extent=Extent(5), format="csv")
    assert answer.facts == {"rows": 5, "truncated": True}
    assert len(b"".join(answer.chunks).splitlines()) == 6


def test_every_door_gives_the_same(virtuoso: Virtuoso, held_home: Home) -> None:
    """Python, the command line and a server's stream."""
    text = query_named("signatories").text
    with tl.open(held_home, endpoint=virtuoso.address) as kg:
        table = kg.query(text)
        expected = b"".join(kg.evaluate(text, "csv").chunks)
        assert isinstance(table, Solutions)
        assert len(table) == len(expected.splitlines()) - 1
        streamed = run_to_end(_streamed(kg.evaluator, text))
    program = str(Path(sys.executable).with_name("techland"))
    command = [program, "query", "signatories", "--endpoint", virtuoso.address, "--format", "csv"]
    assert subprocess.run(command, check=True, capture_output=True).stdout == expected
    assert streamed == expected


async def _streamed(engine: RemoteEngine, text: str) -> bytes:
    answer = await engine.stream(text, format="csv")
    return b"".join([piece async for piece in answer.pieces()])


def test_an_engine_that_is_down_is_one_line_on_the_command_line(tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("techland"))
    command = [program, "query", "signatories", "--endpoint", "http://127.0.0.1:9/sparql"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 4
    assert done.stderr.startswith("techland: http://127.0.0.1:9/sparql cannot be reached")
    assert "Traceback" not in done.stderr


WORDINGS = [
    (f"ASK {{ GRAPH <{SYSTEM}> {{}} }}", "ASK { GRAPH <urn:techland:no-graph> {} }"),
    ("SELECT * FROM <urn:a> FROM NAMED <urn:b> { ?s ?p ?o }", "SELECT *   { ?s ?p ?o }"),
    (f"ASK {{ GRAPH <{FACTS}> {{}} }}", "ASK { GRAPH <HELD/facts> {} }"),
    ("BASE <urn:x/y> PREFIX a: <b#> ASK { <#c> a:d a:e\\-f }",
     " PREFIX a: <b#> ASK { <urn:x/y#c> <urn:x/b#d> <urn:x/b#e-f> }"),
    ("ASK { ?from <urn:named> 'FROM <urn:a>' }", "ASK { ?from <urn:named> 'FROM <urn:a>' }"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_a_query_is_worded_for_the_engine(text: str, expected: str) -> None:
    names = GraphNames("0" * 64)
    held = names.default.removesuffix("/default")
    declared = checked(text, Limits()).prefixes
    found = worded(text, declared, {}, names, [f"{held}/facts"])
    assert found == f"BASE <https://w3id.org/techland/>\n{expected.replace('HELD', held)}"


def test_rows_are_counted_behind_modifiers_and_values() -> None:
    text = "PREFIX a: <urn:a> SELECT ?s WHERE { ?s ?p ?o } LIMIT 5 VALUES ?p { a:b } # end"
    assert counting_rows(text) == (
        "PREFIX a: <urn:a> SELECT (COUNT(*) AS ?techlandRows) WHERE { { "
        "SELECT ?s WHERE { ?s ?p ?o } LIMIT 5 VALUES ?p { a:b } # end\n } }"
    )
