"""Records of sources.csv: the documents, who published them, what repeats what."""

from __future__ import annotations

from collections.abc import Collection

from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import curated, language, node, source
from techland.graph.literals import date, text
from techland.ontology.terms import DCT, FOAF, RDFS, SCHEMA, TL


def record_source(row: Row, pen: Recorder, organisations: Collection[str]) -> None:
    """Write one document; documents witness claims and make none themselves."""
    document = source(row["url"])
    title = text(row["title"], row["language"])
    pen.kind(document, TL.Source, FOAF.Document)
    pen.note(document, DCT.title, title)
    pen.note(document, RDFS.label, title)
    pen.note(document, SCHEMA.url, node(row["url"]))
    pen.note(document, TL.sourceKind, curated("source-kind", row["kind"]))
    pen.note(document, TL.readOn, date(row["accessed_on"]))
    pen.note(document, DCT.language, language(row["language"]))
    pen.note(document, TL.publisherName, text(row["publisher"]))
    _record_publisher(row, pen, organisations)
    if row["published_on"]:
        pen.note(document, DCT.issued, date(row["published_on"]))
    if row["copy_of"]:
        pen.note(document, TL.copyOf, source(row["copy_of"]))
    if row["used_for"]:
        pen.note(document, DCT.description, text(row["used_for"], "en"))


def _record_publisher(row: Row, pen: Recorder, organisations: Collection[str]) -> None:
    identifier = row["publisher_id"]
    known = identifier in organisations
    publisher = curated("organisation" if known else "publisher", identifier)
    pen.note(source(row["url"]), DCT.publisher, publisher)
    if not known:
        pen.kind(publisher, FOAF.Agent)
        pen.note(publisher, FOAF.name, text(row["publisher"]))
