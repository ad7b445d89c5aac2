"""The ready queries of federation, with Virtuoso in the place of the three services."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from techland.graph.home import Home
from techland.graph.remote.loading.ways import UpdateWay
from techland.graph.remote_errors import AnswerCapped
from techland.knowledge_graph import KnowledgeGraph, open_graph
from techland.queries.federated.endpoints import endpoints_with
from techland.queries.federated.ready import federated_queries
from techland.queries.solutions import Solutions, read_answer
from tests.queries.federated.stand_in import StandIn, standing_in
from tests.remote.virtuoso import ROWS, Virtuoso

pytestmark = pytest.mark.soak
NAMES = ("wikidata", "kohesio", "cordis")
RECORDS = Path(__file__).parents[1] / "queries" / "federated"
# More values than the engine gives rows for, when each gives some hundred.
MANY, EACH = 60, 400
GIVEN = 'VALUES (?project ?number) { (<x:a> "900000001") (<x:b> "900000003") }'


@pytest.fixture(scope="module")
def kg(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with open_graph(curated_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def addresses(virtuoso: Virtuoso) -> Iterator[dict[str, str]]:
    """The three services, each a graph of the engine."""
    way = UpdateWay(virtuoso.writer)
    for name in NAMES:
        quads = parse(path=RECORDS / f"{name}.ttl", format=RdfFormat.TURTLE)
        way.add(f"urn:{name}", [f"{quad.triple} .\n".encode() for quad in quads])
    many = [
        f'<urn:{value}-{number}> <urn:many> "{value}" .\n'.encode()
        for value in range(MANY)
        for number in range(EACH)
    ]
    for start in range(0, len(many), way.size):
        way.add("urn:many", many[start : start + way.size])
    yield {name: f"{virtuoso.address}?default-graph-uri=urn:{name}" for name in (*NAMES, "many")}
    for name in (*NAMES, "many"):
        way.drop(f"urn:{name}")


@pytest.fixture(scope="module")
def stand_ins() -> Iterator[dict[str, StandIn]]:
    with (
        standing_in("wikidata") as wikidata,
        standing_in("kohesio") as kohesio,
        standing_in("cordis") as cordis,
    ):
        yield {"wikidata": wikidata, "kohesio": kohesio, "cordis": cordis}


def rows(kg: KnowledgeGraph, text: str, addresses: dict[str, str]) -> list[tuple[str, ...]]:
    asked = kg.federation(endpoints_with(addresses, pause=0))
    answer = read_answer(kg.evaluate_federated(asked, text))
    assert isinstance(answer, Solutions)
    return sorted(answer.texts())


@pytest.mark.parametrize("name", sorted(federated_queries()))
def test_each_ready_query_gives_the_same(
    name: str, kg: KnowledgeGraph, addresses: dict[str, str], stand_ins: dict[str, StandIn]
) -> None:
    text = federated_queries()[name].text
    if name == "projects-in-cordis":
        # The shipped facts have no grant number.
        text = re.sub(r"\?project a tl:Project ;\s*dct:identifier \?number \.", GIVEN, text)
    expected = rows(kg, text, {key: one.address for key, one in stand_ins.items()})
    assert expected
    assert rows(kg, text, addresses) == expected


def test_answers_beyond_its_cap_come_in_halves_or_not_at_all(
    kg: KnowledgeGraph, addresses: dict[str, str]
) -> None:
    values = " ".join(f"'{value}'" for value in range(MANY))
    text = f"SELECT ?s ?v {{ VALUES ?v {{ {values} }} SERVICE <many> {{ ?s <urn:many> ?v }} }}"
    assert MANY * EACH > ROWS
    assert len(rows(kg, text, addresses)) == MANY * EACH
    whole = "SELECT ?s ?v { SERVICE <many> { ?s <urn:many> ?v } }"
    with pytest.raises(AnswerCapped, match=r"^many: .*cuts the answer at 10,000 rows"):
        rows(kg, whole, addresses)
