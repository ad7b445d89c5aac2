"""Stand-ins for the endpoints, one of each for all tests, emptied of what they were asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from techland.graph.home import Home
from techland.knowledge_graph import KnowledgeGraph, open_graph
from tests.queries.federated.stand_in import StandIn, standing_in

NAMES = ("wikidata", "kohesio", "cordis")


@pytest.fixture(scope="session")
def _standing() -> Iterator[dict[str, StandIn]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(standing_in(name)) for name in NAMES}


@pytest.fixture
def stand_ins(_standing: dict[str, StandIn]) -> dict[str, StandIn]:
    for one in _standing.values():
        one.requests.clear()
        one.fault, one.most_rows = None, None
    return _standing


@pytest.fixture
def wikidata(stand_ins: dict[str, StandIn]) -> StandIn:
    return stand_ins["wikidata"]


@pytest.fixture
def addresses(stand_ins: dict[str, StandIn]) -> dict[str, str]:
    return {name: one.address for name, one in stand_ins.items()}


@pytest.fixture(scope="session")
def kg(curated_home: Home) -> Iterator[KnowledgeGraph]:
    with open_graph(curated_home) as opened:
        yield opened
