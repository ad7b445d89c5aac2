"""The description passes DCAT-AP, agrees with itself in each form, and tells each file's bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pyld import jsonld
from pyoxigraph import RdfFormat, parse
from pyshacl import validate
from rdflib import DCTERMS, PROV, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from techland.graph.deposit.files import DepositFile
from techland.graph.deposit.kinds import described
from techland.graph.deposit.readme import readme
from techland.graph.description.catalogue import description_triples, write_turtle
from techland.graph.description.dataset_iris import DATASET, dataset_version
from techland.graph.description.edition import Edition
from techland.graph.snapshot import Snapshot, canonical_json

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SHAPES = Path(__file__).parent / "dcat_ap.ttl"


@pytest.fixture(scope="module")
def description(deposit: Path) -> Graph:
    return Graph().parse(deposit / "metadata" / "description.ttl")


def report(graph: Graph) -> tuple[bool, Graph]:
    conforms, results, _ = validate(graph, shacl_graph=Graph().parse(SHAPES), inference="none")
    return conforms, results


@pytest.mark.soak
def test_it_passes_the_shapes_of_dcat_ap_recommendations_too(description: Graph) -> None:
    conforms, results = report(description)
    assert conforms, results.serialize()


MANDATORY = [
    (DCAT.Catalog, DCTERMS.title),
    (DCAT.Catalog, DCTERMS.description),
    (DCAT.Catalog, DCTERMS.publisher),
    (DCAT.CatalogRecord, DCTERMS.modified),
    (DCAT.Dataset, DCTERMS.title),
    (DCAT.Dataset, DCTERMS.description),
    (DCAT.DatasetSeries, DCTERMS.title),
    (DCAT.Distribution, DCAT.accessURL),
    (DCAT.Distribution, DCTERMS.license),
    (SPDX.Checksum, SPDX.algorithm),
    (SPDX.Checksum, SPDX.checksumValue),
]


@pytest.mark.parametrize(("kind", "predicate"), MANDATORY)
def test_the_shapes_find_what_is_missing(
    description: Graph, kind: URIRef, predicate: URIRef
) -> None:
    broken = Graph() + description
    thing = min(broken.subjects(RDF.type, kind))
    broken.remove((thing, predicate, None))
    conforms, results = report(broken)
    assert not conforms
    assert (None, None, thing) in results


def test_the_shapes_find_a_second_licence_and_a_wrong_range(description: Graph) -> None:
    file = min(description.subjects(RDF.type, DCAT.Distribution))
    for predicate in (DCTERMS.license, DCTERMS.format, DCAT.mediaType):
        broken = Graph() + description
        broken.add((file, predicate, URIRef("https://example.org/other")))
        assert not report(broken)[0], predicate


# rdflib's own reader uses what rdflib itself has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_json_ld_is_the_same_to_rdflib_pyld_and_oxigraph(deposit: Path, description: Graph) -> None:
    path = deposit / "metadata" / "description.jsonld"
    assert isomorphic(Graph().parse(data=path.read_text("utf-8"), format="json-ld"), description)
    expanded = jsonld.to_rdf(json.loads(path.read_bytes()), {"format": "application/n-quads"})
    assert isomorphic(Graph().parse(data=expanded, format="nt"), description)
    turtle = (deposit / "metadata" / "description.ttl").read_bytes()
    assert {str(q) for q in parse(path.read_bytes(), RdfFormat.JSON_LD)} == {
        str(q) for q in parse(turtle, RdfFormat.TURTLE)
    }


def test_it_has_no_blank_nodes(description: Graph) -> None:
    assert not [term for triple in description for term in triple if isinstance(term, BNode)]


def test_every_distribution_is_a_file_with_its_size_and_checksum(
    deposit: Path, description: Graph
) -> None:
    told = set()
    for file in description.subjects(RDF.type, DCAT.Distribution):
        path = deposit / str(description.value(file, DCTERMS.identifier))
        content = path.read_bytes()
        checksum = description.value(file, SPDX.checksum)
        assert description.value(checksum, SPDX.checksumValue).toPython() == bytes.fromhex(
            hashlib.sha256(content).hexdigest()
        )
        assert int(description.value(file, DCAT.byteSize)) == len(content)
        told.add(path.relative_to(deposit).as_posix())
    parts = ("rdf", "tables", "facts", "networks", "answers", "queries", "ontology")
    held = {
        p.relative_to(deposit).as_posix() for part in parts for p in (deposit / part).rglob("*")
    }
    assert told == {path for path in held if (deposit / path).is_file()}


def test_it_tells_version_build_and_inputs(description: Graph, curated_snapshot: Snapshot) -> None:
    version = URIRef(dataset_version(curated_snapshot.version))
    assert (version, DCAT.version, Literal(curated_snapshot.version)) in description
    assert (version, DCAT.isVersionOf, URIRef(DATASET)) in description
    build = description.value(version, PROV.wasGeneratedBy)
    ended = description.value(build, PROV.endedAtTime).toPython()
    assert ended.isoformat() == curated_snapshot.built["built_at"]
    used = {
        str(description.value(one, DCTERMS.identifier)): description.value(
            description.value(one, SPDX.checksum), SPDX.checksumValue
        )
        .toPython()
        .hex()
        for one in description.objects(build, PROV.used)
    }
    manifest = curated_snapshot.manifest
    expected = {f"facts/{name}": told for name, told in manifest["inputs"].items()}
    expected |= {f"ontology/{name}": told for name, told in manifest["vocabulary"].items()}
    assert used == expected


def test_the_totals_are_those_of_the_statistics(deposit: Path, description: Graph) -> None:
    void = Namespace("http://rdfs.org/ns/void#")
    statistics = Graph().parse(deposit / "metadata" / "void.ttl")
    totals = set(description.triples((None, void.triples, None)))
    assert len(totals) > 6
    assert totals <= set(statistics)


IMPORTED = {
    "title": 'Projects "and" partners',
    "publisher": "Somebody",
    "licence": "https://example.org/terms",
    "attribution": "Source: Somebody.",
    "digest": "a" * 64,
}


def test_imported_records_keep_the_terms_of_their_publishers(
    curated_snapshot: Snapshot, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(curated_snapshot.directory, tmp_path / curated_snapshot.version))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["datasets"] = {"theirs": IMPORTED, "other": {**IMPORTED, "licence": None}}
    (folder / "manifest.json").write_bytes(canonical_json(manifest))
    edition = Edition(Snapshot(folder))
    names = ("rdf/techland.ttl.gz", "facts/events.csv", "queries/events.rq")
    files = [described(DepositFile(name, lambda _: None), 1, "0" * 64) for name in names]
    output = BytesIO()
    write_turtle(description_triples(edition, files), output)
    graph = Graph().parse(output.getvalue(), format="turtle")
    assert report(graph)[0]
    version = dataset_version(edition.version)
    rights = [graph.value(URIRef(f"{version}/file/{name}"), DCTERMS.rights) for name in names]
    told = URIRef(f"{version}/rights")
    assert [one == told for one in rights] == [True, False, False]
    labels = {str(label) for label in graph.objects(told, RDFS.label)}
    assert len(labels) == 3
    assert all("example.org/terms" in label and "licence not told" in label for label in labels)
    page = readme(edition, files, [], []).decode()
    assert "https://example.org/terms" in page
    assert "no licence is told" in page
