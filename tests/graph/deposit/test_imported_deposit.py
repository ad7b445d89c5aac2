"""A deposit with imported datasets: every file whole, every licence told, every count right."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef

from techland.datasets import import_files
from techland.graph.description.dataset_iris import dataset_version, graph_of_version
from techland.graph.home import Home
from techland.graph.ingest.importing import ImportOptions
from techland.graph.iris import named_graph
from techland.graph.snapshot import Snapshot
from techland.knowledge_graph import open_graph
from tests.graph.deposit.test_description import DCAT, SPDX, report
from tests.graph.fact_folder import SMALL
from tests.graph.ingest.small_files import ORGANIZATION, PARTNER, cordis_file, keep_file

VOID = Namespace("http://rdfs.org/ns/void#")
KEEP, CORDIS = "keep-eu-2014-2020", "cordis-h2020"
TERMS = {
    KEEP: "https://www.keep.eu/keep/about-keep",
    CORDIS: "https://creativecommons.org/licenses/by/4.0/",
}
OTHER = {
    **PARTNER,
    "Project Partner": "Gemeente Emmen",
    "Lead Partner": "No",
    "Country": "Netherlands",
    "Country code": "NL",
    "NUTS3 (or equivalent)": "NL132",
    "Postal code": None,
}

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Path]:
    """Return a snapshot with two imported datasets, and its deposit."""
    folder = tmp_path_factory.mktemp("imported")
    home = Home(folder / "home")
    options = ImportOptions(facts=SMALL)
    import_files(
        keep_file(folder / "keep.xlsx", partners=(PARTNER, OTHER)), home=home, options=options
    )
    done = import_files(
        cordis_file(folder / "organization.csv", ORGANIZATION),
        home=home,
        options=ImportOptions(facts=SMALL, dataset=CORDIS),
    )
    with open_graph(home) as kg:
        kg.export_all(folder / "deposit")
    return done.built.snapshot, folder / "deposit"


def test_every_file_is_listed_with_its_checksum(imported: tuple[Snapshot, Path]) -> None:
    _, deposit = imported
    told = dict(
        line.split("  ")[::-1] for line in (deposit / "SHA256SUMS").read_text().splitlines()
    )
    files = {path.relative_to(deposit).as_posix() for path in deposit.rglob("*") if path.is_file()}
    assert files - {"SHA256SUMS"} == set(told)
    for name, sha256 in told.items():
        assert hashlib.sha256((deposit / name).read_bytes()).hexdigest() == sha256, name


def test_the_serialisations_hold_the_imported_graphs(imported: tuple[Snapshot, Path]) -> None:
    snapshot, deposit = imported
    quads = gzip.decompress((deposit / "rdf/techland.nq.gz").read_bytes())
    assert quads == snapshot.quads_path.read_bytes()
    counts = Counter(
        quad.graph_name.value
        for quad in parse(quads, format=RdfFormat.N_QUADS)
        if isinstance(quad, Quad) and isinstance(quad.graph_name, NamedNode)
    )
    for name in (KEEP, CORDIS):
        assert counts[named_graph(name).value] == snapshot.manifest["graphs"][name] > 0
    network = nx.read_gexf(deposit / "networks/techland.gexf")
    labels = {data["label"] for _, data in network.nodes(data=True)}
    assert {"Stadt Emden", "Gemeente Emmen"} <= labels, "imported projects tie too"


def test_void_counts_every_imported_graph(imported: tuple[Snapshot, Path]) -> None:
    snapshot, deposit = imported
    void = Graph().parse(deposit / "metadata/void.ttl")
    store = Store()
    store.bulk_load(path=str(snapshot.quads_path), format=RdfFormat.N_QUADS)
    for name in (KEEP, CORDIS):
        graph = URIRef(graph_of_version(snapshot.version, name))
        for predicate, variable in ((VOID.distinctSubjects, "s"), (VOID.properties, "p")):
            pattern = f"GRAPH {named_graph(name)} {{ ?s ?p ?o }}"
            query = f"SELECT (COUNT(DISTINCT ?{variable}) AS ?n) {{ {pattern} }}"
            ((number,),) = store.query(query)
            assert int(void.value(graph, predicate)) == int(number.value), (name, predicate)
        assert int(void.value(graph, VOID.triples)) == snapshot.manifest["graphs"][name]


def test_the_description_tells_licence_and_checksum(imported: tuple[Snapshot, Path]) -> None:
    snapshot, deposit = imported
    description = Graph().parse(deposit / "metadata/description.ttl")
    assert report(description)[0], "the shapes of DCAT-AP"
    licences = {str(one) for one in description.objects(None, DCTERMS.license)}
    assert set(TERMS.values()) <= licences
    version = dataset_version(snapshot.version)
    for file in description.subjects(RDF.type, DCAT.Distribution):
        assert len(list(description.objects(file, DCTERMS.license))) == 1, file
        checksum = description.value(description.value(file, SPDX.checksum), SPDX.checksumValue)
        path = str(file).removeprefix(f"{version}/file/")
        assert hashlib.sha256((deposit / path).read_bytes()).hexdigest() == str(checksum)
    page = (deposit / "README.md").read_text(encoding="utf-8")
    fields = json.loads((deposit / "datacite.json").read_text(encoding="utf-8"))
    crate = (deposit / "ro-crate-metadata.json").read_text(encoding="utf-8")
    for terms in TERMS.values():
        assert terms in page
        assert terms in crate
        assert terms in {one.get("rightsUri") for one in fields["rightsList"]}
