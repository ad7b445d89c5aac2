"""The triples about an imported dataset itself, and about the countries that it names."""

from __future__ import annotations

from typing import Any

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.countries import OWN, name_of
from techland.graph.ingest.frames.pen import Pen
from techland.graph.iris import curated, node
from techland.graph.literals import date, integer
from techland.graph.literals import text as literal
from techland.ontology.terms import DCT, RDF, RDFS, SCHEMA, SKOS, TL


def describe_dataset(pen: Pen, manifest: dict[str, Any]) -> None:
    """Write what the dataset is, who published it, what it was made from, what a count means."""
    told: list[tuple[str, object]] = [
        (RDF.type, node(TL.ImportedDataset)),
        (RDF.type, node(TL.Source)),
        (DCT.title, literal(manifest["title"], "en")),
        (RDFS.label, literal(f"{manifest['title']} ({manifest['name']})", "en")),
        (DCT.identifier, literal(manifest["name"])),
        (DCT.description, literal(manifest["counted"], "en")),
        (DCT.publisher, curated("publisher", manifest["importer"]["name"])),
        (DCT.rights, literal(manifest["attribution"], "en")),
        (TL.publisherName, literal(manifest["publisher"])),
        (TL.sourceKind, curated("source-kind", "programme-database")),
        (SCHEMA.url, node(manifest["url"])),
        (TL.importerVersion, literal("{name} {version}".format(**manifest["importer"]))),
        (TL.rowsRead, integer(str(sum(t["read"] for t in manifest["rows"].values())))),
        (TL.rowsUsed, integer(str(sum(t["used"] for t in manifest["rows"].values())))),
    ]
    if manifest["licence"]:
        told.append((DCT.license, node(manifest["licence"])))
    if manifest["issued"]:
        told.append((DCT.issued, date(manifest["issued"])))
    for file in manifest["files"]:
        told.append((TL.fileName, literal(file["name"])))
        told.append((TL.fileHash, literal(f"{file['name']} sha256:{file['sha256']}")))
    for table, columns in manifest["columns"].items():
        for header, field in columns.items():
            told.append((TL.columnMapping, literal(f"{table}: {header} → {field}")))
    for predicate, value in told:
        pen.triple(pen.node, predicate, str(value))


def describe_countries(pen: Pen) -> None:
    """Write the countries that the ontology does not have: code and names in three languages."""
    for code in pen.named("country"):
        if code in OWN:
            continue
        country = str(terms.country_node(code))
        pen.triple(country, RDF.type, str(node(SKOS.Concept)))
        pen.triple(country, SKOS.inScheme, str(curated("scheme", "country")))
        pen.triple(country, SKOS.notation, str(literal(code)))
        for language in ("en", "de", "nl"):
            name = str(literal(name_of(code, language), language))
            pen.triple(country, SKOS.prefLabel, name)
            if language == "en":
                pen.triple(country, RDFS.label, name)
