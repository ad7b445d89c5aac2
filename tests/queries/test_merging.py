"""The dataset that a query is asked of: FROM clauses, graphs named beside it, and their merge."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from techland.graph.query_errors import QueryOutOfMemory, QuerySyntaxError, QueryTimeout
from techland.queries.dataset_description import DatasetDescription
from techland.queries.evaluation import InProcess, QueryProcesses
from techland.queries.limits import Limits
from techland.queries.start_way import StartWay

Evaluator = QueryProcesses | InProcess
G = "https://example.org/graph/"
# Which triples each graph holds; t1 stands in three graphs, t2 in two.
GRAPHS = {"": "1", "a": "12", "b": "123", "c": "4"}
QUADS = "".join(
    f'<e:s> <e:p> "t{number}" {f"<{G}{graph}> " if graph else ""}.\n'
    for graph, numbers in GRAPHS.items()
    for number in numbers
)
COUNT = "SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}"
TWO_PATTERNS = "SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o . ?s ?p ?o2 }}"
NAMES = "SELECT (GROUP_CONCAT(STR(?g)) AS ?n) {clauses} {{ GRAPH ?g {{ ?s ?p 't1' }} }}"
WAYS: list[StartWay | None] = ["fork", "spawn", None]


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quads") / "data.nq"
    path.write_text(QUADS, "utf-8")
    return path


@pytest.fixture(scope="module", params=WAYS)
def evaluator(request: pytest.FixtureRequest, quads: Path) -> Iterator[Evaluator]:
    if request.param is None:
        yield InProcess(quads)
        return
    with QueryProcesses(quads, start=request.param) as processes:
        yield processes


@pytest.fixture(scope="module")
def here(quads: Path) -> InProcess:
    return InProcess(quads)


def asked(evaluator: Evaluator, text: str, dataset: DatasetDescription | None = None) -> str:
    answer = evaluator.evaluate(text, format="json", dataset=dataset)
    (row,) = json.loads(b"".join(answer.chunks))["results"]["bindings"]
    return row["n"]["value"]


@pytest.mark.parametrize(
    ("clauses", "count"),
    [
        ("", "1"),
        (f"FROM <{G}a>", "2"),
        (f"FROM <{G}a> FROM <{G}b>", "3"),
        (f"from<{G}a>FrOm<{G}b>", "3"),
        (f"FROM <{G}a> # FROM\n FROM <{G}b> FROM <{G}a>", "3"),
        (f"FROM <{G}a> FROM <{G}a>", "2"),
        (f"FROM <{G}a> FROM <{G}c> FROM <{G}b>", "4"),
        (f"FROM <{G}a> FROM <{G}nothing>", "2"),
        (f"FROM NAMED <{G}a> FROM NAMED <{G}b>", "0"),
        (f"FROM <{G}a> FROM NAMED <{G}c> FROM <{G}b>", "3"),
        (f"FROMNAMED<{G}c>FROM<{G}b>FROM<{G}a>", "3"),
    ],
)
def test_a_triple_of_two_from_graphs_counts_once(
    evaluator: Evaluator, clauses: str, count: str
) -> None:
    assert asked(evaluator, COUNT.format(clauses=clauses)) == count
    joined = str(int(count) ** 2)
    assert asked(evaluator, TWO_PATTERNS.format(clauses=clauses)) == joined


@pytest.mark.parametrize(
    ("prologue", "clauses"),
    [
        (f"PREFIX g: <{G}>", "FROM g:a FROM g:b"),
        (f"BASE <{G}x>", "FROM <a> FROM <./b>"),
        ("BASE <https://example.org/> PREFIX : <graph/>", "FROM :a FROM :%62 FROM :b"),
        (f"PREFIX g: <{G}>\n# SELECT\n", "FROM g:a FROM g:b"),
    ],
)
def test_from_is_read_under_the_prologue(evaluator: Evaluator, prologue: str, clauses: str) -> None:
    assert asked(evaluator, f"{prologue} {COUNT.format(clauses=clauses)}") == "3"


@pytest.mark.parametrize("form", ["ASK {} {{ ?s ?p 't3' }}", "DESCRIBE <e:s> {}"])
def test_other_forms_merge_too(evaluator: Evaluator, form: str) -> None:
    text = form.format(f"FROM <{G}a> FROM <{G}b>")
    answer = b"".join(evaluator.evaluate(text).chunks)
    assert (b"true" in answer) if text.startswith("ASK") else (answer.count(b"\n") == 3)


def test_graph_reaches_only_the_graphs_of_from_named(evaluator: Evaluator) -> None:
    merged = f"FROM <{G}a> FROM <{G}b>"
    assert asked(evaluator, NAMES.format(clauses=merged)) == ""
    one = asked(evaluator, NAMES.format(clauses=f"{merged} FROM NAMED <{G}b>"))
    assert one == f"{G}b"
    every = asked(evaluator, NAMES.format(clauses=""))
    assert sorted(every.split()) == [f"{G}a", f"{G}b"]


@pytest.mark.parametrize(
    ("default", "named", "count", "names"),
    [
        (["a", "b"], [], "3", []),
        (["a", "a"], [], "2", []),
        (["a"], ["b"], "2", ["b"]),
        ([], ["a", "b"], "0", ["a", "b"]),
        (["a", "b"], ["a"], "3", ["a"]),
        (["nothing"], ["nothing"], "0", []),
        ([], [], "0", []),
    ],
)
@pytest.mark.parametrize("clauses", ["", f"FROM <{G}c> FROM <{G}b> FROM NAMED <{G}c>"])
def test_graphs_named_beside_a_query_count_instead_of_its_own(
    evaluator: Evaluator,
    default: Sequence[str],
    named: Sequence[str],
    count: str,
    names: list[str],
    clauses: str,
) -> None:
    dataset = DatasetDescription([G + one for one in default], [G + one for one in named])
    assert asked(evaluator, COUNT.format(clauses=clauses), dataset) == count
    found = asked(evaluator, NAMES.format(clauses=clauses), dataset)
    assert sorted(found.split()) == [G + one for one in names]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from("abcz"), max_size=6))
def test_the_merge_is_the_union_of_sets(here: InProcess, graphs: list[str]) -> None:
    expected = len(set("".join(GRAPHS.get(name, "") for name in graphs)))
    dataset = DatasetDescription([G + name for name in graphs])
    assert asked(here, COUNT.format(clauses=""), dataset) == str(expected)
    if graphs:
        clauses = " ".join(f"FROM <{G}{name}>" for name in graphs)
        assert asked(here, COUNT.format(clauses=clauses)) == str(expected)


def test_a_wrong_query_is_told_before_its_graphs_are_merged(evaluator: Evaluator) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        evaluator.evaluate("ASK\nFROM <e:a> FROM <e:b> { ?s ?p }")
    assert caught.value.line == 2
    with pytest.raises(QuerySyntaxError):
        evaluator.evaluate("SELECT * FROM nowhere:a FROM nowhere:b { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError):
        evaluator.evaluate("SELECT * FROM FROM { ?s ?p ?o }")


@pytest.mark.parametrize("way", ["fork", pytest.param("spawn", marks=pytest.mark.soak)])
def test_a_merge_is_held_to_time_and_memory(tmp_path: Path, way: StartWay) -> None:
    path = tmp_path / "data.nq"
    with path.open("w", encoding="utf-8") as file:
        for graph in "ab":
            file.writelines(f"<e:s{n}> <e:p> <e:o{n}> <{G}{graph}> .\n" for n in range(100_000))
    text = COUNT.format(clauses=f"FROM <{G}a> FROM <{G}b>")
    with QueryProcesses(path, start=way) as processes:
        with pytest.raises(QueryTimeout):
            asked_within(processes, text, Limits(seconds=0.1))
        with pytest.raises(QueryOutOfMemory):
            asked_within(processes, text, Limits(memory_bytes=2**24))
        assert asked(processes, text) == "100000"


def asked_within(processes: QueryProcesses, text: str, limits: Limits) -> None:
    sum(map(len, processes.evaluate(text, limits=limits).chunks))
