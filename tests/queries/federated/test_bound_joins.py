"""A bound join gives what SPARQL's join gives: compared with one engine that holds both sides."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryTriples,
    Store,
)

from techland.queries.federated.asking import Bounds
from techland.queries.federated.endpoints import NamedEndpoint
from techland.queries.federated.federating import Federation
from tests.conftest import ROOT
from tests.queries.federated.stand_in import StandIn, standing_in

EX = "http://example.org/"
REMOTE = NamedNode(f"{EX}remote")
# Shapes of queries; SERVICE <far> is the remote side. Each joins, cuts or renames in another way.
SHAPES = {
    "join": "SELECT * { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } }",
    "first": "SELECT * { SERVICE <far> { ?b ex:q ?c } ?a ex:p ?b }",
    "two values": "SELECT * { ?a ex:p ?b . ?a ex:q ?c SERVICE <far> { ?b ex:q ?c } }",
    "optional": "SELECT * { ?a ex:p ?b OPTIONAL { SERVICE <far> { ?b ex:q ?c } } }",
    "optional inside": "SELECT * { ?a ex:p ?b "
    "OPTIONAL { ?b ex:p ?d SERVICE <far> { ?d ex:q ?c } } }",
    "optional and filter": "SELECT * { ?a ex:p ?b OPTIONAL { ?b ex:p ?d FILTER(?b != ex:n1) "
    "SERVICE <far> { ?d ex:q ?c } } }",
    "filter of the outer": "SELECT * { ?a ex:p ?b OPTIONAL { ?b ex:p ?d FILTER(?a != ?d) "
    "SERVICE <far> { ?d ex:q ?c } } }",
    "filter before": "SELECT * { ?a ex:p ?b FILTER(?b != ex:n1) SERVICE <far> { ?b ex:q ?c } }",
    "filter about later": "SELECT * { ?a ex:p ?b FILTER(?c != ex:n2) "
    "SERVICE <far> { ?b ex:q ?c } }",
    "filter after": "SELECT * { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } FILTER(?a != ?c) }",
    "filter on what is optional": "SELECT * { { SELECT * { ?a ex:p ?b OPTIONAL { ?a ex:q ?c } "
    "FILTER(BOUND(?c)) } } SERVICE <far> { ?c ex:q ?d } }",
    "exists": "SELECT * { ?a ex:p ?b FILTER EXISTS { ?b ex:p ?x } SERVICE <far> { ?b ex:q ?c } }",
    "not exists": "SELECT * { ?a ex:p ?b FILTER NOT EXISTS { ?b ex:p ?c } "
    "SERVICE <far> { ?b ex:q ?c } }",
    "minus": "SELECT * { ?a ex:p ?b MINUS { ?b ex:p ex:n1 } SERVICE <far> { ?b ex:q ?c } }",
    "bind": "SELECT * { ?a ex:p ?x BIND(?x AS ?b) SERVICE <far> { ?b ex:q ?c } }",
    "bind in an optional": "SELECT * { ?a ex:p ?b OPTIONAL { BIND(?b AS ?d) "
    "SERVICE <far> { ?d ex:q ?c } } }",
    "union before": "SELECT * { { ?a ex:p ?b } UNION { ?a ex:q ?b } SERVICE <far> { ?b ex:q ?c } }",
    "chain": "SELECT * { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } SERVICE <far> { ?c ex:p ?d } }",
    "chain of optionals": "SELECT * { ?a ex:p ?b OPTIONAL { SERVICE <far> { ?b ex:q ?c } } "
    "OPTIONAL { ?a ex:q ?e SERVICE <far> { ?e ex:p ?d } } }",
    "subselect before": "SELECT * { { SELECT DISTINCT ?b { ?a ex:p ?b } } "
    "SERVICE <far> { ?b ex:q ?c } }",
    "limited subselect": "SELECT * { { SELECT ?b { ?a ex:p ?b } ORDER BY ?b LIMIT 2 } "
    "SERVICE <far> { ?b ex:q ?c } }",
    "subselect there": "SELECT * { ?a ex:p ?b SERVICE <far> { SELECT ?b (COUNT(*) AS ?n) "
    "{ ?b ex:q ?x } GROUP BY ?b } }",
    "subselect behind a comment": "SELECT * { ?a ex:p ?b SERVICE <far> { # many\n"
    "SELECT ?b (COUNT(*) AS ?n) { ?b ex:q ?x } GROUP BY ?b } }",
    "optional there": "SELECT * { ?a ex:p ?b "
    "SERVICE <far> { ?b ex:q ?c OPTIONAL { ?c ex:p ?d } } }",
    "duplicates": "SELECT ?a { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } }",
    "count": "SELECT ?a (COUNT(*) AS ?n) { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } } GROUP BY ?a",
    "nothing shared": "SELECT * { ?a ex:p ex:n1 SERVICE <far> { ?x ex:q ex:n2 } }",
    "constants": "SELECT * { ?a ex:p ?b SERVICE <far> { ex:n1 ex:q ex:n2 } }",
    "ask": "ASK { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } FILTER(?c = ex:n3) }",
    "construct": "CONSTRUCT { ?a ex:far ?c } WHERE { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } }",
    "values after": "SELECT * { ?a ex:p ?b SERVICE <far> { ?b ex:q ?c } } "
    "VALUES ?c { ex:n1 ex:n2 }",
    "literals": "SELECT * { ?a ex:l ?l SERVICE <far> { ?x ex:l ?l } }",
    "comments": "SELECT * { ?a ex:p ?b # SERVICE <x:y> {\n "
    "SERVICE <far> { ?b ex:q ?c # } here\n } }",
    "names alike": "SELECT * { ?a ex:p ?b FILTER(STR(?b) != 'SERVICE { } ?c') "
    "SERVICE <far> { ?b ex:q ?c } }",
}  # fmt: skip
SEEDS = 3
PREFIX = f"PREFIX ex: <{EX}>\n"
LITERALS = [Literal('a "quoted"\n\\u0041'), Literal("a", language="nl"), Literal(7), Literal(1.5)]


def some_quads(seed: int, graph: NamedNode | None) -> Iterator[Quad]:
    chance = random.Random(seed)  # noqa: S311 (data, not secrets)
    nodes = [NamedNode(f"{EX}n{number}") for number in range(6)]
    for name in ("p", "q"):
        for _ in range(9):
            triple = (chance.choice(nodes), NamedNode(f"{EX}{name}"), chance.choice(nodes))
            yield Quad(*triple, graph) if graph else Quad(*triple)
    for literal in LITERALS:
        triple_of = (chance.choice(nodes), NamedNode(f"{EX}l"), literal)
        yield Quad(*triple_of, graph) if graph else Quad(*triple_of)


def outcome(store: Store, text: str) -> Any:
    """Return an answer as what does not depend on its order."""
    found = store.query(text)
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QueryTriples):
        return set(found)
    names = [variable.value for variable in found.variables]
    return Counter(
        frozenset((name, row[name]) for name in names if row[name] is not None) for row in found
    )


@pytest.fixture(scope="module")
def far() -> Iterator[StandIn]:
    with standing_in() as stand_in:
        yield stand_in


@pytest.mark.parametrize("shape", SHAPES)
def test_the_answer_is_that_of_one_engine_with_both_graphs(shape: str, far: StandIn) -> None:
    text = PREFIX + SHAPES[shape]
    expected_rows = 0
    for seed in range(SEEDS):
        here, both = Store(), Store()
        far.store.clear()
        here.extend(some_quads(seed, None))
        both.extend(some_quads(seed, None))
        far.store.extend(
            Quad(q.subject, q.predicate, q.object) for q in some_quads(seed + 100, None)
        )
        both.extend(some_quads(seed + 100, REMOTE))

        def select(asked: str, store: Store = here) -> Iterable[Mapping[str, Any]]:
            found = store.query(asked)
            names = [variable.value for variable in found.variables]
            return [{name: row[name] for name in names} for row in found]

        endpoint = NamedEndpoint("far", far.address, far.address, batch=2, pause=0)
        asked = Federation(select, {"far": endpoint}, Bounds(seconds=20))
        expected = outcome(both, text.replace("SERVICE <far>", f"GRAPH {REMOTE}"))
        assert outcome(here, asked.local_text(text)) == expected
        expected_rows += len(expected) if not isinstance(expected, bool) else expected
    assert expected_rows, "the shape must find something"


def test_the_docs_tell_how_many_shapes_are_compared() -> None:
    told = (ROOT / "docs" / "federation.md").read_text("utf-8")
    assert f"A test compares {len(SHAPES)} shapes of queries" in told
