"""The columns of keep.eu's current export."""

from __future__ import annotations

from techland.graph.ingest.frames.columns import NOT_NEEDED, Column, Table, left_out
from techland.graph.ingest.frames.readings import COUNTRY, LINE, LONG, NUTS, WEBSITE
from techland.graph.ingest.frames.row_rules import (
    country_against_nuts,
    end_before_start,
    no_persons,
)
from techland.graph.ingest.keep_eu.columns_2019 import AMOUNT, DAY, YES

PROJECTS = Table(
    "projects",
    (
        Column("Period", "period", LINE),
        Column("Programme", "programme_name", LINE, required=True),
        Column("Project ID (2021-2027 only)", "identifier", LINE),
        Column("Project acronym", "acronym", LINE, required=True),
        Column("Project name in English", "name_en", LINE),
        Column("Project name in language 2", "title_2", LINE),
        Column("Project name in language 3", "title_3", LINE),
        Column("Description in English", "description_en", LONG),
        Column("Description in language 2", "description", LONG),
        Column("Project start", "start", DAY),
        Column("Project end", "end", DAY),
        Column("Project's total budget / expenditure", "total_cost", AMOUNT),
        Column("Project's EU funding", "eu_contribution", AMOUNT),
        Column("Website", "website", WEBSITE),
        Column("Theme 1", "theme_name_1", LINE),
        Column("Theme 2", "theme_name_2", LINE),
        Column("Theme 3", "theme_name_3", LINE),
        *left_out(
            NOT_NEEDED,
            "Project name in language 4",
            "Expected Achievements in English",
            "Actual Achievements in English",
            "Union co-financing rate",
        ),
    ),
    marks=("Programme", "Project acronym", "Project start", "Theme 1"),
    rules=(end_before_start,),
)
PARTNERS = Table(
    "partners",
    (
        Column("Programme", "programme_name", LINE, required=True),
        Column("Project ID (2021-2027 only)", "identifier", LINE),
        Column("Project acronym", "acronym", LINE, required=True),
        Column("Organisation in English", "name", LINE, required=True),
        Column("Organisation in language 2", "name", LINE, required=True),
        Column("Lead partner", "role", YES, required=True),
        Column("Country code", "country", COUNTRY),
        Column("Participant Identification Code", "pic", LINE),
        Column("Town", "town", LINE),
        Column("NUTS3 code (or equivalent)", "nuts", NUTS),
        Column("NUTS2 code (or equivalent)", "nuts", NUTS),
        Column("Website", "website", WEBSITE),
        Column("Partner's total eligible budget / expenditure", "part_cost", AMOUNT),
        Column("ERDF contribution (2014-2020 only)", "part_eu", AMOUNT),
        Column("Partner's programme co-financing (EUR) (2021-2027 only)", "part_eu", AMOUNT),
        *left_out(
            NOT_NEEDED,
            "Organisation in language 3",
            "Organisation in language 4",
            "Type of Organisation",
            "Partner\u2019s ID if not PIC",
        ),
    ),
    marks=("Programme", "Project acronym", "Organisation in English", "Lead partner"),
    rules=(no_persons("name"), country_against_nuts),
)
COVERAGE = Table(
    "representativeness",
    (
        Column("Programme", "programme_name", LINE, required=True),
        Column("Representativeness (%)", "coverage", AMOUNT, required=True),
    ),
    marks=("Programme", "Representativeness (%)"),
)
