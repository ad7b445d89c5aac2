"""Kohesio's CSV as triples: an operation, its beneficiary, programme, region and category."""

from __future__ import annotations

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.columns import NOT_NEEDED, Column, Table, left_out
from techland.graph.ingest.frames.importer import About, Importer, Take
from techland.graph.ingest.frames.log import LEFT_OUT, ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.programme_rows import (
    UNSTATED,
    slug_key,
    write_organisations,
    write_parts,
    write_programmes,
    write_projects,
    write_regions,
    write_themes,
)
from techland.graph.ingest.frames.readings import COUNTRY, LINE, LONG, NUTS, date, number
from techland.graph.ingest.frames.row_rules import end_before_start, no_persons
from techland.graph.ingest.frames.sheets import ROW

AMOUNT = number("point")
DAY = date("%d/%m/%Y")


def euro_only(fields: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
    """Leave amounts in another currency out: the graph holds euro."""
    foreign = (fields["currency"].str.to_uppercase() != "EUR").fill_null(value=False)
    foreign &= fields["total_cost"].is_not_null()
    if foreign.any():
        rows = fields.filter(foreign)
        told = rows["total_cost"] + " " + rows["currency"]
        log.note(LEFT_OUT, "amount not in euro", "total_cost", rows[ROW], told)
    return fields.with_columns(fields["total_cost"].set(foreign, None))


OPERATIONS = Table(
    "operations",
    (
        Column("Operation_Unique_Identifier", "identifier", LINE, required=True),
        Column("Operation_Name_English", "name_en", LINE),
        Column("Operation_Name_Programme_Language", "name", LINE),
        Column("CountryCode", "country", COUNTRY),
        Column("Country", "country", COUNTRY),
        Column("Operation_Start_Date", "start", DAY),
        Column("Operation_End_Date", "end", DAY),
        Column("Total_Eligible_Expenditure_amount", "total_cost", AMOUNT),
        Column("Total_Eligible_Expenditure_Currency", "currency", LINE),
        Column("Project_EU_Budget", "eu_contribution", AMOUNT),
        Column("Beneficiary_Unique_Identifier", "beneficiary", LINE),
        Column("Beneficiary_Name", "beneficiary_name", LINE),
        Column("Category_Label", "theme_name", LINE),
        Column("Programme_Code", "programme_code", LINE),
        Column("Programme_Name", "programme_name", LINE),
        Column("NUTS3_Code", "nuts", NUTS),
        Column("NUTS2_Code", "nuts", NUTS),
        Column("NUTS1_Code", "nuts", NUTS),
        Column("Programming_Period", "period", LINE),
        Column("Operation_Summary_English", "description_en", LONG),
        Column("Operation_Summary_Programme_Language", "description", LONG),
        *left_out(
            NOT_NEEDED,
            "Operation_Local_Identifier",
            "Postal_Code",
            "Cofinancing_Rate",
            "Category_Of_Intervention",
            "Thematic_Objective_ID",
            "Thematic_Objective_Label",
            "Policy_Objective_ID",
            "Policy_Objective_Label",
            "Fund_Code",
            "Fund_Name",
            "Region",
            "ManagingAuthority",
            "Beneficiary_Local_Identifier",
        ),
        *left_out(
            "of the operation's region, not of a body", "Location_Indicator_latitude_longitude"
        ),
    ),
    marks=(
        "Operation_Unique_Identifier",
        "Operation_Name_English",
        "Programme_Code",
        "Beneficiary_Unique_Identifier",
    ),
    rules=(no_persons("beneficiary_name"), end_before_start, euro_only),
)


def take_operations(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    """Write operations as projects, and their beneficiaries."""
    keys = terms.identifier_key(fields["identifier"].str.replace(r"^.*/", ""))
    first = pen.once("operation " + keys, fields, "the same operation a second time", "identifier")
    code = fields["programme_code"].fill_null(fields["programme_name"])
    programmes = "kohesio/" + slug_key(code)
    named = pl.DataFrame({KEY: programmes, "name": fields["programme_name"].fill_null(code)})
    write_programmes(named.drop_nulls().unique(KEY, maintain_order=True), pen)
    regions = write_regions(fields["nuts"], fields["country"], pen, UNSTATED)
    found = fields.with_columns(
        keys.alias(KEY),
        programmes.alias("programme"),
        regions.alias("region"),
        write_themes(fields["theme_name"], "kohesio", pen).alias("theme_1"),
    ).filter(first)
    write_projects(found, pen, [("name_en", "en"), ("name", None), ("identifier", None)])
    pen.used("country", found["country"])
    _write_beneficiaries(found, pen, log)


def _write_beneficiaries(found: pl.DataFrame, pen: Pen, log: ImportLog) -> None:
    named = found.filter(
        pl.col("beneficiary").is_not_null() & pl.col("beneficiary_name").is_not_null()
    )
    unnamed = found.filter(pl.col("beneficiary_name").is_null())
    log.note(
        LEFT_OUT,
        "beneficiary without a name",
        "Beneficiary_Name",
        unnamed[ROW],
        unnamed["beneficiary"],
    )
    if not named.height:
        return
    keys = terms.identifier_key(named["beneficiary"].str.replace(r"^.*/", ""))
    bodies = named.select(keys.alias(KEY), pl.col("beneficiary_name").alias("name"), "country", ROW)
    write_organisations(bodies, pen, log, [("name", None)], UNSTATED)
    parts = named.select(
        keys.alias("organisation"),
        pl.col(KEY).alias("project"),
        pl.lit("beneficiary").alias("role"),
        pl.col("beneficiary_name").alias("name"),
        ROW,
    )
    write_parts(parts, pen, "name")


def name_dataset(tables: dict[str, list[pl.DataFrame]]) -> str:
    """Name the dataset by country and period, where the first rows are of one."""
    parts = ["kohesio"]
    for frame in tables["operations"]:
        for column in ("CountryCode", "Country", "Programming_Period"):
            values = (
                set(frame[column].str.strip_chars()) - {""} if column in frame.columns else set()
            )
            slug = slug_key(pl.Series(sorted(values), dtype=pl.String)).to_list()
            if len(slug) == 1 and (column != "Country" or len(parts) == 1):
                parts.append(slug[0])
    return "-".join(parts)[:60]


KOHESIO = Importer(
    name="kohesio",
    version=1,
    about=About(
        title="Kohesio operations",
        publisher="European Commission, Directorate-General for Regional and Urban Policy",
        url="https://kohesio.ec.europa.eu/",
        licence="https://creativecommons.org/licenses/by/4.0/",
        attribution="© European Union, Kohesio; changed: brought to one vocabulary.",
        counted=(
            "Operations that managing authorities published and Kohesio gathered, one beneficiary "
            "each: partners are not in it, so that it tells nothing of ties across a border."
        ),
    ),
    takes=(Take(OPERATIONS, take_operations),),
    name_dataset=name_dataset,
)
