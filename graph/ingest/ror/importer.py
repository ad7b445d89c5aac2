"""ROR's records as triples; withdrawn and inactive ones are kept and say so."""

from __future__ import annotations

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.columns import Column, Table
from techland.graph.ingest.frames.importer import About, Importer, Take
from techland.graph.ingest.frames.kinds import ORGANISATION_TYPE
from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.placing import with_coordinates
from techland.graph.ingest.frames.programme_rows import write_identifiers, write_organisations
from techland.graph.ingest.frames.readings import COUNTRY, LINE, WEBSITE, choice, date
from techland.graph.ingest.frames.sheets import ROW
from techland.graph.ingest.ror.records import ror_sheets
from techland.ontology.terms import ADMS, ORG, SKOS

_ID = r"^https://ror\.org/(0[a-z0-9]{8})$"
_STATUS = {word: word for word in ("active", "inactive", "withdrawn")}
_NAMES = [("name_en", "en"), ("name_de", "de"), ("name_nl", "nl"), ("name", None)]


def own_ids(fields: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
    """Refuse records whose id is none of ROR's; read the coordinates."""
    wrong = ~fields["identifier"].str.contains(_ID)
    if wrong.any():
        rows = fields.filter(wrong)
        log.refuse("no ROR id", "id", rows[ROW], rows["identifier"])
    return with_coordinates(fields.filter(~wrong), log)


RECORDS = Table(
    "records",
    (
        Column("id", "identifier", LINE, required=True),
        Column("ror_display", "name", LINE, required=True),
        Column("label en", "name_en", LINE),
        Column("label de", "name_de", LINE),
        Column("label nl", "name_nl", LINE),
        Column("other names", "others", LINE),
        Column("types", "types", LINE),
        Column("status", "record_status", choice(_STATUS, "status")),
        Column("country_code", "country", COUNTRY),
        Column("location", "town", LINE),
        Column("point", "point", LINE),
        Column("website", "website", WEBSITE),
        Column("wikidata", "wikidata", LINE),
        Column("last_modified", "updated", date("%Y-%m-%d")),
    ),
    marks=("id", "ror_display", "types", "status", "country_code"),
    rules=(own_ids,),
)


def take_records(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write organisations with their names, identifiers and types."""
    pen.as_of(fields["updated"])
    keys = fields["identifier"].str.extract(_ID)
    first = pen.once(keys, fields, "the same record a second time", "identifier")
    found = fields.with_columns(keys.alias(KEY)).filter(first)
    untagged = pl.any_horizontal(pl.col("name") == pl.col(f"name_{c}") for c in ("en", "de", "nl"))
    found = found.with_columns(pl.when(~untagged.fill_null(value=False)).then("name").alias("name"))
    write_organisations(found, pen, log, _NAMES, None, "town-centre")
    nodes = terms.iri(pen.prefix("organisation"), found[KEY])
    for scheme, column in (("ROR", "identifier"), ("Wikidata", "wikidata")):
        identifiers = write_identifiers(found[column], scheme, pen)
        pen.triples(nodes, ADMS.identifier, terms.iri("identifier/", identifiers))
    _several(nodes, found["others"], " | ", SKOS.altLabel, terms.text, pen)
    types = _several(nodes, found["types"], "; ", ORG.classification, _type, pen)
    told = pl.DataFrame({"notation": types.drop_nulls().unique(maintain_order=True)})
    told = told.with_columns(
        ("ror/" + pl.col("notation")).alias(KEY), pl.col("notation").alias("name_en")
    )
    pen.things(ORGANISATION_TYPE, told)


def _type(column: pl.Series) -> pl.Series:
    return terms.iri("organisation-type/ror/", column)


def _several(
    nodes: pl.Series, cells: pl.Series, mark: str, iri: str, term: object, pen: Pen
) -> pl.Series:
    rows = pl.DataFrame({"node": nodes, "value": cells.str.split(mark)}).explode("value")
    rows = rows.filter(pl.col("value").str.len_bytes() > 0)
    pen.triples(rows["node"], iri, term(rows["value"]))  # type: ignore[operator]  # a Term
    return rows["value"]


ROR = Importer(
    name="ror",
    version=1,
    about=About(
        title="Research Organization Registry",
        publisher="ROR",
        url="https://ror.org/",
        licence="https://creativecommons.org/publicdomain/zero/1.0/",
        attribution="ROR, https://ror.org",
        counted=(
            "Records of organisations that do or pay for research, those that are inactive or "
            "were withdrawn among them (see their status). It is a register, not a census."
        ),
    ),
    takes=(Take(RECORDS, take_records),),
    name_dataset=lambda _: "ror",
    joins_files=True,
    flatten=ror_sheets,
)
