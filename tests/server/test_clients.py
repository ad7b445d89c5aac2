"""SPARQLWrapper, rdflib, Comunica and curl find over HTTP what the Python door gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from techland.graph.home import Home
from techland.knowledge_graph import open_graph
from techland.queries.catalogue import catalogue
from techland.queries.solutions import Solutions
from tests.node_packages import installed
from tests.running_server import serving
from tests.server.client_programs import CLIENTS, Answers, by_pyoxigraph

SCRIPTS = Path(__file__).parent / "clients"
# Among them: three languages, dates and years, sums, OPTIONAL, paths, parameters.
ASKED = (
    "agreement-dates",
    "agreement-parties",
    "bridging-organisations",
    "cross-border-ties",
    "disputes",
    "events-per-year",
    "money-by-programme",
    "organisation-places",
    "organisations-by-country-and-type",
    "rejected-values",
)


@pytest.fixture(scope="module")
def queries() -> dict[str, str]:
    return {name: catalogue()[name].text for name in ASKED}


@pytest.fixture(scope="module")
def python_answers(curated_home: Home, queries: dict[str, str]) -> Answers:
    found: Answers = {}
    with open_graph(curated_home) as kg:
        for name, query in queries.items():
            answer = kg.query(query)
            assert isinstance(answer, Solutions)
            found[name] = by_pyoxigraph(answer, answer.variables)
    return found


@pytest.fixture(scope="module")
def endpoint(curated_home: Home) -> Iterator[str]:
    with serving(settings={"TECHLAND_HOME": str(curated_home.root)}) as address:
        yield f"{address}/sparql"


@pytest.fixture(scope="module")
def scripts(pytestconfig: pytest.Config) -> Path:
    assert pytestconfig.cache
    return installed(SCRIPTS, pytestconfig.cache)


@pytest.mark.soak
@pytest.mark.parametrize("name", list(CLIENTS))
def test_a_client_finds_what_python_finds(
    name: str,
    endpoint: str,
    queries: Mapping[str, str],
    python_answers: Answers,
    scripts: Path,
) -> None:
    found = CLIENTS[name](endpoint, queries, scripts)
    assert found.keys() == python_answers.keys()
    for query, rows in python_answers.items():
        assert rows, query
        # The catalogue orders its answers, and a client keeps the order.
        assert found[query] == rows, query


def test_the_ten_hold_what_makes_clients_differ(python_answers: Answers) -> None:
    terms = [term for rows in python_answers.values() for row in rows for term in row.values()]
    kinds = {term[2].rpartition("#")[2] for term in terms}
    assert len(ASKED) == 10
    assert {"", "@nl", "@de", "@en", "integer", "date", "gYear", "string"} <= kinds
    names = [len({name for row in rows for name in row}) for rows in python_answers.values()]
    fewest = [min(len(row) for row in rows) for rows in python_answers.values()]
    assert any(few < all_ for few, all_ in zip(fewest, names, strict=True)), "unbound variables"
