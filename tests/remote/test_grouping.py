"""Which groups have to be proved, and that an engine which makes others is found out."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from pyoxigraph import NamedNode

from techland.graph.remote.client import EndpointClient, Rows
from techland.graph.remote.endpoint import Endpoint, GraphsAsked
from techland.graph.remote_errors import GroupsDiffer
from techland.queries.remote.grouping import Groups, grouping_of
from tests.remote.faulty import Reply, serving

TWO = "{ ?p a <urn:P> OPTIONAL { ?p <urn:a> ?a } OPTIONAL { ?p <urn:b> ?b } }"
GROUPED = f"SELECT ?a ?b (COUNT(*) AS ?n) {TWO} GROUP BY ?a ?b ORDER BY ?n"


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        (GROUPED, ("?a", "?b")),
        (f"SELECT DISTINCT ?b ?a {TWO}", ("?b", "?a")),
        (f"SELECT ?p ?a $b (COUNT(*) AS ?n) {TWO} GROUP BY ?p ?a $b", ("?a", "?b")),
        ("SELECT DISTINCT ?a ?b { { ?a a ?x } UNION { ?b a ?x } }", ("?a", "?b")),
        (f"SELECT ?a ?b {TWO}", None),
        (f"SELECT ?a (COUNT(DISTINCT ?b) AS ?n) {TWO} GROUP BY ?a HAVING (COUNT(?b) > 1)", None),
        (f"SELECT DISTINCT ?p ?a {TWO}", None),
        (f"SELECT DISTINCT ?a (STR(?b) AS ?c) {TWO}", None),
        (f"SELECT DISTINCT * {TWO}", None),
        (f"SELECT ?c ?d (COUNT(*) AS ?n) {TWO} GROUP BY (STR(?a) AS ?c) (STR(?b) AS ?d)", None),
        (f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT DISTINCT ?a ?b {TWO} }} }}", None),
        (f"CONSTRUCT {{ ?a <urn:n> ?n }} {{ {{ {GROUPED} }} }}", None),
    ],
)
def test_what_may_be_unbound_is_told(text: str, unsure: tuple[str, ...] | None) -> None:
    found = grouping_of(text)
    assert (found and found.unsure) == unsure


def test_groups_are_counted_without_anything_unbound() -> None:
    found = grouping_of(f"PREFIX a: <urn:a>\n{GROUPED}")
    assert found
    assert found.counting.startswith("PREFIX a: <urn:a>\nSELECT (COUNT(?techlandKey0)")
    assert "SELECT DISTINCT ?techlandKey0 ?techlandKey1" in found.counting
    assert "BIND(COALESCE(?b, <urn:none>) AS ?techlandKey1)" in found.counting


A, B = NamedNode("urn:a"), NamedNode("urn:b")
ONE, TWICE = [(A, None, B)], [(A, None, B), (A, None, A)]


@pytest.mark.parametrize(
    ("text", "rows", "groups"),
    [
        (GROUPED, ONE, None),
        (GROUPED, [], "0 groups .* there are 1"),
        (GROUPED, TWICE, "2 groups .* there are 1"),
        (GROUPED.replace("?a ?b (", "?a ("), TWICE, "2 groups .* there are 1"),
        (f"{GROUPED} LIMIT 5", TWICE, "2 groups .* there are 1"),
        (f"{GROUPED} LIMIT 5", [], None),
    ],
)
def test_other_groups_than_there_are_are_refused(
    text: str, rows: list[tuple[NamedNode | None, ...]], groups: str | None
) -> None:
    with serving(Reply()) as engine:
        proof = Groups(EndpointClient(Endpoint.at(engine.address)))
        for _ in range(2):
            with pytest.raises(GroupsDiffer, match=groups) if groups else nullcontext():
                proof.prove(text, GraphsAsked(), Rows(("a", "b", "n"), rows), 10)
        assert engine.asked == (0 if "LIMIT" in text else 1)
