"""Where Virtuoso 7 differs from the embedded engine: each line of docs/remote.md is so, still."""

from __future__ import annotations

import pytest

from techland.graph.home import Home
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.held import HeldSnapshot
from techland.graph.remote_errors import EndpointRefused
from techland.graph.snapshot import Snapshot
from techland.queries.evaluation import InProcess
from techland.queries.remote.engine import RemoteEngine
from techland.queries.solutions import Solutions, read_answer
from techland.remote import open_engine
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


@pytest.fixture(scope="module")
def embedded(curated_snapshot: Snapshot) -> InProcess:
    return InProcess(curated_snapshot.quads_path)


def rows(evaluator: InProcess | RemoteEngine, text: str) -> list[tuple[str, ...]]:
    found = read_answer(evaluator.evaluate(text))
    assert isinstance(found, Solutions)
    return found.texts()


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
