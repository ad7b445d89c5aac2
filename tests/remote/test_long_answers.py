"""Answers longer than Virtuoso gives come whole, in parts, as the embedded engine gives them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from pyoxigraph import BlankNode, Literal

from techland.graph.home import Home
from techland.graph.query_errors import QueryFailed
from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import GraphsAsked
from techland.graph.remote.retrying import Patience
from techland.graph.remote_errors import AnswerCapped, EndpointTimeout
from techland.queries.evaluation import InProcess
from techland.queries.limits import Limits
from techland.queries.remote.engine import RemoteEngine
from techland.queries.remote.long_queries import HASHES, NotPartedError, long_query
from techland.queries.remote.parting import Parts
from techland.queries.remote.portable_forms import portable
from techland.queries.remote.wording import triples_a_solution
from techland.queries.solutions import Solutions, Triples, read_answer
from techland.remote import open_engine
from tests.remote.comparing import rows
from tests.remote.virtuoso import ROWS, Virtuoso

IRIS = "VALUES ?p { rdf:type rdf:subject rdf:predicate tl:status } ?s ?p ?o"
TYPES = "{ ?s ?p ?o } VALUES ?p { rdf:type rdf:subject }"
ORDERED = [
    f"SELECT * {{ {IRIS} }} ORDER BY DESC(?p) ?s ?o",
    f"SELECT ?o ?s ?p {{ {IRIS} }} ORDER BY STR(?s) ?p ?o LIMIT 12000 OFFSET 500",
    "SELECT ?s ?n { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } ?s ?q ?v FILTER(?n > 9)"
    " FILTER(ISIRI(?v)) } ORDER BY DESC(?n) STR(?s)",
]
UNORDERED = [
    f"SELECT DISTINCT ?s ?o {{ {IRIS} }}",
    f"SELECT ?p {{ {IRIS} }}",
    f"SELECT ?s ?o (STRLEN(STR(?p)) AS ?length) {{ {IRIS} }}",
    "SELECT ?s ?p ?x ?y { VALUES ?p { rdf:type rdf:predicate } ?s ?p ?o . "
    "OPTIONAL { ?s rdfs:label ?x } OPTIONAL { ?s tl:status ?y } }",
    "SELECT ?s ?p (COUNT(*) AS ?n) (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o FILTER(ISIRI(?o)) }"
    " GROUP BY ?s ?p",
]
CONSTRUCTED = [
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {IRIS} }}",
    "CONSTRUCT WHERE { ?s a ?type ; tl:status ?o ; tl:fromTable ?table }",
    # Virtuoso cuts triples, not solutions.
    f"CONSTRUCT {{ ?s a ?p . ?s rdfs:seeAlso ?o . ?p a ?o }} WHERE {{ {IRIS} }}",
    f"CONSTRUCT {{ ?s a ?p ; ?p ?s, ?o }} WHERE {TYPES}",
]


@pytest.fixture(scope="module")
def engine(virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> RemoteEngine:
    return open_engine(virtuoso.address, Home(tmp_path_factory.mktemp("held")))[1]


def assert_same_rows(text: str, engine: RemoteEngine, embedded: InProcess, least: int) -> None:
    theirs, ours = rows(engine, text), rows(embedded, text)
    if "GROUP_CONCAT" in text:
        # Its order is left open.
        theirs, ours = (
            [(*row[:-1], *sorted(row[-1].split())) for row in x] for x in (theirs, ours)
        )
    assert len(ours) > least
    assert Counter(theirs) == Counter(ours)


def test_a_long_answer_comes_whole(engine: RemoteEngine, embedded: InProcess) -> None:
    assert_same_rows(f"SELECT ?s ?p ?o {TYPES}", engine, embedded, ROWS)


def test_it_is_told_how_far_it_is(engine: RemoteEngine, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"SELECT ?s {TYPES.replace('} V', '} ORDER BY ?s LIMIT 11000 V')}"
    assert len(rows(engine, text)) == 11_000
    told = capsys.readouterr().err.splitlines()
    assert re.search(r"gives at most 10,000 rows at once; ([\d,]+) of \1 are read$", told[-1])


@pytest.mark.soak
@pytest.mark.parametrize("text", UNORDERED)
def test_long_answers_have_the_same_rows(
    text: str, engine: RemoteEngine, embedded: InProcess
) -> None:
    assert_same_rows(text, engine, embedded, ROWS)


@pytest.mark.soak
@pytest.mark.parametrize("text", ORDERED)
def test_long_answers_have_the_same_order(
    text: str, engine: RemoteEngine, embedded: InProcess
) -> None:
    theirs, ours = rows(engine, text), rows(embedded, text)
    assert len(ours) > ROWS
    assert theirs == ours


@pytest.mark.soak
@pytest.mark.parametrize("text", CONSTRUCTED)
def test_long_answers_have_the_same_triples(
    text: str, engine: RemoteEngine, embedded: InProcess
) -> None:
    theirs, ours = read_answer(engine.evaluate(text)), read_answer(embedded.evaluate(text))
    assert isinstance(ours, Triples)
    assert len(ours) > ROWS
    assert set(map(str, theirs)) == set(map(str, ours))


REFUSED = [
    (f"SELECT ?s (RAND() AS ?r) {{ {IRIS} }}", "new each time"),
    (f"CONSTRUCT {{ [] ?p ?o }} WHERE {{ {IRIS} }}", "new each time"),
    (f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {IRIS} }} LIMIT 12000", "limited"),
    ("SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 12000 } }", "has LIMIT"),
    (f"SELECT REDUCED ?s ?p ?o {{ {IRIS} }}", "REDUCED"),
    (f"SELECT ?s {{ {IRIS} }} ORDER BY ?o", "ordered by what its rows do not hold"),
    ("SELECT ?s ?p { ?s ?p ?o } GROUP BY ?s ?p ?o ORDER BY DESC(COUNT(?o))", "ordered by"),
    ("SELECT * { ?s ?q ?v { SELECT ?s (SAMPLE(?o) AS ?x) { ?s ?p ?o } GROUP BY ?s } }", "SAMPLE"),
    pytest.param(
        "SELECT (<urn:one> AS ?x) { ?s ?p ?o }",
        "too many of its rows are the same",
        marks=pytest.mark.soak,
    ),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_cannot_be_read_in_parts_is_refused_with_the_reason(
    text: str, reason: str, engine: RemoteEngine
) -> None:
    with pytest.raises(AnswerCapped, match=reason) as caught:
        engine.evaluate(text)
    assert "ResultSetMaxRows" in str(caught.value)


def test_the_deadline_holds_for_all_parts(engine: RemoteEngine) -> None:
    with pytest.raises(EndpointTimeout):
        engine.evaluate(f"SELECT * {{ {IRIS} }}", limits=Limits(seconds=0.7))


class Scripted:
    """An engine's client and proof that give what a test says."""

    def __init__(self, client: EndpointClient, counted: int, part: list[object]) -> None:
        self.endpoint, self.patience = client.endpoint, Patience(tell=lambda _: None)
        self.counted, self.part = counted, part

    def count(self, *_: object) -> int:
        return self.counted

    def rows(self, *_: object) -> None:
        """Nothing is to be proved."""

    def select(self, _text: str, *_: object, **__: object) -> Rows:
        return Rows(("s",), [(term,) for term in self.part])


@pytest.mark.parametrize(
    ("counted", "part", "reason"),
    [
        (400, [Literal("a")] * 90, r"parts have 540 solutions, the whole 400"),
        (400, [BlankNode()], "blank nodes"),
        (80, [Literal("a")], "counts 80 rows, and gives more"),
        (600_000, [Literal("a")], "600,000 solutions, and 500,000 are held"),
        (30_000, [Literal("a")], "more than 200 requests"),
    ],
)
def test_parts_that_are_not_the_whole_are_refused(
    counted: int, part: list[object], reason: str, engine: RemoteEngine
) -> None:
    scripted = Scripted(engine.client, counted, part)
    parts = Parts(scripted, scripted, "SELECT ?s { ?s ?p ?o }", GraphsAsked(), 5)  # type: ignore[arg-type]  # stand-ins
    with pytest.raises(AnswerCapped, match=reason):
        parts.rows(AnswerCapped("http://example.org/", 100))


def test_hashes_are_parted_without_gap_and_overlap(engine: RemoteEngine) -> None:
    query = long_query("SELECT ?s { ?s ?p ?o }")
    assert "FILTER" not in query.part(["s"], 0, HASHES)
    assert "< '8000')" in query.part(["s"], 0, HASHES // 2)
    assert ">= '8000')" in query.part(["s"], HASHES // 2, HASHES)
    with pytest.raises(NotPartedError, match="VALUES behind GROUP BY"):
        long_query("SELECT ?s (MIN(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s VALUES ?s { <urn:a> }")
    with pytest.raises(NotPartedError, match="beside SUM"):
        long_query("SELECT (SUM(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s")


@pytest.mark.parametrize(
    ("template", "most"),
    [("?s ?p ?o", 1), ("?s ?p ?o .", 1), ("?s a ?p ; ?p ?o, ?s . ?o a ?p", 4), ("?s ?p (?o)", 6)],
)
def test_the_triples_of_a_solution_are_counted_or_overestimated(template: str, most: int) -> None:
    assert triples_a_solution(f"CONSTRUCT {{ {template} }} WHERE {{ ?s ?p ?o . ?s ?q ?o }}") == most


PORTABLE = [
    # Virtuoso gives no row of the first two, and refuses the third.
    "SELECT (COUNT(*) AS ?n) { { SELECT ?s ?p { ?s ?p ?o } VALUES ?p { rdf:type tl:status } } }",
    "SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 5 VALUES ?p { tl:status } } }"
    " ORDER BY ?s",
    "SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 7 VALUES ?p { tl:signatory }",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p VALUES ?p { tl:signatory }",
    "SELECT ?p (GROUP_CONCAT(DISTINCT STR(?p)) AS ?all) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    "DESCRIBE ?s { ?s ?p ?o } VALUES ?p { tl:signatory }",
    "ASK { ?s ?p ?o } VALUES ?p { <urn:nothing> }",
    # Virtuoso refuses OFFSET without LIMIT where it does not sort.
    "SELECT (COUNT(?s) AS ?n) { { SELECT ?s { ?s tl:signatory ?o } OFFSET 5 } }",
]


@pytest.mark.parametrize("text", PORTABLE)
def test_values_behind_a_pattern_are_not_lost(
    text: str, engine: RemoteEngine, embedded: InProcess
) -> None:
    ours, theirs = read_answer(embedded.evaluate(text)), read_answer(engine.evaluate(text))
    if isinstance(ours, Triples):
        assert set(map(str, theirs)) == set(map(str, ours))
    elif isinstance(ours, Solutions):
        assert isinstance(theirs, Solutions)
        assert len(ours)
        assert theirs.texts() == ours.texts()
    else:
        assert theirs == ours


def test_values_for_which_there_is_no_other_form_are_refused() -> None:
    inside = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p VALUES ?p { <urn:a> }"
    with pytest.raises(QueryFailed, match="put it into the pattern"):
        portable(f"SELECT * {{ {{ {inside} }} }}")
    assert portable(inside) == inside
    # It is joined after the counting (SPARQL 1.1, 18.2.4.3), and leaves out nothing of that.
    for counted in ("(COUNT(*) AS ?n) { ?s ?p ?o }", "(1 AS ?n) { ?s ?p ?o } HAVING (MIN(?o) > 1)"):
        with pytest.raises(QueryFailed, match="behind an aggregate without GROUP BY"):
            portable(f"SELECT {counted} VALUES ?p {{ <urn:a> }}")


def test_offset_alone_gets_a_limit_where_nothing_is_sorted(engine: RemoteEngine) -> None:
    whole = "SELECT ?s { ?s tl:signatory ?o }"
    assert len(rows(engine, f"{whole} OFFSET 5")) == len(rows(engine, whole)) - 5
    assert len(rows(engine, f"{whole} LIMIT 9 OFFSET 5")) == 9
