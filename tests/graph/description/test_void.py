"""The VoID statistics equal what SPARQL counts over the same snapshot."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from techland.graph.description.counting import count_lines
from techland.graph.description.counts import GraphCounts
from techland.graph.description.dataset_iris import dataset_version, graph_of_version
from techland.graph.description.void import triples_of_counts, void_triples
from techland.graph.iris import named_graph
from techland.graph.snapshot import Snapshot
from techland.ontology.terms import BASE, RDF

GRAPHS = ("default", "facts", "claims", "identity", "derived", "ontology", "translations")
VOID = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#> "
TOTALS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects)
  (COUNT(DISTINCT ?o) AS ?distinctObjects) (COUNT(DISTINCT ?p) AS ?properties)
  (COUNT(DISTINCT ?class) AS ?classes) (COUNT(DISTINCT ?ours) AS ?entities)
WHERE { %s
  BIND(IF(?p = rdf:type, ?o, ?none) AS ?class)
  BIND(IF(STRSTARTS(STR(?s), "https://w3id.org/techland/"), ?s, ?none) AS ?ours) }"""
PROPERTIES = """SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects)
  (COUNT(DISTINCT ?o) AS ?objects) WHERE { %s } GROUP BY ?p"""
CLASSES = "SELECT ?o (COUNT(DISTINCT ?s) AS ?n) WHERE { %s FILTER(?p = rdf:type) } GROUP BY ?o"
USES = "SELECT ?c ?p (COUNT(*) AS ?n) WHERE { %s } GROUP BY ?c ?p"
OBJECT_CLASSES = "SELECT ?c ?p ?k (COUNT(*) AS ?n) WHERE { { %s } { %s } } GROUP BY ?c ?p ?k"
DATATYPES = """SELECT ?c ?p ?k (COUNT(*) AS ?n)
WHERE { %s FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?k) } GROUP BY ?c ?p ?k"""


def inside(graph: str, pattern: str) -> str:
    return pattern if graph == "default" else f"GRAPH {named_graph(graph)} {{ {pattern} }}"


def table(store: Store, query: str) -> set[tuple[str, ...]]:
    rows = store.query(f"PREFIX rdf: <{RDF.type.removesuffix('type')}> {VOID} {query}")
    return {tuple(getattr(cell, "value", "") for cell in row) for row in rows}


def described(triples: Iterable[Triple]) -> Store:
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return store


@pytest.fixture(scope="module")
def snapshot(curated_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("void") / curated_snapshot.version
    return Snapshot(Path(shutil.copytree(curated_snapshot.directory, folder)))


@pytest.fixture(scope="module")
def description(snapshot: Snapshot) -> Store:
    return described(void_triples(snapshot))


def totals(description: Store, dataset: str) -> tuple[str, ...]:
    names = ["triples", "distinctSubjects", "distinctObjects", "properties", "classes", "entities"]
    pattern = " ".join(f"<{dataset}> void:{name} ?{name} ." for name in names)
    (row,) = table(description, f"SELECT {' '.join(f'?{n}' for n in names)} WHERE {{ {pattern} }}")
    return row


@pytest.mark.parametrize("graph", GRAPHS)
def test_totals(snapshot: Snapshot, description: Store, curated_store: Store, graph: str) -> None:
    (counted,) = table(curated_store, TOTALS % inside(graph, "?s ?p ?o"))
    assert totals(description, graph_of_version(snapshot.version, graph)) == counted


def test_totals_of_the_whole_dataset(
    snapshot: Snapshot, description: Store, curated_store: Store
) -> None:
    merged = described({quad.triple for quad in curated_store})
    (counted,) = table(merged, TOTALS % "?s ?p ?o")
    assert totals(description, dataset_version(snapshot.version)) == counted
    subsets = table(description, "SELECT ?g WHERE { ?d void:subset ?g . ?g void:classes ?n }")
    assert subsets == {(graph_of_version(snapshot.version, graph),) for graph in GRAPHS}


@pytest.mark.parametrize("graph", GRAPHS)
def test_partitions(
    snapshot: Snapshot, description: Store, curated_store: Store, graph: str
) -> None:
    whole = f"<{graph_of_version(snapshot.version, graph)}>"
    every = inside(graph, "?s ?p ?o")
    found = f"""SELECT ?p ?n ?s ?o WHERE {{ {whole} void:propertyPartition [ void:property ?p ;
      void:triples ?n ; void:distinctSubjects ?s ; void:distinctObjects ?o ] }}"""
    assert table(description, found) == table(curated_store, PROPERTIES % every)
    found = f"""SELECT ?c ?n WHERE {{
      {whole} void:classPartition [ void:class ?c ; void:entities ?n ] }}"""
    assert table(description, found) == table(curated_store, CLASSES % every)


@pytest.mark.parametrize("graph", GRAPHS)
def test_partitions_of_classes(
    snapshot: Snapshot, description: Store, curated_store: Store, graph: str
) -> None:
    whole = f"<{graph_of_version(snapshot.version, graph)}>"
    subject, of_object = inside(graph, "?s ?p ?o . ?s a ?c"), inside(graph, "?o a ?k")
    start = f"""{whole} void:classPartition [ void:class ?c ; void:propertyPartition ?part ] .
      ?part void:property ?p"""
    found = f"SELECT ?c ?p ?n WHERE {{ {start} ; void:triples ?n }}"
    assert table(description, found) == table(curated_store, USES % subject)
    found = f"""SELECT ?c ?p ?k ?n WHERE {{
      {start} ; void:classPartition [ void:class ?k ; void:triples ?n ] }}"""
    assert table(description, found) == table(curated_store, OBJECT_CLASSES % (subject, of_object))
    found = f"""SELECT ?c ?p ?k ?n WHERE {{
      {start} ; ext:datatypePartition [ ext:datatype ?k ; void:triples ?n ] }}"""
    assert table(description, found) == table(curated_store, DATATYPES % subject)


def test_linksets(snapshot: Snapshot, description: Store, curated_store: Store) -> None:
    found = """SELECT ?p ?space ?n WHERE {
      ?set a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ;
        void:objectsTarget [ void:uriSpace ?space ] }"""
    spaces = {space for _, space, _ in table(description, found)}
    assert {"http://data.europa.eu/nuts/", "https://ror.org/"} <= spaces
    counted = f"""SELECT ?p ?space (COUNT(*) AS ?n) WHERE {{
      VALUES ?space {{ {" ".join(map(str, map(Literal, spaces)))} }}
      ?s ?p ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?o), ?space)
        && STRSTARTS(STR(?s), "{BASE}") && !STRSTARTS(STR(?p), STR(rdf:)))
    }} GROUP BY ?p ?space"""
    assert table(description, found) == table(curated_store, counted)


def test_it_is_kept_and_read_again(snapshot: Snapshot) -> None:
    first = void_triples(snapshot)
    (kept,) = snapshot.directory.glob("void-*.nt")
    before = kept.read_bytes()
    assert void_triples(snapshot) == first
    kept.unlink()
    assert void_triples(snapshot) == first
    assert kept.read_bytes() == before


def test_there_are_no_blank_nodes(snapshot: Snapshot) -> None:
    triples = void_triples(snapshot)
    assert all(isinstance(term, NamedNode) for t in triples for term in (t.subject, t.predicate))
    assert all(isinstance(t.object, NamedNode | Literal) for t in triples)


NODES = st.sampled_from([NamedNode(f"{BASE}x/{n}") for n in "abcd"] + [NamedNode("ex:other")])
LITERALS = st.builds(Literal, st.text(st.characters(codec="utf-8"), max_size=6)) | st.builds(
    lambda text, tag: Literal(text, language=tag),
    st.text('a"\\<> .\n', max_size=5),
    st.sampled_from(["en", "de-x-y"]),
)
QUADS = st.builds(
    Quad,
    NODES,
    st.sampled_from([NamedNode(RDF.type), NamedNode("ex:p"), NamedNode("ex:q")]),
    NODES | LITERALS,
    st.sampled_from([named_graph("one"), named_graph("two"), None]),
)


@given(st.sets(QUADS, min_size=1, max_size=30))
def test_any_dataset_is_counted_as_sparql_does(quads: set[Quad]) -> None:
    lines = serialize(quads, format=RdfFormat.N_QUADS).splitlines(keepends=True)
    counts = count_lines(sorted(lines), {"ex:": f"{BASE}linked-dataset/ex"})
    store = Store()
    store.extend(quads)
    for name, graph in counts.graphs.items():
        (counted,) = table(store, TOTALS % inside(name, "?s ?p ?o"))
        assert _figures(graph)[:4] == counted[:4]
    (counted,) = table(described({quad.triple for quad in quads}), TOTALS % "?s ?p ?o")
    assert _figures(counts.whole)[:4] == counted[:4]
    assert list(triples_of_counts(counts, "0" * 64))


def _figures(counts: GraphCounts) -> tuple[str, ...]:
    figures = (counts.triples, counts.subjects, counts.objects, len(counts.properties))
    return tuple(map(str, figures))


def test_a_spoilt_count_is_counted_anew(snapshot: Snapshot) -> None:
    expected = void_triples(snapshot)
    (kept,) = snapshot.directory.glob("void-*.nt")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-7])
    assert void_triples(snapshot) == expected
    assert kept.read_bytes() == whole


def test_a_snapshot_that_cannot_be_written_beside_is_described(snapshot: Snapshot) -> None:
    expected = void_triples(snapshot)
    (kept,) = snapshot.directory.glob("void-*.nt")
    kept.unlink()
    # A folder stands where the file would: it cannot be put there, by root either.
    kept.mkdir()
    assert void_triples(snapshot) == expected
    kept.rmdir()
