"""The documents about the service, read as clients and query editors read them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store, Triple, parse
from rdflib import RDF, Graph, URIRef

from techland.graph.snapshot import Snapshot
from techland.ontology.prefix_table import PREFIXES
from techland.queries.catalogue import catalogue
from techland.queries.evaluation import QueryProcesses
from techland.queries.limits import Limits
from techland.server.app import create_app
from tests.server.conftest import BROWSER, TestClient, ask_as

ENDPOINT = "http://localhost/sparql"
EXAMPLES = "http://localhost/.well-known/sparql-examples"
SD = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
SH = "PREFIX sh: <http://www.w3.org/ns/shacl#> "
VOID = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#> "
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
DOCUMENTS = [
    "/sparql",
    "/.well-known/void",
    "/.well-known/sparql-examples",
    "/.well-known/sparql-examples/signatories",
]


@pytest.fixture(scope="module")
def client(
    curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A client of a copy: its statistics are kept in the snapshot's folder."""
    folder = tmp_path_factory.mktemp("described") / curated_snapshot.version
    copy = Snapshot(Path(shutil.copytree(curated_snapshot.directory, folder)))
    with (
        QueryProcesses(copy.quads_path) as processes,
        ask_as(create_app(copy, processes)) as opened,
    ):
        yield opened


def triples(client: TestClient, address: str, media_type: str = "text/turtle") -> set[Triple]:
    answer = client.get(address, headers={"Accept": media_type})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == media_type
    return {quad.triple for quad in parse(io.BytesIO(answer.content), FORMATS[media_type])}


def loaded(client: TestClient, address: str) -> Store:
    store = Store()
    store.load(client.get(address).content, RdfFormat.TURTLE)
    return store


def table(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(cell.value for cell in row) for row in store.query(query)]


def counted(client: TestClient, pattern: str) -> str:
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    answer = client.get("/sparql", params={"query": query}).json()
    return answer["results"]["bindings"][0]["n"]["value"]


@pytest.mark.parametrize("address", DOCUMENTS)
def test_a_document_is_the_same_in_every_serialisation(client: TestClient, address: str) -> None:
    expected = triples(client, address)
    assert len(expected) > 8
    for media_type in FORMATS:
        assert triples(client, address, media_type) == expected, media_type
    assert client.get(address, headers={"Accept": "image/png"}).status_code in {400, 406}
    assert client.get(f"{address}?format=rdf").headers["content-type"] == "application/rdf+xml"


def test_the_endpoint_describes_itself_to_programs_and_gives_people_the_form(
    client: TestClient,
) -> None:
    graph = Graph().parse(data=client.get("/sparql").text, format="turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    (service,) = graph.subjects(RDF.type, URIRef(f"{sd}Service"))
    assert list(graph.objects(service, URIRef(f"{sd}endpoint"))) == [URIRef(ENDPOINT)]
    page = client.get("/sparql", headers={"Accept": BROWSER})
    assert page.headers["content-type"].startswith("text/html")
    assert 'action="/sparql"' in page.text
    rows_only = client.get("/sparql", headers={"Accept": "application/sparql-results+json"})
    assert rows_only.status_code == 400, "who wants rows has forgotten the query"


def test_languages_formats_and_limits_are_described(client: TestClient) -> None:
    store = loaded(client, "/sparql")
    languages = table(store, f"{SD} SELECT ?l {{ ?s sd:supportedLanguage ?l }}")
    assert [iri.partition("#")[2] for (iri,) in languages] == ["SPARQL11Query"]
    formats = table(store, f"{SD} SELECT ?f {{ ?s sd:resultFormat ?f }}")
    assert {iri.rpartition("/")[2] for (iri,) in formats} == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD",
    }  # fmt: skip
    assert table(store, f"{SD} SELECT ?f {{ ?s sd:inputFormat ?f }}") == [], "nothing is read"
    told = table(
        store,
        f"{SD} SELECT ?f ?v {{ ?s sd:feature ?f . ?f a sd:Feature ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#value> ?v }",
    )
    values = {iri.rpartition("/")[2]: float(value) for iri, value in told}
    assert values["query-seconds"] == Limits().seconds
    assert values["query-memory-bytes"] == Limits().memory_bytes
    assert values["query-text-bytes"] == Limits().text_bytes
    assert values["query-depth"] == Limits().depth
    names = table(
        store,
        f"{SD} SELECT ?f (COUNT(?n) AS ?c) {{ ?f a sd:Feature ; "
        "<http://www.w3.org/2000/01/rdf-schema#label> ?n } GROUP BY ?f",
    )
    assert {count for _, count in names} == {"3"}, "a name in each language"


def test_the_default_dataset_has_its_graphs_with_their_sizes(client: TestClient) -> None:
    store = loaded(client, "/sparql")
    default = table(
        store, f"{SD}{VOID} SELECT ?n {{ ?d sd:defaultGraph [ a sd:Graph ; void:triples ?n ] }}"
    )
    assert default == [(counted(client, "?s ?p ?o"),)]
    named = table(
        store,
        f"{SD}{VOID} SELECT ?g ?n {{ ?s sd:defaultDataset/sd:namedGraph ?named . "
        "?named a sd:NamedGraph ; sd:name ?g ; sd:graph [ a sd:Graph ; void:triples ?n ] }",
    )
    graphs = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }"}).json()[
        "results"
    ]["bindings"]
    assert {iri for iri, _ in named} == {row["g"]["value"] for row in graphs}
    for iri, count in named:
        assert count == counted(client, f"GRAPH <{iri}> {{ ?s ?p ?o }}")


@pytest.mark.parametrize("address", ["/sparql", "/.well-known/sparql-examples"])
def test_editors_find_the_catalogue_and_the_prefixes(client: TestClient, address: str) -> None:
    store = loaded(client, address)
    examples = table(
        store,
        f"""{SH}PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?example ?comment ?text {{ ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ;
          sh:select|sh:ask|sh:construct ?text FILTER(LANG(?comment) = "en") }}""",
    )
    expected = {
        (f"{EXAMPLES}/{query.name}", query.summary, query.text) for query in catalogue().values()
    }
    assert set(examples) == expected
    declared = "[] sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ]"
    prefixes = table(store, f"{SH} SELECT ?prefix ?namespace {{ {declared} }}")
    assert dict(prefixes) == PREFIXES


def test_each_example_is_retrieved_at_its_own_address_and_runs(client: TestClient) -> None:
    every = triples(client, "/.well-known/sparql-examples")
    for query in catalogue().values():
        address = f"{EXAMPLES}/{query.name}"
        own = triples(client, address.removeprefix("http://localhost"))
        assert own == {triple for triple in every if triple.subject.value == address}
        told = {triple.predicate.value.rpartition("/")[2] for triple in own}
        assert {"keywords", "target", "description"} <= told
    answer = client.get("/sparql", params={"query": catalogue()["signatories"].text})
    assert answer.json()["results"]["bindings"]
    assert client.get("/.well-known/sparql-examples/nothing").status_code == 404


def test_an_example_has_what_those_of_the_field_have(
    client: TestClient, shared_folder: Path
) -> None:
    def predicates(quads: Any) -> set[str]:
        return {quad.predicate.value for quad in quads}

    theirs = next((shared_folder / "data" / "sparql_examples" / "UniProt").glob("*.ttl"))
    wanted = predicates(parse(path=str(theirs), format=RdfFormat.TURTLE))
    assert len(wanted) >= 5
    assert wanted <= predicates(triples(client, "/.well-known/sparql-examples/signatories"))


def test_void_has_partitions_from_which_editors_complete(client: TestClient) -> None:
    store = loaded(client, "/.well-known/void")
    agreement = "https://w3id.org/techland/ontology#Agreement"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    rows = table(
        store,
        f"""{VOID} SELECT ?entities ?n {{
          ?graph void:classPartition ?c . FILTER(STRENDS(STR(?graph), "/graph/default"))
          ?c void:class <{agreement}> ; void:entities ?entities ; void:propertyPartition ?p .
          ?p void:property <{label}> ; void:triples ?n }}""",
    )
    entities = counted(client, f"?a a <{agreement}>")
    labels = counted(client, f"?a a <{agreement}> ; <{label}> ?name")
    assert rows == [(entities, labels)]
    endpoints = table(store, f"{VOID} SELECT ?e {{ ?d void:sparqlEndpoint ?e ; void:triples ?n }}")
    assert endpoints == [(ENDPOINT,)]
    again = client.get("/.well-known/void")
    assert client.get(
        "/.well-known/void", headers={"If-None-Match": again.headers["etag"]}
    ).status_code == 304  # fmt: skip
