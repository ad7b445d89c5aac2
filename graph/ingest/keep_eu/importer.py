"""keep.eu's exports as triples: projects counted once, partners with their parts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.importer import About, Importer, Take
from techland.graph.ingest.frames.kinds import CALL
from techland.graph.ingest.frames.log import LEFT_OUT, ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.programme_rows import (
    body_key,
    slug_key,
    with_label,
    write_identifiers,
    write_organisations,
    write_parts,
    write_programmes,
    write_projects,
    write_themes,
)
from techland.graph.ingest.frames.sheets import ROW
from techland.graph.ingest.keep_eu import columns_2019, columns_now
from techland.ontology.terms import ADMS

_TITLES = [("name_en", "en"), ("title_2", None), ("title_3", None), ("acronym", None)]
_PERIOD = r"(\d{4})\s*[-\x{2013}]\s*(\d{4})"


@cache
def _strands() -> list[tuple[str, str]]:
    path = Path(__file__).with_name("strands.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["pattern"], row["strand"]) for row in csv.DictReader(file)]


def strand_of(names: pl.Series) -> pl.Series:
    """Return the strand of programmes by their names; null where the name tells none."""
    found = pl.Series([None], dtype=pl.String).new_from_index(0, len(names))
    for pattern, strand in _strands():
        fits = (names.str.contains(pattern) & found.is_null()).fill_null(value=False)
        found = found.set(fits, strand)
    return found


def _programmes(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> pl.Series:
    keys = "keep-eu/" + slug_key(fields["programme_name"])
    named = fields.select(keys.alias(KEY), pl.col("programme_name").alias("name"), ROW).unique(
        KEY, maintain_order=True
    )
    new = pen.first_of(named[KEY])
    named = named.filter(new).with_columns(strand_of(named["name"]).filter(new).alias("strand"))
    unknown = named.filter(pl.col("strand").is_null())
    log.note(
        LEFT_OUT, "strand of the programme not known", "Programme", unknown[ROW], unknown["name"]
    )
    write_programmes(named, pen)
    return keys


def _project_keys(fields: pl.DataFrame) -> pl.Series:
    """Return the key of a project: programme and acronym, for there is no project id."""
    return terms.key_of(
        terms.normalised(fields["programme_name"]), terms.normalised(fields["acronym"])
    )


def take_projects(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write projects; a second row of one (two lead partners) adds nothing to it."""
    found = fields.with_columns(
        _project_keys(fields).alias(KEY), _programmes(fields, pen, log).alias("programme")
    )
    for number in (1, 2, 3):
        keys = write_themes(found[f"theme_name_{number}"], "keep-eu", pen)
        found = found.with_columns(keys.alias(f"theme_{number}"))
    pen.repeated(found[KEY], found, "two lead partners: the project counted once", "acronym")
    title = pl.coalesce("name_en", "title_2", "title_3")
    untagged = pl.when(pl.col("name_en").is_null()).then(title)
    write_projects(found.with_columns(untagged.alias("name")), pen, _TITLES)


def take_partners(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write organisations and their parts; a project that only partners tell of is named."""
    _programmes(fields, pen, log)
    found = fields.with_columns(
        body_key(fields).alias(KEY), _project_keys(fields).alias("project")
    ).with_columns(pl.col(KEY).alias("organisation"))
    if "pic" in found.columns:
        pics = found["pic"].str.extract(r"^(\d{9})$")
        nodes = terms.iri(pen.prefix("organisation"), found[KEY])
        identifiers = terms.iri("identifier/", write_identifiers(pics, "PIC", pen))
        pen.triples(nodes, ADMS.identifier, identifiers)
    write_organisations(found, pen, log, [("name", None)], None)
    projects = found.select(
        pl.col("project").alias(KEY),
        "acronym",
        ("keep-eu/" + slug_key(found["programme_name"])).alias("programme"),
    ).unique(KEY, maintain_order=True)
    write_projects(projects, pen, [("acronym", None)])
    write_parts(found, pen, "name")


def take_calls(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write calls."""
    keys = terms.key_of(terms.normalised(fields["programme_name"]), fields["number"])
    first = pen.once("call " + keys, fields, "the same call a second time", "number")
    found = fields.with_columns(
        keys.alias(KEY),
        _programmes(fields, pen, log).alias("programme"),
        pl.col("number").alias("identifier"),
        (pl.lit("call ") + pl.col("number")).alias("name"),
    ).filter(first)
    pen.things(CALL, with_label(found, [("name", None)]))


def take_coverage(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write the publisher's shares of projects that its database holds, by programme."""
    keys = _programmes(fields, pen, log)
    write_programmes(
        fields.select(keys.alias(KEY), pl.col("programme_name").alias("name"), "coverage"), pen
    )


def name_dataset(tables: dict[str, list[pl.DataFrame]]) -> str:
    """Name the dataset by the programming period, where all programmes are of one."""
    if set(tables) == {"representativeness"}:
        return "keep-eu-representativeness"
    periods: set[str] = set()
    for frames in tables.values():
        for frame in frames:
            columns = [name for name in ("Programme", "Period") if name in frame.columns]
            for name in columns:
                period = (
                    frame[name].str.extract(_PERIOD, 1) + "-" + frame[name].str.extract(_PERIOD, 2)
                )
                periods |= set(period.drop_nulls().unique())
    return f"keep-eu-{periods.pop()}" if len(periods) == 1 else "keep-eu"


KEEP_EU = Importer(
    name="keep-eu",
    version=1,
    about=About(
        title="keep.eu projects and partners",
        publisher="keep.eu (Interact programme)",
        url="https://keep.eu/",
        licence="https://www.keep.eu/keep/about-keep",
        attribution="Source: keep.eu, https://keep.eu; changed: brought to one vocabulary.",
        counted=(
            "Projects of Interreg and its neighbours as the programmes reported them to keep.eu "
            "themselves. An export holds what was entered up to its day: of running programmes "
            "mostly closed projects, so that the last years are cut off. Programmes report unequal "
            "shares of their projects."
        ),
    ),
    takes=(
        Take(columns_2019.PROJECTS, take_projects),
        Take(columns_2019.PARTNERS, take_partners),
        Take(columns_2019.CALLS, take_calls),
        Take(columns_now.PROJECTS, take_projects),
        Take(columns_now.PARTNERS, take_partners),
        Take(columns_now.COVERAGE, take_coverage),
    ),
    name_dataset=name_dataset,
)
