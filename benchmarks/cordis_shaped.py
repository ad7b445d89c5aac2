"""Write CSV files shaped like CORDIS's, as large as asked; the same for a seed."""

from __future__ import annotations

import csv
import random
from pathlib import Path

SEED = 20261125
PARTNERS = (2, 20)
# Triples that a participant's row comes to, as measured on these files; used to size them.
TRIPLES_A_ROW = 17.6
_TOWNS = {
    "NL": ("Enschede", "Hengelo", "Groningen", "Nijmegen", "Arnhem", "Utrecht"),
    "DE": ("Münster", "Osnabrück", "Emden", "Kleve", "Köln", "Dortmund"),
    "BE": ("Gent", "Leuven", "Liège", "Hasselt"),
    "EL": ("Athina", "Patra", "Thessaloniki"),
}
_ORGANIZATION_COLUMNS = (
    "projectID,projectAcronym,organisationID,vatNumber,name,shortName,SME,activityType,street,"
    "postCode,city,country,nutsCode,geolocation,organizationURL,contactForm,contentUpdateDate,"
    "rcn,order,role,ecContribution,netEcContribution,totalCost,endOfParticipation,active"
)
_PROJECT_COLUMNS = (
    "id,acronym,status,title,startDate,endDate,totalCost,ecMaxContribution,legalBasis,topics,"
    "ecSignatureDate,frameworkProgramme,masterCall,subCall,fundingScheme,nature,objective,"
    "contentUpdateDate,rcn,grantDoi"
)


def write_cordis(folder: Path, triples: int, seed: int = SEED) -> None:
    """Write organization.csv and project.csv that come to about so many triples."""
    chance = random.Random(seed)  # noqa: S311 (data, not secrets)
    rows = int(triples / TRIPLES_A_ROW)
    bodies = max(20, rows // 12)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "organization.csv").open("w", encoding="utf-8", newline="") as parts,
        (folder / "project.csv").open("w", encoding="utf-8", newline="") as projects,
    ):
        part_writer, project_writer = (
            csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL) for file in (parts, projects)
        )
        part_writer.writerow(_ORGANIZATION_COLUMNS.split(","))
        project_writer.writerow(_PROJECT_COLUMNS.split(","))
        written = number = 0
        while written < rows:
            number += 1
            size = min(chance.randint(*PARTNERS), rows - written)
            project_writer.writerow(_project(number, chance))
            for order, body in enumerate(chance.sample(range(bodies), min(size, bodies)), 1):
                part_writer.writerow(_part(number, order, body, chance))
            written += size


def _project(number: int, chance: random.Random) -> list[str]:
    year = 2014 + number % 7
    cost = f"{chance.randint(100_000, 9_000_000)},{chance.randint(10, 99)}"
    title = f'The "project" of number {number}'
    about = f"It looks into matter {number} and says so at some length. " * 4
    dates = [f"{year}-01-01", f"{year + 3}-12-31"]
    sums = [cost, "100000.5"]
    tail = ["", "T", f"{year - 1}-11-01", "H2020", "", "", "RIA", "", about]
    changed = [f"{year + 1}-06-01 10:00:00", str(number), ""]
    return [str(number), f"P{number}", "CLOSED", title, *dates, *sums, *tail, *changed]


def _part(number: int, order: int, body: int, chance: random.Random) -> list[str]:
    country = sorted(_TOWNS)[body % 4]
    town = _TOWNS[country][body % len(_TOWNS[country])]
    lat, lon = 50 + body % 300 / 100, 5 + body % 500 / 100
    role = "coordinator" if order == 1 else "participant"
    share = f"{chance.randint(10_000, 900_000)}.5"
    kind = ("HES", "REC", "PRC", "PUB", "OTH")[body % 5]
    who = [str(900_000_000 + body), f"{country}{body:09}", f"BODY {body} LTD", f"B{body}"]
    place = [f"STREET {body}", f"{10_000 + body % 80_000}", town, country, "", f"{lat},{lon}"]
    web = [f"http://www.body{body}.example", "https://forms.example/contact-form"]
    money = [share, share, share.replace(".", ",")]
    when = ["2023-03-06 16:58:00", str(number), str(order), role]
    return [
        str(number),
        f"P{number}",
        *who,
        "false",
        kind,
        *place,
        *web,
        *when,
        *money,
        "false",
        "",
    ]
