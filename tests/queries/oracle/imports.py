"""Answers about imported datasets, computed from the publishers' files without RDF."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from techland.graph.home import Home
from tests.graph.ingest.raw_files import CORDIS, DATA, Row, folded, keep_sheet, rows_of

from .import_registry import Rows, answers_from_files, counted
from .imported_rows import (
    KEEP,
    amount,
    cordis_parts,
    countries,
    keep_parts,
    keep_projects,
    line,
    programme,
    slug,
    start_of,
    strand,
)
from .tables import Date, Tagged, Value, iri

CORDIS_NAME = "cordis-h2020"
H2020 = iri("activity", "cordis/h2020")


def cordis_projects() -> tuple[Row, ...]:
    return rows_of(CORDIS / "h2020_project_2022-2023.csv.gz")


def ror() -> list[dict[str, object]]:
    with gzip.open(DATA / "ror" / "ror_v2_NL-DE-BE-LU.ndjson.gz", "rt", encoding="utf-8") as file:
        return [json.loads(one) for one in file]


@answers_from_files("records-by-status")
def records_by_status(home: Home) -> Rows:
    return counted(("ror", str(record["status"])) for record in ror())


@answers_from_files("projects-by-programme")
def projects_by_programme(home: Home) -> Rows:
    keys: list[tuple[Value, ...]] = []
    for dataset in KEEP:
        for row in keep_projects(dataset).values():
            name = line(row["Programme"])
            keys.append((dataset, programme(name), name, strand(name)))
    keys += [(CORDIS_NAME, H2020, "H2020", None) for _ in cordis_projects()]
    return [(*row, None) for row in counted(keys)]


@answers_from_files("projects-by-start-year")
def projects_by_start_year(home: Home) -> Rows:
    keys: list[tuple[Value, ...]] = []
    keys += [
        (KEEP[1], strand(row["Programme"]), Decimal(start[:4]))
        for row in keep_projects(KEEP[1]).values()
        if (start := start_of(row))
    ]
    keys += [
        (CORDIS_NAME, None, Decimal(row["startDate"][:4]))
        for row in cordis_projects()
        if row["startDate"]
    ]
    return counted(keys)


def themes_of(row: Row) -> set[str]:
    return {line(row[f"Thematic{n}"]) for n in (1, 2, 3) if row.get(f"Thematic{n}")}


@answers_from_files("partnerships-by-region-and-theme")
def partnerships_by_region_and_theme(home: Home) -> Rows:
    parts, bodies = keep_parts(home, KEEP[1])
    projects = keep_projects(KEEP[1])
    groups: dict[tuple[Value, ...], list[tuple[str, str]]] = {}
    for part in parts:
        body = bodies[part.body]
        if body.nuts is None or len(body.nuts) < 4:
            continue
        edition = "2013" if body.country in {"NL", "DE", "BE", "LU", "DK"} else "unstated"
        for theme in themes_of(projects[part.project]):
            about = (iri("theme", f"keep-eu/{slug(theme)}"), Tagged(theme, "en"))
            groups.setdefault((KEEP[1], body.nuts[:4], edition, *about), []).append(part.project)
    return [(*key, Decimal(len(found)), Decimal(len(set(found)))) for key, found in groups.items()]


@answers_from_files("public-and-private-partners")
def public_and_private_partners(home: Home) -> Rows:
    groups: dict[tuple[Value, ...], Counter[str | None]] = {}
    for dataset in KEEP:
        parts, bodies = keep_parts(home, dataset)
        for part in parts:
            name = line(part.row["Programme"])
            key = (dataset, programme(name), name)
            groups.setdefault(key, Counter())[bodies[part.body].status] += 1
    in_table = {row["id"] for row in cordis_projects()}
    for row in cordis_parts(home):
        if row["projectID"] in in_table:
            status = {"PRC": "private", "PUB": "public"}.get(row["activityType"])
            groups.setdefault((CORDIS_NAME, H2020, "H2020"), Counter())[status] += 1
    rows: Rows = []
    for key, counts in groups.items():
        public, private = counts["public"], counts["private"]
        share = None
        if public + private:
            percent = Decimal(100 * public) / (public + private)
            share = percent.quantize(Decimal(1), ROUND_HALF_UP)
        rows.append((*key, Decimal(public), Decimal(private), Decimal(counts[None]), share))
    return rows


@answers_from_files("lead-partners-by-country")
def lead_partners_by_country(home: Home) -> Rows:
    keys: list[tuple[Value, ...]] = []
    for dataset in KEEP:
        parts, bodies = keep_parts(home, dataset)
        for part in parts:
            if part.role == "lead-partner":
                name = line(part.row["Programme"])
                keys.append((dataset, programme(name), name, bodies[part.body].country))
    return counted(keys)


ROLES = {
    "thirdParty": "third-party",
    "internationalPartner": "international-partner",
    "associatedPartner": "associated-partner",
}


def cordis_country(row: Row) -> str:
    return {"EL": "GR", "UK": "GB"}.get(row["country"], row["country"])


@answers_from_files("partners-by-role-and-country")
def partners_by_role_and_country(home: Home) -> Rows:
    keys: list[tuple[Value, ...]] = []
    for dataset in KEEP:
        parts, bodies = keep_parts(home, dataset)
        keys += [(dataset, part.role, bodies[part.body].country) for part in parts]
    for row in cordis_parts(home):
        keys.append((CORDIS_NAME, ROLES.get(row["role"], row["role"]), cordis_country(row) or None))
    return counted(keys)


@answers_from_files("project-sizes")
def project_sizes(home: Home) -> Rows:
    members: dict[tuple[str, object], set[str]] = {}
    for dataset in KEEP:
        for part in keep_parts(home, dataset)[0]:
            members.setdefault((dataset, part.project), set()).add(part.body)
    for row in cordis_parts(home):
        members.setdefault((CORDIS_NAME, row["projectID"]), set()).add(row["organisationID"])
    return counted((dataset, Decimal(len(found))) for (dataset, _), found in members.items())


def _money(rows: Iterable[tuple[tuple[Value, ...], Decimal | None, Decimal | None]]) -> Rows:
    groups: dict[tuple[Value, ...], list[tuple[Decimal | None, Decimal | None]]] = {}
    for key, cost, share in rows:
        groups.setdefault(key, []).append((cost, share))
    found: Rows = []
    for key, told in groups.items():
        figures: list[Value] = []
        for column in (0, 1):
            values = [pair[column] for pair in told if pair[column] is not None]
            figures += [sum(values, Decimal(0)), Decimal(len(told) - len(values))]
        found.append((*key, Decimal(len(told)), *figures))
    return found


@answers_from_files("money-by-programme")
def money_by_programme(home: Home) -> Rows:
    rows: list[tuple[tuple[Value, ...], Decimal | None, Decimal | None]] = []
    for dataset in KEEP:
        for row in keep_projects(dataset).values():
            name = line(row["Programme"])
            cost, share = amount(row.get("Budget", "")), amount(row.get("EU Funding", ""))
            rows.append(((dataset, programme(name), name), cost, share))
    for row in cordis_projects():
        told = (Decimal(row[c].replace(",", ".")) for c in ("totalCost", "ecMaxContribution"))
        rows.append(((CORDIS_NAME, H2020, "H2020"), *told))
    return _money(rows)


@answers_from_files("dutch-german-projects")
def dutch_german_projects(home: Home) -> Rows:
    found: dict[tuple[Value, ...], set[str]] = {}
    for dataset in KEEP:
        for part in keep_parts(home, dataset)[0]:
            key = (dataset, strand(part.row["Programme"]), str(part.project))
            country = countries().get(folded(part.row["Country"]))
            found.setdefault(key, set()).add(country or "")
    for row in cordis_parts(home):
        found.setdefault((CORDIS_NAME, None, row["projectID"]), set()).add(row["country"])
    return counted(key[:2] for key, both in found.items() if {"NL", "DE"} <= both)


@answers_from_files("themes")
def themes(home: Home) -> Rows:
    pairs: set[tuple[Value, ...]] = set()
    for project, row in keep_projects(KEEP[1]).items():
        for theme in themes_of(row):
            about = (iri("theme", f"keep-eu/{slug(theme)}"), Tagged(theme, "en"))
            pairs.add((KEEP[1], *about, str(project)))
    fields = rows_of(CORDIS / "horizon_euroSciVoc_sample.csv.gz", ";")
    for row in fields:
        code = row["euroSciVocCode"].rpartition("/")[2]
        title = Tagged(line(row["euroSciVocTitle"]), "en")
        pairs.add((CORDIS_NAME, iri("theme", f"euroscivoc/{code}"), title, row["projectID"]))
    topics = rows_of(CORDIS / "h2020_topics.csv.gz")
    names: dict[str, str] = {}
    for row in topics:
        names.setdefault(row["topic"], line(row["title"]))
    for row in topics:
        about = (iri("theme", f"cordis-topic/{row['topic']}"), Tagged(names[row["topic"]], "en"))
        pairs.add((CORDIS_NAME, *about, row["projectID"]))
    return counted(pair[:3] for pair in pairs)


@answers_from_files("calls")
def calls(home: Home) -> Rows:
    rows = []
    for row in keep_sheet("Calls"):
        name = line(row["Programme"])
        rows.append(((programme(name), name), amount(row["Budget"]), None))
    return [row[:5] for row in _money(rows)]


@answers_from_files("datasets")
def datasets(home: Home) -> Rows:
    from techland.graph.ingest.importers import importers

    read = {
        KEEP[0]: len(keep_rows := rows_of_2007()),
        KEEP[1]: sum(map(len, map(keep_sheet, ("Projects (lead partners)", "Partners", "Calls")))),
        "ror": len(ror()),
        CORDIS_NAME: sum(
            len(rows_of(CORDIS / f"{name}.csv.gz", mark))
            for name, mark in (
                ("h2020_organization_2023-05", ","),
                ("h2020_project_2022-2023", ","),
                ("h2020_topics", ","),
                ("horizon_euroSciVoc_sample", ";"),
            )
        ),
    }
    assert keep_rows
    changed = [r["contentUpdateDate"] for r in (*cordis_projects(), *cordis_parts(home))]
    days = {
        CORDIS_NAME: max(changed)[:10],
        "ror": max(record["admin"]["last_modified"]["date"] for record in ror()),
    }
    rows: Rows = []
    for name, number in read.items():
        about = importers()["keep-eu" if name in KEEP else name.removesuffix("-h2020")].about
        issued = Date(days[name]) if name in days else None
        meaning = Tagged(about.counted, "en")
        rows.append((iri("dataset", name), name, about.publisher, issued, Decimal(number), meaning))
    return rows


def rows_of_2007() -> tuple[Row, ...]:
    from tests.graph.ingest.raw_files import KEEP_2007

    return rows_of(KEEP_2007, ";")
