"""The graphs that a request names for its query: over HTTP a triple of two graphs counts once."""

from __future__ import annotations

from typing import Any

import pytest

from techland.graph.snapshot import Snapshot
from tests.server.conftest import BROWSER, TestClient
from tests.server.pages import Page

G = "https://w3id.org/techland/graph/"
SAME = "http://www.w3.org/2002/07/owl#sameAs"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SAME_COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?s <{SAME}> ?o }}"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
FORM = "application/x-www-form-urlencoded"
Pairs = list[tuple[str, str]]
TWO: Pairs = [("default-graph-uri", f"{G}facts"), ("default-graph-uri", f"{G}identity")]


def values(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    return [cell["value"] for row in rows for cell in row.values()]


def by_get(client: TestClient, query: str, graphs: Pairs) -> Any:
    return client.get("/sparql", params=[("query", query), *graphs])


def by_form(client: TestClient, query: str, graphs: Pairs) -> Any:
    from urllib.parse import urlencode

    body = urlencode([("query", query), *graphs])
    kind = {"Content-Type": f"{FORM}; charset=UTF-8"}
    return client.post("/sparql", content=body, headers=kind)


def by_form_and_address(client: TestClient, query: str, graphs: Pairs) -> Any:
    return client.post("/sparql", params=graphs, data={"query": query})


def by_body(client: TestClient, query: str, graphs: Pairs) -> Any:
    kind = {"Content-Type": "application/sparql-query"}
    return client.post("/sparql", params=graphs, content=query, headers=kind)


WAYS = [by_get, by_form, by_form_and_address, by_body]


@pytest.fixture(scope="module")
def sizes(curated_snapshot: Snapshot) -> dict[str, int]:
    """How many different triples each graph holds, counted from the lines."""
    found: dict[str, set[str]] = {}
    for line in curated_snapshot.quads_path.read_text("utf-8").splitlines():
        triple, _, graph = line.removesuffix(" .").rpartition(f" <{G}")
        name = graph.removesuffix(">") if triple else "default"
        found.setdefault(name, set()).add(triple or line.removesuffix(" ."))
    found["merged"] = found["facts"] | found["identity"]
    return {name: len(triples) for name, triples in found.items()}


@pytest.mark.parametrize("ask", WAYS)
def test_one_triple_in_two_default_graphs_counts_once(
    client: TestClient, ask: Any, sizes: dict[str, int]
) -> None:
    assert sizes["merged"] < sizes["facts"] + sizes["identity"], "the graphs share triples"
    assert values(ask(client, COUNT, TWO)) == [str(sizes["merged"])]
    assert values(ask(client, SAME_COUNT, TWO)) == [str(sizes["identity"])]


@pytest.mark.parametrize("ask", WAYS)
def test_no_parameter_asks_the_default_graph(
    client: TestClient, ask: Any, sizes: dict[str, int]
) -> None:
    assert values(ask(client, COUNT, [])) == [str(sizes["default"])]


@pytest.mark.parametrize("ask", WAYS)
def test_one_default_graph_is_that_graph(
    client: TestClient, ask: Any, sizes: dict[str, int]
) -> None:
    graphs = [("default-graph-uri", f"{G}facts")]
    assert values(ask(client, COUNT, graphs)) == [str(sizes["facts"])]
    assert values(ask(client, GRAPHS, graphs)) == []


@pytest.mark.parametrize("ask", WAYS)
def test_named_graphs_are_those_named(client: TestClient, ask: Any) -> None:
    graphs = [("named-graph-uri", f"{G}facts"), ("named-graph-uri", f"{G}identity")]
    assert sorted(values(ask(client, GRAPHS, graphs))) == [f"{G}facts", f"{G}identity"]
    assert values(ask(client, COUNT, graphs)) == ["0"]


@pytest.mark.parametrize("ask", WAYS)
def test_the_request_counts_instead_of_from(
    client: TestClient, ask: Any, sizes: dict[str, int]
) -> None:
    inside = COUNT.replace("{", f"FROM <{G}facts> FROM NAMED <{G}claims> {{", 1)
    assert values(ask(client, inside, [])) == [str(sizes["facts"])]
    graphs = [("default-graph-uri", f"{G}identity")]
    assert values(ask(client, inside, graphs)) == [str(sizes["identity"])]


def test_an_unknown_graph_is_empty_and_named(client: TestClient) -> None:
    unknown = "https://example.org/nothing"
    answer = by_get(client, COUNT, [*TWO, ("default-graph-uri", unknown)])
    assert answer.headers["techland-unknown-graphs"] == f"<{unknown}>"
    alone = by_get(client, COUNT, [("default-graph-uri", unknown)])
    assert values(alone) == ["0"]
    assert "techland-unknown-graphs" not in by_get(client, COUNT, TWO).headers


def test_the_page_keeps_the_graphs(client: TestClient, sizes: dict[str, int]) -> None:
    answer = client.get(
        "/sparql", params=[("query", SAME_COUNT), *TWO], headers={"Accept": BROWSER}
    )
    page = Page(answer.text)
    links = [x for x in page.attributes("a", "href") if x.startswith("/sparql?query=")]
    assert len(links) == 4
    csv = next(link for link in links if "format=csv" in link)
    assert client.get(csv).text.split() == ["n", str(sizes["identity"])]
