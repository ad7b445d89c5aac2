"""The columns of keep.eu's export as of 2019, and of its partner sheet as CSV."""

from __future__ import annotations

from techland.graph.ingest.frames.columns import NOT_NEEDED, REPEATED, Column, Table, left_out
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

AMOUNT = number("point")
DAY = date("%Y/%m/%d")
YES = choice({"Yes": "lead-partner", "No": "partner"}, "word for a lead partner")
LEGAL = choice({"public": "public", "private": "private"}, "legal status")

PROJECTS = Table(
    "projects",
    (
        Column("Programme", "programme_name", LINE, required=True),
        Column("Acronym", "acronym", LINE, required=True),
        Column("Project Name", "name_en", LINE),
        Column("Project Name language 2", "title_2", LINE),
        Column("Project Name language 3", "title_3", LINE),
        Column("Budget", "total_cost", AMOUNT),
        Column("Project total expenditure", "total_cost_paid", AMOUNT),
        Column("EU Funding", "eu_contribution", AMOUNT),
        Column("Project EU Funding expenditure", "eu_contribution_paid", AMOUNT),
        Column("Website", "website", WEBSITE),
        Column("Thematic1", "theme_name_1", LINE),
        Column("Thematic2", "theme_name_2", LINE),
        Column("Thematic3", "theme_name_3", LINE),
        Column("Description EN", "description_en", LONG),
        Column("Description 1", "description", LONG),
        Column("Project start", "start", DAY),
        Column("Project end", "end", DAY),
        Column("Period", "period", LINE),
        *left_out(REPEATED, "Lead Partner", "Street", "Postal code", "Town", "Country"),
        *left_out(
            NOT_NEEDED,
            "ERDF budget",
            "ENI budget",
            "IPA budget",
            "ERDF eq. budget",
            "Co-Financing sources",
            "Specific Obj",
            "Thematic Obj",
            "Inv. Priority",
            "Thematic Priorities (Interreg-IPA CBC specific)",
            "Description 2",
            *(
                f"{what} {which}"
                for what in (
                    "Expected Results",
                    "Achievements",
                    "Expected Outputs",
                    "Delivered Outputs",
                )
                for which in ("1", "2", "EN")
            ),
            "Priority Area",
            "Degree of comp.",
            "Strategy",
            "Call SN",
        ),
    ),
    marks=("Programme", "Acronym", "Budget", "Project start", "Project end", "Thematic1"),
    rules=(end_before_start,),
)
PARTNERS = Table(
    "partners",
    (
        Column("Programme", "programme_name", LINE, required=True),
        Column("Acronym", "acronym", LINE, required=True),
        Column("Project Partner", "name", LINE, required=True),
        Column("Lead Partner", "role", YES, required=True),
        Column("Street", "street", LINE),
        Column("Postal code", "postcode", LINE),
        Column("Town", "town", LINE),
        Column("Country", "country", COUNTRY),
        Column("Country code", "country", COUNTRY),
        Column("Website", "website", WEBSITE),
        Column("Legal Status", "legal_status", LEGAL),
        Column("NUTS3 (or equivalent)", "nuts", NUTS),
        Column("NUTS2 (or equivalent)", "nuts", NUTS),
        Column("NUTS1 (or equivalent)", "nuts", NUTS),
        *left_out("a department may be a person's office", "Department"),
    ),
    marks=("Programme", "Acronym", "Project Partner", "Lead Partner"),
    rules=(no_persons("name"), country_against_nuts, postcodes),
)
CALLS = Table(
    "calls",
    (
        Column("Programme", "programme_name", LINE, required=True),
        Column("Serial Number", "number", LINE, required=True),
        Column("Start Date", "start", DAY),
        Column("End Date", "end", DAY),
        Column("Budget", "budget", AMOUNT),
    ),
    marks=("Programme", "Serial Number", "Start Date", "End Date"),
    rules=(end_before_start,),
)
