"""Write rows of programme data: projects with their programmes, organisations with their parts.

Every importer of projects brings its rows to these fields; none writes triples of its own for
what all have in common.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.kinds import (
    IDENTIFIER,
    ORGANISATION,
    PARTICIPATION_CLASS,
    PROGRAMME,
    PROJECT,
    REGION,
    ROLE,
    THEME,
)
from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.placing import write_seats
from techland.graph.ingest.frames.sheets import ROW
from techland.graph.iris import place
from techland.ontology.terms import BASE, PROV, RDF, TL

# In keep.eu's data the codes of these countries all fit NUTS 2013; elsewhere it was not shown.
FIT_NUTS_2013 = frozenset({"NL", "DE", "BE", "LU", "DK"})
UNSTATED = "unstated"
_LEVELS = (4, 3, 2)


def slug_key(column: pl.Series) -> pl.Series:
    """Return names as readable ends of IRIs, in plain letters; long ones end in a hash."""
    known = {name: _slug(name) for name in column.drop_nulls().unique()}
    return column.replace_strict(known, default=None, return_dtype=pl.String)


_LONGEST_SLUG = 60


def _slug(name: str) -> str:
    slug = place(name).value.rpartition("/")[2]
    if len(slug) <= _LONGEST_SLUG:
        return slug
    hashed = terms.key_of(pl.Series([name])).item()
    return f"{slug[:_LONGEST_SLUG].rstrip('-')}-{hashed[:8]}"


def with_label(fields: pl.DataFrame, names: Sequence[tuple[str, str | None]]) -> pl.DataFrame:
    """Add the display label: the first field that has a value, in its language where known."""
    choices = []
    for name, language in names:
        if name in fields.columns:
            mark = f"\x02{language}" if language else ""
            choices.append(pl.col(name) + mark)
    return fields.with_columns(pl.coalesce(choices).alias("label"))


def write_projects(fields: pl.DataFrame, pen: Pen, names: Sequence[tuple[str, str | None]]) -> None:
    """Write projects (key and fields of PROJECT)."""
    pen.things(PROJECT, with_label(fields, names))


def write_programmes(fields: pl.DataFrame, pen: Pen) -> None:
    """Write programmes (key, name, maybe strand and coverage)."""
    pen.things(PROGRAMME, with_label(fields, [("name", None)]))


def write_themes(column: pl.Series, scheme: str, pen: Pen) -> pl.Series:
    """Write a publisher's themes by their English names; return the keys."""
    keys = f"{scheme}/" + slug_key(column)
    themes = pl.DataFrame({KEY: keys, "name_en": column}).drop_nulls().unique(maintain_order=True)
    themes = themes.with_columns(
        pl.lit(f"{scheme}-theme").alias("scheme"),
        pl.col(KEY).str.replace(r"^.*/", "").alias("notation"),
    )
    pen.things(THEME, themes)
    return keys


def write_regions(
    codes: pl.Series, countries: pl.Series, pen: Pen, edition: str | None
) -> pl.Series:
    """Write NUTS regions with those above them; return the keys.

    Args:
        codes: NUTS codes as published.
        countries: two letters, for which an edition holds.
        pen: writes them.
        edition: of all codes; None where it is that of 2013 for the countries where it was shown.
    """
    if edition is None:
        fits = countries.is_in(list(FIT_NUTS_2013)).fill_null(value=False)
        editions = pl.Series(["2013"]).new_from_index(0, len(codes))
        editions = editions.set(~fits, UNSTATED)
    else:
        editions = pl.Series([edition]).new_from_index(0, len(codes))
    keys = "nuts-" + editions + "/" + codes
    told = pl.DataFrame({"notation": codes, "edition": editions}).drop_nulls().unique()
    for length in _LEVELS:
        above = told.filter(pl.col("notation").str.len_chars() > length)
        shorter = above.with_columns(pl.col("notation").str.slice(0, length))
        told = pl.concat([told, shorter]).unique(maintain_order=True)
    above_key = "nuts-" + pl.col("edition") + "/" + pl.col("notation").str.head(-1)
    top = pl.col("notation").str.len_chars() <= _LEVELS[-1]
    pen.things(
        REGION,
        told.with_columns(
            ("nuts-" + pl.col("edition") + "/" + pl.col("notation")).alias(KEY),
            pl.when(~top).then(above_key).alias("broader"),
            pl.col("notation").alias("code"),
        ),
    )
    return keys


def write_identifiers(column: pl.Series, scheme: str, pen: Pen) -> pl.Series:
    """Write identifiers of a scheme such as PIC; return the keys."""
    keys = terms.key_of(pl.Series([scheme]).new_from_index(0, len(column)), column)
    frame = pl.DataFrame({KEY: keys, "notation": column}).drop_nulls().unique(maintain_order=True)
    pen.things(IDENTIFIER, frame.with_columns(pl.lit(scheme).alias("scheme_name")))
    return keys


def write_organisations(
    fields: pl.DataFrame,
    pen: Pen,
    log: ImportLog,
    names: Sequence[tuple[str, str | None]],
    edition: str | None,
    precision: str = "address",
) -> None:
    """Write organisations (key and fields of ORGANISATION, maybe nuts and coordinates)."""
    if not fields.height:
        return
    found = with_label(fields, names)
    if "nuts" in found.columns:
        keys = write_regions(found["nuts"], found["country"], pen, edition)
        found = found.with_columns(keys.alias("region"))
    if "town" in found.columns:
        found = found.with_columns(write_seats(found, pen, log, precision).alias("seat"))
    pen.used("country", found["country"])
    pen.things(ORGANISATION, found)


def write_parts(fields: pl.DataFrame, pen: Pen, name: str) -> None:
    """Write participations: fields organisation, project (keys), role, maybe cost and EU share.

    A second row for the same organisation, project and role is refused, with a line.
    """
    if not fields.height:
        return
    prefix = pl.Series([pen.dataset]).new_from_index(0, fields.height)
    keys = terms.key_of(prefix, fields["project"], fields["organisation"], fields["role"])
    first = pen.once(keys, fields, "the same organisation, project and role a second time", name)
    rows = fields.filter(first)
    parts = f"<{BASE}participation/" + keys.filter(first) + ">"
    bodies = terms.iri(pen.prefix("organisation"), rows["organisation"])
    projects = terms.iri(pen.prefix("activity"), rows["project"])
    pen.triples(parts, RDF.type, PARTICIPATION_CLASS)
    pen.triples(parts, PROV.wasDerivedFrom, pen.node)
    pen.triples(parts, TL.organisation, bodies)
    pen.triples(parts, TL.activity, projects)
    pen.triples(projects, TL.hasParticipation, parts)
    pen.triples(bodies, TL.participatesIn, projects)
    pen.triples(parts, TL.role, ROLE + rows["role"] + ">")
    for column, iri in (("part_cost", TL.partCost), ("part_eu", TL.partEuContribution)):
        if column in rows.columns:
            pen.triples(parts, iri, terms.decimal(rows[column]))


def body_key(fields: pl.DataFrame) -> pl.Series:
    """Return the key of an organisation without an identifier: name, country and town."""
    return terms.key_of(*(terms.normalised(fields[name]) for name in ("name", "country", "town")))


def known_projects(fields: pl.DataFrame, keys: set[str], log: ImportLog, column: str) -> None:
    """Log the rows whose project no project row tells of; they are used."""
    unknown = ~fields["project"].is_in(list(keys))
    if unknown.any():
        rows = fields.filter(unknown)
        log.note("told", "project without a row of its own", column, rows[ROW], rows[column])
