"""The columns of CORDIS's tables."""

from __future__ import annotations

import polars as pl

from techland.graph.ingest.frames.columns import NOT_NEEDED, PERSONAL, Column, Table, left_out
from techland.graph.ingest.frames.log import ImportLog
from techland.graph.ingest.frames.placing import with_coordinates
from techland.graph.ingest.frames.readings import (
    COUNTRY,
    LINE,
    LONG,
    NUTS,
    WEBSITE,
    choice,
    date,
    number,
)
from techland.graph.ingest.frames.row_rules import (
    country_against_nuts,
    end_before_start,
    no_persons,
    postcodes,
)

AMOUNT = number("point", comma_is_decimal=True)
DAY = date("%Y-%m-%d")
ROLES = {
    "coordinator": "coordinator",
    "participant": "participant",
    "partner": "partner",
    "thirdParty": "third-party",
    "internationalPartner": "international-partner",
    "associatedPartner": "associated-partner",
}
TYPES = {code: code.lower() for code in ("HES", "REC", "PRC", "PUB", "OTH")}


def sole_traders(fields: pl.DataFrame, _log: ImportLog) -> pl.DataFrame:
    """Mark the rows of private or other participants without any mark of a body."""
    bare = pl.all_horizontal(pl.col("vat", "short_name", "website").is_null())
    return fields.with_columns((bare & pl.col("type").is_in(["prc", "oth"])).alias("sole_trader"))


def own_point(fields: pl.DataFrame, log: ImportLog) -> pl.DataFrame:
    """Read the coordinates of the address."""
    return with_coordinates(fields, log)


ORGANIZATION = Table(
    "organization",
    (
        Column("projectID", "project", LINE, required=True),
        Column("projectAcronym", "acronym", LINE),
        Column("organisationID", "pic", LINE, required=True),
        Column("vatNumber", "vat", LINE),
        Column("name", "name", LINE, required=True),
        Column("shortName", "short_name", LINE),
        Column("activityType", "type", choice(TYPES, "type of activity")),
        Column("street", "street", LINE),
        Column("postCode", "postcode", LINE),
        Column("city", "town", LINE),
        Column("country", "country", COUNTRY),
        Column("nutsCode", "nuts", NUTS),
        Column("geolocation", "point", LINE),
        Column("organizationURL", "website", WEBSITE),
        Column("contentUpdateDate", "updated", DAY),
        Column("role", "role", choice(ROLES, "role"), required=True),
        Column("ecContribution", "part_eu", AMOUNT),
        Column("totalCost", "part_cost", AMOUNT),
        *left_out(PERSONAL, "contactForm"),
        *left_out(NOT_NEEDED, "SME", "netEcContribution", "rcn", "order"),
        *left_out(NOT_NEEDED, "endOfParticipation", "active"),
    ),
    marks=("projectID", "organisationID", "name", "country", "role"),
    rules=(
        sole_traders,
        no_persons("name", "sole_trader"),
        country_against_nuts,
        postcodes,
        own_point,
    ),
)
PROJECT = Table(
    "project",
    (
        Column("id", "key", LINE, required=True),
        Column("acronym", "acronym", LINE),
        Column("status", "record_status", LINE),
        Column("title", "name_en", LINE),
        Column("startDate", "start", DAY),
        Column("endDate", "end", DAY),
        Column("totalCost", "total_cost", AMOUNT),
        Column("ecMaxContribution", "eu_contribution", AMOUNT),
        Column("frameworkProgramme", "framework", LINE),
        Column("objective", "description_en", LONG),
        Column("contentUpdateDate", "updated", DAY),
        *left_out(
            NOT_NEEDED,
            "legalBasis",
            "topics",
            "ecSignatureDate",
            "masterCall",
            "subCall",
            "fundingScheme",
            "nature",
            "rcn",
            "grantDoi",
            "keywords",
        ),
    ),
    marks=("id", "acronym", "title", "startDate", "frameworkProgramme"),
    rules=(end_before_start,),
)
THEMES = Table(
    "euroSciVoc",
    (
        Column("projectID", "project", LINE, required=True),
        Column("euroSciVocCode", "path", LINE, required=True),
        Column("euroSciVocTitle", "title", LINE, required=True),
        *left_out(NOT_NEEDED, "euroSciVocPath", "euroSciVocDescription"),
    ),
    marks=("projectID", "euroSciVocCode", "euroSciVocTitle"),
)
TOPICS = Table(
    "topics",
    (
        Column("projectID", "project", LINE, required=True),
        Column("topic", "topic", LINE, required=True),
        Column("title", "title", LINE),
    ),
    marks=("projectID", "topic", "title"),
)
