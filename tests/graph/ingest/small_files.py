"""Small files of each publisher, written by the tests."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from techland.graph.datasets import ImportedDataset
from techland.graph.home import Home
from techland.graph.ingest.importing import ImportOptions, import_files
from tests.graph.fact_folder import SMALL

Cell = str | int | float | dt.date | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]
PROGRAMME = "2014 - 2020 INTERREG V-A Germany - The Netherlands"
PROJECT_HEADER = (
    "Programme",
    "Acronym",
    "Project Name",
    "Project Name language 2",
    "Lead Partner",
    "Budget",
    "EU Funding",
    "Thematic1",
    "Project start",
    "Project end",
)
PARTNER_HEADER = (
    "Programme",
    "Acronym",
    "Project Partner",
    "Lead Partner",
    "Postal code",
    "Town",
    "Country",
    "Country code",
    "Legal Status",
    "NUTS3 (or equivalent)",
)
PROJECT: dict[str, Cell] = {
    "Programme": PROGRAMME,
    "Acronym": "BRIDGE",
    "Project Name": "A bridge",
    "Lead Partner": "Stadt Emden",
    "Budget": "892,228.58",
    "EU Funding": 758394.29,
    "Thematic1": "Tourism",
    "Project start": "2015/10/27",
    "Project end": "2019/09/30",
}
PARTNER: dict[str, Cell] = {
    "Programme": PROGRAMME,
    "Acronym": "BRIDGE",
    "Project Partner": "Stadt Emden",
    "Lead Partner": "Yes",
    "Postal code": "26721",
    "Town": "Emden",
    "Country": "Germany",
    "Country code": "DE Germany / DEUTSCHLAND",
    "Legal Status": "public",
    "NUTS3 (or equivalent)": "DE942  / Emden, Kreisfreie Stadt",
}
ORGANIZATION_HEADER = [
    "projectID",
    "projectAcronym",
    "organisationID",
    "vatNumber",
    "name",
    "shortName",
    "SME",
    "activityType",
    "street",
    "postCode",
    "city",
    "country",
    "nutsCode",
    "geolocation",
    "organizationURL",
    "contactForm",
    "contentUpdateDate",
    "rcn",
    "order",
    "role",
    "ecContribution",
    "netEcContribution",
    "totalCost",
    "endOfParticipation",
    "active",
]
ORGANIZATION = {
    "projectID": "700071",
    "projectAcronym": "PROTECT",
    "organisationID": "999589463",
    "vatNumber": "NL001",
    "name": "VOORBEELD BV",
    "shortName": "VB",
    "SME": "false",
    "activityType": "PRC",
    "postCode": "7511AA",
    "city": "Enschede",
    "country": "NL",
    "geolocation": "52.22,6.89",
    "contactForm": "https://example.org/contact-form/project/1",
    "contentUpdateDate": "2023-03-06 16:58:00",
    "role": "participant",
    "ecContribution": "211562.5",
    "totalCost": "211562,5",
}


def workbook(path: Path, sheets: Sheets) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def keep_file(
    path: Path,
    projects: Sequence[Mapping[str, Cell]] = (PROJECT,),
    partners: Sequence[Mapping[str, Cell]] = (PARTNER,),
) -> Path:
    """Write a workbook in keep.eu's layout of 2019."""
    sheets = {
        "Projects (lead partners)": [
            PROJECT_HEADER,
            *([row.get(name) for name in PROJECT_HEADER] for row in projects),
        ],
        "Partners": [
            PARTNER_HEADER,
            *([row.get(name) for name in PARTNER_HEADER] for row in partners),
        ],
    }
    return workbook(path, sheets)


def cordis_file(path: Path, *rows: Mapping[str, str], delimiter: str = ";") -> Path:
    """Write CORDIS's organization.csv, every field quoted."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow(ORGANIZATION_HEADER)
        writer.writerows([row.get(name, "") for name in ORGANIZATION_HEADER] for row in rows)
    return path


def taken(home: Home, *paths: Path, **options: object) -> ImportedDataset:
    """Import files that make one dataset, and return it."""
    asked = ImportOptions(facts=SMALL, **options)
    (one,) = import_files(home, list(paths), asked).imports
    return one.dataset


def lines_of(dataset: ImportedDataset) -> list[dict[str, str]]:
    with (dataset.directory / "lines.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def objects(dataset: ImportedDataset, predicate: str, end: str = "") -> list[str]:
    """Return the objects of a predicate (the end of its IRI) as the triples have them."""
    found = []
    for line in dataset.triples_path.read_text(encoding="utf-8").splitlines():
        subject, told, rest = line.split(" ", 2)
        if told.removesuffix(">").endswith((f"#{predicate}", f"/{predicate}")) and end in subject:
            found.append(rest.removesuffix(" ."))
    return found
