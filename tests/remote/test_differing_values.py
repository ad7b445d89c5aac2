"""Where Virtuoso 7 gives other values than the embedded engine: lines of docs/remote.md."""

from __future__ import annotations

import pytest

from techland.graph.home import Home
from techland.graph.query_errors import QueryFailed
from techland.graph.remote_errors import EndpointRefused, NotAnAnswer
from techland.queries.evaluation import InProcess
from techland.queries.remote.engine import RemoteEngine
from techland.remote import open_engine
from tests.remote.comparing import rows
from tests.remote.virtuoso import Virtuoso

pytestmark = pytest.mark.soak
DATED = "SELECT ?a ?b {{ VALUES ?a {{ <activity/digipro> <activity/agit> }} {} }} ORDER BY ?a"
OPTIONAL = "OPTIONAL {{ ?a tl:startEarliest ?day {} }} {}"
AGIT, DIGIPRO = (
    "https://w3id.org/techland/activity/agit",
    "https://w3id.org/techland/activity/digipro",
)
Rows = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def engine(virtuoso: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> RemoteEngine:
    return open_engine(virtuoso.address, Home(tmp_path_factory.mktemp("held")))[1]


class Engines:
    """Both engines, asked the same."""

    def __init__(self, embedded: InProcess, engine: RemoteEngine) -> None:
        self.embedded, self.engine = embedded, engine

    def give(self, text: str, embedded: Rows, virtuoso: Rows) -> None:
        assert rows(self.embedded, text) == embedded
        assert rows(self.engine, text) == virtuoso

    def give_the_same(self, text: str) -> Rows:
        found = rows(self.embedded, text)
        assert found
        assert rows(self.engine, text) == found
        return found

    def refused(self, text: str, said: str) -> None:
        rows(self.embedded, text)
        with pytest.raises((EndpointRefused, QueryFailed, NotAnAnswer), match=said):
            self.engine.evaluate(text)


@pytest.fixture(scope="module")
def both(embedded: InProcess, engine: RemoteEngine) -> Engines:
    return Engines(embedded, engine)


@pytest.mark.parametrize(
    ("told", "of_nothing"),
    [
        ("CONCAT('from ', STR(?day))", "from "),
        ("IRI(CONCAT('urn:', STR(?day)))", "urn:"),
        ("IF(?day > '2030-01-01'^^xsd:date, 'late', 'early')", "early"),
    ],
)
def test_functions_of_what_is_unbound(told: str, of_nothing: str, both: Engines) -> None:
    """Wherever they stand; guarded outside of the OPTIONAL they give nothing."""
    bound = f"BIND({told} AS ?b)"
    for text in (OPTIONAL.format(bound, ""), OPTIONAL.format("", bound)):
        theirs = rows(both.engine, DATED.format(text))
        ours = rows(both.embedded, DATED.format(text))
        assert (ours[0], theirs[0]) == ((AGIT, ""), (AGIT, of_nothing))
        assert ours[1] == theirs[1]
    guarded = f"BIND(IF(BOUND(?day), {told}, ?nothing) AS ?b)"
    both.give_the_same(DATED.format(OPTIONAL.format("", guarded)))


def test_texts_and_sums_of_what_is_unbound_are_unbound(both: Engines) -> None:
    """Also where more OPTIONALs stand beside it."""
    beside = "OPTIONAL { ?a tl:theme ?c } OPTIONAL { ?a tl:fundedUnder ?d }"
    for told in ("SUBSTR(STR(?day), 1, 4)", "xsd:integer(SUBSTR(STR(?day), 1, 4)) + 1", "?day"):
        bound = f"BIND({told} AS ?b)"
        found = both.give_the_same(DATED.format(OPTIONAL.format(bound, beside)))
        assert found[0] == (AGIT, "")
        assert found[-1][1]


def test_a_value_of_the_wrong_kind_ends_the_query(both: Engines) -> None:
    every = "SELECT ?a ?b {{ ?a a tl:Project {} }} ORDER BY ?a"
    both.refused(every.format(OPTIONAL.format("BIND(YEAR(?day) AS ?b)", "")), "year needs")
    both.refused(every.format(OPTIONAL.format("", "BIND(YEAR(?day) AS ?b)")), "year needs")
    both.refused(every.format("BIND(xsd:integer('abc') AS ?b)"), "Invalid integer")
    guarded = "BIND(IF(BOUND(?day), YEAR(?day), ?nothing) AS ?b)"
    both.give_the_same(every.format(OPTIONAL.format("", guarded)))


def test_the_sum_of_nothing_is_unbound(both: Engines) -> None:
    both.give("SELECT (SUM(?v) AS ?n) { ?x tl:noSuch ?v }", [("0",)], [("",)])
    both.give_the_same("SELECT (COALESCE(SUM(?v), 0) AS ?n) { ?x tl:noSuch ?v }")


def test_a_mean_has_other_last_digits(both: Engines) -> None:
    text = "SELECT (AVG(?v) AS ?n) { VALUES ?v { 1 0 0 } }"
    both.give(text, [("0.333333333333333333",)], [("0.333333333333333",)])


def test_terms_of_several_kinds_are_ordered_otherwise(both: Engines) -> None:
    text = "SELECT ?o { <organisation/oost-nl> ?p ?o } ORDER BY ?o"
    ours, theirs = rows(both.embedded, text), rows(both.engine, text)
    assert sorted(ours) == sorted(theirs)
    assert (ours[0][0][:4] == "http", theirs[0][0][:4] == "http") == (True, False)


def test_undef_is_joined_as_a_value(both: Engines) -> None:
    text = "SELECT ?x ?k { VALUES (?x ?k) { (1 UNDEF) (2 5) } VALUES ?k { 5 6 } } ORDER BY ?x ?k"
    both.give(text, [("1", "5"), ("1", "6"), ("2", "5")], [("1", ""), ("1", ""), ("2", "5")])
    both.give_the_same(
        "SELECT ?x ?k { VALUES (?x ?k) { (<activity/digipro> UNDEF) } ?x tl:theme ?k } ORDER BY ?k"
    )


def test_an_empty_path_between_two_variables_may_be_left_out(both: Engines) -> None:
    """It depends on where Virtuoso begins."""
    text = "SELECT ?c (COUNT(*) AS ?n) {{ {} }} GROUP BY ?c ORDER BY ?c"
    star = text.format("?s a/rdfs:subClassOf* ?c")
    ours, theirs = rows(both.embedded, star), rows(both.engine, star)
    assert set(theirs) <= set(ours)
    whole = "{ ?s a ?c } UNION { ?s a ?k . ?k rdfs:subClassOf+ ?c }"
    assert both.give_the_same(text.format(whole)) == ours


def test_a_sub_query_that_counts_inside_minus_is_refused(both: Engines) -> None:
    inner = "{ SELECT ?p (COUNT(*) AS ?n) { ?o tl:participatesIn ?p } GROUP BY ?p }"
    text = "SELECT ?p {{ ?p a tl:Project {} }} ORDER BY ?p"
    for tested in ("MINUS", "FILTER EXISTS", "FILTER NOT EXISTS"):
        both.refused(text.format(f"{tested} {inner}"), "inside MINUS or EXISTS")
    both.give_the_same(text.format(f"OPTIONAL {inner} FILTER(!BOUND(?n))"))


def test_minus_that_shares_nothing_takes_nothing_away(both: Engines) -> None:
    text = "SELECT ?p {{ ?p a tl:Project . MINUS {{ {} }} . ?p tl:theme ?t }} ORDER BY ?p ?t"
    for idle in ("?x a tl:Cluster", "<activity/digipro> a tl:Project", "?x a ?y MINUS { ?z a ?y }"):
        both.give_the_same(text.format(idle))
    both.give_the_same(text.format("?p tl:fundedUnder <activity/efre-nrw>"))


def test_minus_of_values_is_refused(both: Engines) -> None:
    text = "SELECT ?p {{ ?p a tl:Project ; tl:theme ?t {} }} ORDER BY ?p"
    both.refused(text.format("MINUS { VALUES ?t { <theme/hydrogen> <theme/circular> } }"), "SP031")
    both.give_the_same(text.format("FILTER(?t NOT IN (<theme/hydrogen>, <theme/circular>))"))


def test_having_without_group_by_is_refused(both: Engines) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s a tl:Project } HAVING (COUNT(*) > 1)"
    both.refused(text, "HAVING clause should be preceded")


def test_a_text_as_subject_is_refused(both: Engines) -> None:
    text = "CONSTRUCT { ?l tl:of ?p } { ?p a tl:Cluster ; rdfs:label ?l }"
    assert not b"".join(both.embedded.evaluate(text).chunks)
    with pytest.raises(EndpointRefused, match="not a valid subject"):
        both.engine.evaluate(text)


def test_equal_numbers_are_the_same_term(both: Engines) -> None:
    text = "SELECT ?a { VALUES (?a ?b) { (1 1.0) ('x' 'x'@en) (1 1) } FILTER(sameTerm(?a, ?b)) }"
    both.give(text, [("1",)], [("1",), ("1",)])


def test_a_plain_text_has_no_datatype(both: Engines) -> None:
    string = "http://www.w3.org/2001/XMLSchema#string"
    both.give("SELECT (DATATYPE('a') AS ?t) {}", [(string,)], [("",)])


def test_times_of_several_zones_are_not_equal(both: Engines) -> None:
    text = (
        "SELECT ?a {{ VALUES ?a {{ '2020-01-01T10:00:00Z'^^xsd:dateTime }} "
        "FILTER(?a {} '2020-01-01T12:00:00+02:00'^^xsd:dateTime) }}"
    )
    both.give(text.format("="), [("2020-01-01T10:00:00Z",)], [])


def test_a_number_with_a_language_is_cast(both: Engines) -> None:
    text = (
        "SELECT (COUNT(?n) AS ?all) { ?s tl:positionText ?t FILTER(REGEX(?t, '^[0-9.]+$')) "
        "BIND(xsd:decimal(?t) AS ?n) }"
    )
    ((theirs,),) = rows(both.engine, text)
    assert (rows(both.embedded, text), int(theirs) > 0) == ([("0",)], True)


def test_letters_beyond_ascii_are_not_encoded(both: Engines) -> None:
    text = "SELECT (ENCODE_FOR_URI('ü/') AS ?e) (UCASE('ß') AS ?u) {}"
    both.give(text, [("%C3%BC%2F", "SS")], [("ü%2F%00", "ß")])


def test_a_relative_iri_that_is_computed_is_none(both: Engines) -> None:
    both.refused("SELECT (IRI('relative') AS ?i) {}", "absolute IRI")
    both.give_the_same(f"SELECT (IRI('{DIGIPRO}') AS ?i) {{}}")


def test_a_graph_that_is_not_there_hides_another_in_a_count(both: Engines) -> None:
    text = (
        "SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ <graph/facts> {} }} "
        "GRAPH ?g {{ ?s a tl:Cluster }} }} GROUP BY ?g"
    )
    both.give_the_same(text.format(""))
    assert len(rows(both.embedded, text.format("<graph/nope>"))) == 1
    assert rows(both.engine, text.format("<graph/nope>")) == []
