"""Jems's projects and partners as triples."""

from __future__ import annotations

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.columns import Column, Table
from techland.graph.ingest.frames.importer import About, Importer, Take
from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.programme_rows import (
    UNSTATED,
    body_key,
    slug_key,
    write_identifiers,
    write_organisations,
    write_parts,
    write_programmes,
    write_projects,
    write_themes,
)
from techland.graph.ingest.frames.readings import (
    COUNTRY,
    LINE,
    LONG,
    WEBSITE,
    choice,
    date,
    number,
)
from techland.graph.ingest.frames.row_rules import end_before_start, no_persons, postcodes
from techland.graph.ingest.jems.records import jems_sheets
from techland.graph.ingest.keep_eu.importer import strand_of
from techland.ontology.terms import ADMS

AMOUNT = number("point")
DAY = date("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
ROLES = {
    "LP": "lead-partner",
    "lead partner": "lead-partner",
    "lead_partner": "lead-partner",
    "PP": "partner",
    "partner": "partner",
    "project partner": "partner",
    "associated": "associated-partner",
    "associated partner": "associated-partner",
}
_TITLES = [
    ("name_en", "en"),
    ("name_de", "de"),
    ("name_nl", "nl"),
    ("name", None),
    ("acronym", None),
]

PROJECTS = Table(
    "projects",
    (
        Column("programme_name", "programme_name", LINE, required=True),
        Column("period", "period", LINE),
        Column("project_id", "identifier", LINE, required=True),
        Column("acronym", "acronym", LINE),
        Column("name en", "name_en", LINE),
        Column("name de", "name_de", LINE),
        Column("name nl", "name_nl", LINE),
        Column("name other", "name", LINE),
        Column("description en", "description_en", LONG),
        Column("description de", "description_de", LONG),
        Column("description nl", "description_nl", LONG),
        Column("description other", "description", LONG),
        Column("project_start_date", "start", DAY),
        Column("project_end_date", "end", DAY),
        Column("total_budget", "total_cost", AMOUNT),
        Column("eu_funding_amount", "eu_contribution", AMOUNT),
        Column("website", "website", WEBSITE),
        Column("intervention_type", "theme_name", LINE),
    ),
    marks=("project_id", "name other", "project_start_date", "intervention_type"),
    rules=(end_before_start,),
)
PARTNERS = Table(
    "partners",
    (
        Column("programme_name", "programme_name", LINE, required=True),
        Column("period", "period", LINE),
        Column("project_id", "identifier", LINE, required=True),
        Column("partner_type", "role", choice(ROLES, "role"), required=True),
        Column("organisation", "name", LINE, required=True),
        Column("country", "country", COUNTRY),
        Column("town", "town", LINE),
        Column("street", "street", LINE),
        Column("postal_code", "postcode", LINE),
        Column("participant_identification_code", "pic", LINE),
        Column(
            "legal_status",
            "legal_status",
            choice({"public": "public", "private": "private"}, "legal status"),
        ),
        Column("partner website", "website", WEBSITE),
        Column("total_eligible_budget", "part_cost", AMOUNT),
        Column("cofinancing_amount", "part_eu", AMOUNT),
    ),
    marks=("project_id", "partner_type", "organisation", "participant_identification_code"),
    rules=(no_persons("name"), postcodes),
)


def _keys(fields: pl.DataFrame) -> pl.Series:
    return terms.key_of(terms.normalised(fields["programme_name"]), fields["identifier"])


def take_projects(fields: pl.DataFrame, pen: Pen, _log: ImportLog) -> None:
    """Write projects and their programme."""
    keys = _keys(fields)
    first = pen.once("project " + keys, fields, "the same project a second time", "identifier")
    programmes = "keep-eu/" + slug_key(fields["programme_name"])
    named = pl.DataFrame({KEY: programmes, "name": fields["programme_name"]}).drop_nulls()
    named = named.unique(KEY, maintain_order=True)
    write_programmes(named.with_columns(strand_of(named["name"]).alias("strand")), pen)
    found = fields.with_columns(
        keys.alias(KEY),
        programmes.alias("programme"),
        write_themes(fields["theme_name"], "jems", pen).alias("theme_1"),
    )
    write_projects(found.filter(first), pen, _TITLES)


def take_partners(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write partners and their parts."""
    pics = fields["pic"].str.extract(r"^(\d{9})$")
    keys = pics.fill_null(body_key(fields))
    found = fields.with_columns(
        keys.alias(KEY), keys.alias("organisation"), _keys(fields).alias("project")
    )
    nodes = terms.iri(pen.prefix("organisation"), keys)
    pen.triples(
        nodes, ADMS.identifier, terms.iri("identifier/", write_identifiers(pics, "PIC", pen))
    )
    bodies = found.drop("identifier")
    write_organisations(bodies, pen, log, [("name", None)], UNSTATED)
    write_parts(found, pen, "name")


def name_dataset(tables: dict[str, list[pl.DataFrame]]) -> str:
    """Name the dataset by its programme."""
    names = sorted({n for f in tables["projects"] for n in f["programme_name"].unique() if n})
    slug = slug_key(pl.Series(names, dtype=pl.String)).to_list()
    return f"jems-{slug[0]}"[:60].rstrip("-") if len(slug) == 1 else "jems"


JEMS = Importer(
    name="jems",
    version=1,
    about=About(
        title="Projects of an Interreg programme, from Jems",
        publisher="the programme, by its monitoring system Jems",
        url="https://keep.eu/",
        licence=None,
        attribution="The programme's own export; ask it for its terms.",
        counted=(
            "Projects and partners of one programme as its monitoring system held them on the day "
            "of the export, running projects among them; amounts are planned."
        ),
    ),
    takes=(Take(PROJECTS, take_projects), Take(PARTNERS, take_partners)),
    name_dataset=name_dataset,
    flatten=jems_sheets,
)
