"""CORDIS's tables as triples: a participant's PIC is its key, a project's id the project's."""

from __future__ import annotations

import polars as pl

from techland.graph.ingest.cordis import columns
from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.importer import About, Importer, Take
from techland.graph.ingest.frames.kinds import ORGANISATION_TYPE, THEME
from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.programme_rows import (
    UNSTATED,
    slug_key,
    write_identifiers,
    write_organisations,
    write_parts,
    write_programmes,
    write_projects,
)
from techland.ontology.terms import ADMS, ORG, TL

_TITLES = [("name_en", "en"), ("acronym", None)]
# CORDIS's own words for its types; only two say who owns the body.
TYPES = {
    "hes": "Higher or secondary education",
    "rec": "Research organisation",
    "prc": "Private for-profit entity",
    "pub": "Public body",
    "oth": "Other",
}
OWNED = {"prc": "private", "pub": "public"}


def take_projects(fields: pl.DataFrame, pen: Pen, _log: ImportLog) -> None:
    """Write projects and the framework programmes that pay for them."""
    pen.as_of(fields["updated"])
    keys = terms.identifier_key(fields[KEY])
    first = pen.once("project " + keys, fields, "the same project a second time", KEY)
    programmes = "cordis/" + slug_key(fields["framework"])
    told = pl.DataFrame({KEY: programmes, "name": fields["framework"]}).drop_nulls()
    write_programmes(told.unique(KEY, maintain_order=True), pen)
    found = fields.with_columns(
        keys.alias(KEY), programmes.alias("programme"), pl.col(KEY).alias("identifier")
    )
    write_projects(found.filter(first), pen, _TITLES)


def take_organizations(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write participants and their parts."""
    pen.as_of(fields["updated"])
    keys = terms.identifier_key(fields["pic"])
    found = fields.with_columns(
        keys.alias(KEY),
        keys.alias("organisation"),
        terms.identifier_key(fields["project"]).alias("project"),
        pl.col("pic").alias("identifier"),
        pl.col("type").replace_strict(OWNED, default=None).alias("legal_status"),
    )
    bodies = found.unique(KEY, keep="last", maintain_order=True)
    write_organisations(bodies, pen, log, [("name", None)], UNSTATED)
    nodes = terms.iri(pen.prefix("organisation"), bodies[KEY])
    for scheme, column in (("PIC", "pic"), ("VAT", "vat")):
        identifiers = write_identifiers(bodies[column], scheme, pen)
        pen.triples(nodes, ADMS.identifier, terms.iri("identifier/", identifiers))
    _write_types(bodies, nodes, pen)
    projects = found.select(pl.col("project").alias(KEY), "acronym").unique(
        KEY, maintain_order=True
    )
    write_projects(projects, pen, [("acronym", None)])
    write_parts(found, pen, "name")


def _write_types(bodies: pl.DataFrame, nodes: pl.Series, pen: Pen) -> None:
    pen.triples(nodes, ORG.classification, terms.iri("organisation-type/cordis/", bodies["type"]))
    told = bodies.select(pl.col("type").alias("notation")).drop_nulls().unique(maintain_order=True)
    names = pl.col("notation").replace_strict(TYPES, return_dtype=pl.String)
    types = told.with_columns(("cordis/" + pl.col("notation")).alias(KEY), names.alias("name_en"))
    pen.things(ORGANISATION_TYPE, types)


def take_themes(fields: pl.DataFrame, pen: Pen, _log: ImportLog) -> None:
    """Write fields of science with those above them, and which project works on which."""
    codes = fields["path"].str.strip_chars("/").str.split("/")
    own = "euroscivoc/" + codes.list.last()
    above = "euroscivoc/" + codes.list.get(-2, null_on_oob=True)
    themes = pl.DataFrame({KEY: own, "name_en": fields["title"], "broader": above})
    themes = themes.with_columns(
        pl.lit("euroscivoc-theme").alias("scheme"),
        pl.col(KEY).str.replace("euroscivoc/", "").alias("notation"),
    ).unique(KEY, maintain_order=True)
    pen.things(THEME, themes)
    _write_on_theme(fields, own, pen)


def take_topics(fields: pl.DataFrame, pen: Pen, _log: ImportLog) -> None:
    """Write the topics of calls as themes of projects."""
    keys = "cordis-topic/" + terms.identifier_key(fields["topic"])
    themes = pl.DataFrame({KEY: keys, "name_en": fields["title"].fill_null(fields["topic"])})
    themes = themes.with_columns(
        pl.lit("cordis-topic").alias("scheme"), fields["topic"].alias("notation")
    ).unique(KEY, maintain_order=True)
    pen.things(THEME, themes)
    _write_on_theme(fields, keys, pen)


def _write_on_theme(fields: pl.DataFrame, themes: pl.Series, pen: Pen) -> None:
    projects = terms.identifier_key(fields["project"])
    nodes = terms.iri(pen.prefix("activity"), projects)
    pen.triples(nodes, TL.theme, terms.iri("theme/", themes))
    told = pl.DataFrame({KEY: projects.unique(maintain_order=True)})
    write_projects(told, pen, [(KEY, None)])


def name_dataset(tables: dict[str, list[pl.DataFrame]]) -> str:
    """Name the dataset by the framework programme of its projects, where they have one."""
    frameworks: set[str] = set()
    for frame in tables.get("project", []):
        if "frameworkProgramme" in frame.columns:
            frameworks |= set(frame["frameworkProgramme"].str.strip_chars().unique()) - {""}
    slug = slug_key(pl.Series(sorted(frameworks), dtype=pl.String)).to_list()
    return f"cordis-{slug[0]}" if len(slug) == 1 and slug[0] else "cordis"


CORDIS = Importer(
    name="cordis",
    version=1,
    about=About(
        title="CORDIS projects and participants",
        publisher="Publications Office of the European Union",
        url="https://cordis.europa.eu/",
        licence="https://creativecommons.org/licenses/by/4.0/",
        attribution="© European Union, CORDIS; changed: brought to one vocabulary.",
        counted=(
            "Projects that the EU's framework programmes for research signed, as published on the "
            "day of the file; later changes are not in it. Ties across a border come from calls "
            "for all of Europe, not from cross-border programmes."
        ),
    ),
    takes=(
        Take(columns.PROJECT, take_projects),
        Take(columns.ORGANIZATION, take_organizations),
        Take(columns.THEMES, take_themes),
        Take(columns.TOPICS, take_topics),
    ),
    name_dataset=name_dataset,
    joins_files=True,
)
