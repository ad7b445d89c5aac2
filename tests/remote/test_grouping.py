"""Which groups have to be proved, and that an engine which makes others is found out."""

from __future__ import annotations

import pytest

from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Endpoint, GraphsAsked
from techland.graph.remote_errors import GroupsDiffer
from techland.queries.remote.grouping import Groups, groupings
from tests.remote.faulty import ROWS, Reply, serving

TWO = "{ ?p a <urn:P> OPTIONAL { ?p <urn:a> ?a } OPTIONAL { ?p <urn:b> ?b } }"
GROUPED = f"SELECT ?a ?b (COUNT(*) AS ?n) {TWO} GROUP BY ?a ?b ORDER BY ?n"


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        (GROUPED, [("?a", "?b")]),
        (f"SELECT DISTINCT ?b ?a {TWO}", [("?b", "?a")]),
        (f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT DISTINCT ?a ?b ?p {TWO} }} }}", [("?a", "?b")]),
        (f"CONSTRUCT {{ ?a <urn:n> ?n }} {{ {{ {GROUPED} }} }}", [("?a", "?b")]),
        ("ASK { { SELECT DISTINCT ?a ?b { { ?a a ?x } UNION { ?b a ?x } } } }", [("?a", "?b")]),
        (f"SELECT ?a ?b {TWO}", []),
        (f"SELECT ?a (COUNT(DISTINCT ?b) AS ?n) {TWO} GROUP BY ?a HAVING (COUNT(?b) > 1)", []),
        (f"SELECT DISTINCT ?p ?a {TWO}", []),
        ("SELECT DISTINCT ?s ?a { ?s a ?t ; <urn:a> ?a OPTIONAL { ?s <urn:b> ?b } }", []),
        (f"SELECT ?n {{ GRAPH ?g {{ {{ {GROUPED} }} }} }}", []),
    ],
)
def test_what_may_be_unbound_is_told(text: str, unsure: list[tuple[str, ...]]) -> None:
    assert [one.unsure for one in groupings(text)] == unsure


def test_groups_are_counted_as_they_are_and_without_anything_unbound() -> None:
    (found,) = groupings(f"PREFIX a: <urn:a>\n{GROUPED}")
    assert found.given.startswith("PREFIX a: <urn:a>\nSELECT (COUNT(*)")
    assert f"{TWO} GROUP BY ?a ?b }}" in found.given
    assert "SELECT DISTINCT ?techlandKey0 ?techlandKey1" in found.sure
    assert "BIND(COALESCE(?b, <urn:none>) AS ?techlandKey1)" in found.sure


def test_other_groups_than_there_are_are_refused() -> None:
    more = Reply(body=ROWS.replace(b'"value":"1"', b'"value":"1008"'))
    with serving(more, Reply()) as engine:
        groups = Groups(EndpointClient(Endpoint.at(engine.address)))
        with pytest.raises(GroupsDiffer, match=r"1,008 groups .* there are 1, because") as found:
            groups.prove(GROUPED, GraphsAsked(), 10)
        assert "BIND(COALESCE(?a" in str(found.value)
        for _ in range(2):
            groups.prove(GROUPED, GraphsAsked(), 10)
        assert engine.asked == 4
