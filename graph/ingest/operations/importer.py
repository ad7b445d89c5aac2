"""Rows of operations and partners as triples, by a column mapping."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.importer import Importer, Rows, Take
from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.programme_rows import (
    body_key,
    slug_key,
    write_organisations,
    write_parts,
    write_programmes,
    write_projects,
    write_themes,
)
from techland.graph.ingest.frames.sheets import ROW
from techland.graph.ingest.operations.mapping import SHIPPED, ColumnMapping, read_mapping

_TITLES = [
    ("title_en", "en"),
    ("title_de", "de"),
    ("title_nl", "nl"),
    ("title", None),
    ("project", None),
    ("project_id", None),
]
_NAMED = {"title_en": "name_en", "title_de": "name_de", "title_nl": "name_nl", "title": "name"}
_PROJECT_FIELDS = {
    **_NAMED,
    "project": "acronym",
    "project_id": "identifier",
    "project_cost": "total_cost",
    "project_eu": "eu_contribution",
    "start": "start",
    "end": "end",
    "description": "description",
    "description_en": "description_en",
    "description_de": "description_de",
    "description_nl": "description_nl",
}
VERSION = 2


def rows_writer(mapping: ColumnMapping) -> Rows:
    """Return what writes the rows of a mapped table."""

    def write(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
        names = [name for name, _ in _TITLES if name in fields.columns]
        own = pl.coalesce(["project_id", *names] if "project_id" in names else names)
        keys = fields.select(own.alias("own"))["own"]
        if keys.null_count():
            told = fields["partner"] if "partner" in fields.columns else keys
            bare = keys.is_null()
            log.refuse(
                "row without a project", "project", fields[ROW].filter(bare), told.filter(bare)
            )
            fields, keys = fields.filter(~bare), keys.drop_nulls()
        found = fields.with_columns(
            (
                terms.identifier_key(keys)
                if "project_id" in fields.columns
                else terms.key_of(terms.normalised(keys))
            ).alias("project_key")
        )
        _write_projects(found, mapping, pen)
        if "partner" in fields.columns:
            _write_partners(found, mapping, pen, log)

    return write


def _write_projects(fields: pl.DataFrame, mapping: ColumnMapping, pen: Pen) -> None:
    renamed = {old: new for old, new in _PROJECT_FIELDS.items() if old in fields.columns}
    found = fields.select(
        pl.col("project_key").alias(KEY), *(pl.col(o).alias(n) for o, n in renamed.items())
    )
    programme = fields["programme"] if "programme" in fields.columns else None
    if programme is None and mapping.programme:
        programme = pl.Series([mapping.programme]).new_from_index(0, fields.height)
    if programme is not None:
        keys = f"{mapping.name}/" + slug_key(programme)
        told = pl.DataFrame({KEY: keys, "name": programme}).drop_nulls()
        strand = pl.lit(mapping.strand, dtype=pl.String).alias("strand")
        write_programmes(told.unique(KEY, maintain_order=True).with_columns(strand), pen)
        found = found.with_columns(keys.alias("programme"))
    if "theme" in fields.columns:
        theme = write_themes(fields["theme"], mapping.name, pen)
        found = found.with_columns(theme.alias("theme_1"))
    labels = [(_PROJECT_FIELDS[name], language) for name, language in _TITLES]
    write_projects(found, pen, labels)


def _write_partners(fields: pl.DataFrame, mapping: ColumnMapping, pen: Pen, log: ImportLog) -> None:
    found = fields.rename({"partner": "name"})
    for column in ("country", "town"):
        if column not in found.columns:
            found = found.with_columns(pl.lit(None, dtype=pl.String).alias(column))
    if "role" not in found.columns:
        found = found.with_columns(pl.lit(mapping.role).alias("role"))
    found = found.with_columns(
        body_key(found).alias(KEY),
        body_key(found).alias("organisation"),
        pl.col("role").fill_null(mapping.role),
    ).drop("project", strict=False)
    found = found.with_columns(pl.col("project_key").alias("project"))
    given = {"partner_cost": "part_cost", "partner_eu": "part_eu"}
    found = found.rename({old: new for old, new in given.items() if old in found.columns})
    own = ("street", "postcode", "town", "country", "nuts", "website", "legal_status")
    bodies = found.select(KEY, "name", "row", *(c for c in own if c in found.columns))
    write_organisations(bodies, pen, log, [("name", None)], mapping.edition)
    write_parts(found, pen, "name")


def mapped_importer(path: Path) -> Importer:
    """Return the importer of a mapping file.

    Raises:
        BrokenMapping: it cannot be used.
    """
    mapping = read_mapping(path)
    return Importer(
        name=f"operations-{mapping.path.stem}",
        version=VERSION,
        about=mapping.about,
        takes=(Take(mapping.table, rows_writer(mapping)),),
        name_dataset=lambda _: mapping.name,
        issued=mapping.issued,
        mapping=mapping.digest,
    )


def shipped_importers() -> list[Importer]:
    """Return the importers of the shipped mappings."""
    return [mapped_importer(path) for path in sorted(SHIPPED.glob("*.toml"))]
