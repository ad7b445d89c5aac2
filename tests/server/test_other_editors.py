"""Editors in the manner of SIB's find prefixes, examples and VoID at the endpoint.

They put each question to the endpoint's data, and where that has no row, to the
document that its address gives to a program: github.com/sib-swiss/sparql-editor,
packages/sparql-editor/src/metadata.ts.
"""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from techland.ontology.prefix_table import PREFIXES
from techland.queries.catalogue import FOLDER, catalogue
from tests.server.conftest import TestClient

HEAD = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
FOR_PREFIXES = (
    "SELECT DISTINCT ?prefix ?namespace { [] sh:prefix ?prefix ; sh:namespace ?namespace }"
)
FOR_EXAMPLES = """SELECT DISTINCT ?example ?comment ?query { ?example a sh:SPARQLExecutable ;
  rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query }"""
FOR_VOID = """SELECT DISTINCT ?class ?property ?other ?datatype ?triples {
  ?part void:class ?class ; void:propertyPartition ?sub . ?sub void:property ?property .
  OPTIONAL { ?sub void:triples ?triples }
  OPTIONAL { { ?sub void:classPartition [ void:class ?other ] }
    UNION { ?sub void-ext:datatypePartition [ void-ext:datatype ?datatype ] } } }"""


def found(client: TestClient, query: str) -> list[dict[str, str]]:
    """Return what such an editor finds."""
    accept = {"Accept": "application/sparql-results+json"}
    asked = client.get("/sparql", params={"ac": "1", "query": HEAD + query}, headers=accept)
    assert asked.status_code == 200
    rows = asked.json()["results"]["bindings"]
    if rows:
        return [{name: cell["value"] for name, cell in row.items()} for row in rows]
    document = client.get("/sparql", headers={"Accept": "text/turtle, application/n-triples;q=0.9"})
    assert document.headers["content-type"].startswith("text/turtle")
    store = Store()
    store.load(document.content, RdfFormat.TURTLE)
    answer = store.query(HEAD + query)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [{name: row[name].value for name in names if row[name]} for row in answer]


def test_they_find_the_prefixes(client: TestClient) -> None:
    assert {row["prefix"]: row["namespace"] for row in found(client, FOR_PREFIXES)} == dict(
        PREFIXES
    )


def test_they_find_the_examples_in_each_language(client: TestClient) -> None:
    rows = found(client, FOR_EXAMPLES)
    queries = catalogue(FOLDER)
    assert {row["query"] for row in rows} == {query.text for query in queries.values()}
    assert {row["comment"] for row in rows} == {
        text for query in queries.values() for text in query.summaries.values()
    }


@pytest.mark.parametrize("path", ["property", "triples"])
def test_they_find_the_classes_with_their_properties(client: TestClient, path: str) -> None:
    rows = found(client, FOR_VOID)
    query = "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
    data = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    if path == "property":
        assert {(row["class"], row["property"]) for row in rows} == {
            (row["c"]["value"], row["p"]["value"]) for row in data
        }
        assert any("other" in row for row in rows)
        assert any("datatype" in row for row in rows)
        return
    told = {(row["class"], row["property"]): row["triples"] for row in rows}
    assert told == {(r["c"]["value"], r["p"]["value"]): r["n"]["value"] for r in data}
