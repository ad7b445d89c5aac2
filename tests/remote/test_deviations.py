"""Where Virtuoso 7 differs from the embedded engine: each line of docs/remote.md is so, still.

The table there names a test for each line, here or in a file beside this one.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from techland.graph.home import Home
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.held import HeldSnapshot
from techland.graph.remote_errors import EndpointRefused
from techland.ontology.terms import BASE
from techland.queries.evaluation import InProcess
from techland.queries.remote.engine import RemoteEngine
from techland.queries.solutions import Solutions, read_answer
from techland.remote import open_engine
from tests.remote.comparing import rows
from tests.remote.virtuoso import Virtuoso

pytestmark = pytest.mark.soak
POINTS = (
    "PREFIX geo: <http://www.opengis.net/ont/geosparql#> "
    "SELECT ?place ?point WHERE { ?place geo:asWKT ?point } ORDER BY ?place LIMIT 20"
)
PLACES = (
    "PREFIX wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> "
    "SELECT ?place ?lat ?long WHERE { ?place wgs:lat ?lat ; wgs:long ?long } ORDER BY ?place"
)


@pytest.fixture(scope="module")
def opened(
    virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory
) -> tuple[HeldSnapshot, RemoteEngine]:
    return open_engine(virtuoso.address, Home(tmp_path_factory.mktemp("held")))


def test_points_lose_digits_and_their_type_but_decimals_do_not(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    _, engine = opened
    found = read_answer(engine.evaluate(POINTS))
    assert isinstance(found, Solutions)
    assert {row["point"].datatype.value.rpartition("#")[2] for row in found} == {"Geometry"}
    assert rows(engine, POINTS) != rows(embedded, POINTS)
    assert rows(engine, PLACES) == rows(embedded, PLACES)


def test_the_text_of_a_graphs_name_is_that_of_the_engine(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    held, engine = opened
    text = "SELECT DISTINCT ?g (STR(?g) AS ?text) WHERE { GRAPH ?g { ?s a tl:Claim } }"
    ((theirs, as_text),) = rows(engine, text)
    assert [(theirs, theirs)] == rows(embedded, text)
    assert as_text == held.names.of("claims")


def test_a_computed_name_of_a_graph_is_none(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    text = "SELECT (COUNT(?s) AS ?n) {{ BIND({} AS ?g) GRAPH ?g {{ ?s a tl:Claim }} }}"
    written, computed = text.format("<graph/claims>"), text.format(f"IRI('{BASE}graph/claims')")
    assert rows(opened[1], written) == rows(embedded, written) == rows(embedded, computed)
    assert rows(opened[1], computed) == [("0",)] != rows(embedded, computed)


def test_a_computed_truth_is_a_number(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    text = "SELECT ?a ?same (IF(?same, 'yes', 'no') AS ?said) {{ {} BIND(?a = 1 AS ?same) {} }}"
    whole = text.format("VALUES ?a { 1 2 }", "")
    assert sorted(rows(embedded, whole)) == [("1", "true", "yes"), ("2", "false", "no")]
    assert sorted(rows(opened[1], whole)) == [("1", "1", "yes"), ("2", "0", "no")]
    filtered = text.format("VALUES ?a { 1 2 }", "FILTER(?same)").replace("?same (IF", "(IF")
    assert rows(opened[1], filtered) == rows(embedded, filtered) == [("1", "yes")]


def test_dates_of_several_kinds_are_compared(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    text = "SELECT ?a {{ VALUES ?a {{ '{}'^^xsd:{} }} FILTER(?a > '2020-01-01'^^xsd:date) }}"
    assert rows(opened[1], text.format("2021", "gYear")) == [("2021",)]
    assert rows(embedded, text.format("2021", "gYear")) == []
    day = text.format("2021-05-18", "date")
    assert rows(opened[1], day) == rows(embedded, day) == [("2021-05-18",)]


def test_a_path_without_a_beginning_is_refused(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    text = "SELECT (COUNT(DISTINCT ?b) AS ?n) {{ {} tl:signatory+ ?b }}"
    with pytest.raises(EndpointRefused, match="transitive start not given"):
        opened[1].evaluate(text.format("?a"))
    bound = text.format("<agreement/mou-2021>")
    assert rows(opened[1], bound) == rows(embedded, bound) != [("0",)]


def test_a_pattern_that_is_empty_before_it_runs_counts_one(
    virtuoso: Virtuoso, opened: tuple[HeldSnapshot, RemoteEngine]
) -> None:
    held, engine = opened
    graphs = GraphsAsked([held.names.default], [held.names.of("claims")])
    text = "SELECT (COUNT({}) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <urn:no>) }}"
    by_row = virtuoso.writer.select(text.format("*"), graphs).rows
    by_term = virtuoso.writer.select(text.format("?s"), graphs).rows
    assert (by_row[0][0].value, by_term[0][0].value) == ("1", "0")
    assert rows(engine, text.format("?s")) == [("0",)]


def test_exists_in_bind_is_refused(opened: tuple[HeldSnapshot, RemoteEngine]) -> None:
    _, engine = opened
    text = (
        "SELECT ?s (SUM(IF(?is, 1, 0)) AS ?n) WHERE { ?s a tl:Agreement . "
        "BIND(EXISTS { ?s tl:signatory ?who } AS ?is) BIND(EXISTS { ?s tl:supporter ?w } AS ?b) "
        "} GROUP BY ?s HAVING (SUM(IF(?is && ?b, 1, 0)) > 0)"
    )
    with pytest.raises(EndpointRefused, match="Virtuoso"):
        engine.evaluate(text)


def test_integers_are_divided_without_a_rest(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    _, engine = opened
    text = "SELECT (?a / 2 AS ?half) {{ VALUES ?a {{ {} }} }}"
    assert rows(engine, text.format("1")) == [("0",)]
    assert rows(embedded, text.format("1")) == [("0.5",)]
    assert rows(engine, text.format("1.0")) == rows(embedded, text.format("1.0")) == [("0.5",)]


def test_a_division_by_nothing_ends_the_query(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    _, engine = opened
    text = "SELECT ?a ?b { VALUES ?a { 0 1.0 } BIND(1.0 / ?a AS ?b) }"
    assert sorted(rows(embedded, text)) == [("0", ""), ("1", "1")]
    with pytest.raises(EndpointRefused, match="Division by"):
        engine.evaluate(text)
    guarded = text.replace("1.0 / ?a", "IF(?a > 0, 1.0 / ?a, ?nothing)")
    assert ("0", "") in rows(engine, guarded)


def test_iris_are_joined_to_a_text(
    opened: tuple[HeldSnapshot, RemoteEngine], embedded: InProcess
) -> None:
    _, engine = opened
    text = "SELECT (GROUP_CONCAT({}) AS ?all) {{ VALUES ?a {{ <urn:a> }} }}"
    assert rows(engine, text.format("?a")) == [("urn:a",)]
    assert rows(embedded, text.format("?a")) == [("",)]
    whole = text.format("STR(?a)")
    assert rows(engine, whole) == rows(embedded, whole) == [("urn:a",)]


FOLDER = Path(__file__).parent
TABLE = FOLDER.parents[1] / "docs" / "remote.md"


def functions_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = (one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    return {name for name in named if name.startswith("test_")}


def test_the_table_and_the_tests_agree() -> None:
    """Each line of the table names a test that is there, and each test above stands in it."""
    table = (
        TABLE.read_text(encoding="utf-8").partition("| what | embedded |")[2].partition("\n\n")[0]
    )
    lines = table.splitlines()[2:]
    assert len(lines) > 8
    named = [re.findall(r"`(test_\w+\.py)`: (\w+)", line) for line in lines]
    assert all(named), "each line names its test"
    for file, name in (pair for pairs in named for pair in pairs):
        assert name in functions_in(FOLDER / file), name
    mine = {name for pairs in named for file, name in pairs if file == Path(__file__).name}
    own = {"test_the_table_and_the_tests_agree"}
    assert mine == functions_in(Path(__file__)) - own
