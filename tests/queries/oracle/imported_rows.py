"""The samples' rows as the questions about imports need them, read with csv and openpyxl.

Which rows were refused is taken from the import's own list; tests of the imports hold that.
"""

from __future__ import annotations

import csv
import functools
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from techland.graph.datasets import imported_dataset
from techland.graph.home import Home
from tests.graph.ingest.raw_files import CORDIS, KEEP_2007, Row, folded, keep_sheet, rows_of

from .tables import Iri, iri, place

KEEP = ("keep-eu-2007-2013", "keep-eu-2014-2020")
_EMPTY = {"", "n/a", "n.a.", "n.a"}


@dataclass(frozen=True)
class Part:
    """A partner's row: dataset, project, organisation, role, and what the row says."""

    dataset: str
    project: tuple[str, str]
    body: Iri
    role: str
    row: Row


@dataclass
class Body:
    """What the first row that tells it says of an organisation."""

    name: str
    country: str | None
    town: str
    nuts: str | None = None
    status: str | None = None


def line(text: str) -> str:
    return " ".join(text.split())


def slug(name: str) -> str:
    found = place(name.lower().replace("æ", "ae").replace("ø", "oe")).rpartition("/")[2]
    if len(found) <= 60:
        return found
    return f"{found[:60].rstrip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def programme(name: str) -> Iri:
    return iri("activity", f"keep-eu/{slug(line(name))}")


def refused(home: Home, dataset: str, rule: str = "") -> set[tuple[str, int]]:
    """Return sheet and row number of the refused rows."""
    found = imported_dataset(home, dataset)
    assert found
    with (found.directory / "lines.csv").open(encoding="utf-8", newline="") as file:
        lines = [one for one in csv.DictReader(file) if one["what"] == "refused"]
    return {(one["sheet"], int(one["row"])) for one in lines if rule in one["rule"]}


def partner_rows(dataset: str) -> list[Row]:
    return list(keep_sheet("Partners") if dataset == KEEP[1] else rows_of(KEEP_2007, ";"))


@functools.cache
def countries() -> dict[str, str]:
    """Return the two letters that mostly stand beside a country's name in the files."""
    beside: dict[str, Counter[str]] = {}
    for dataset in KEEP:
        for row in partner_rows(dataset):
            code = {"EL": "GR", "UK": "GB"}.get(row["Country code"][:2], row["Country code"][:2])
            beside.setdefault(folded(row["Country"]), Counter())[code] += 1
    found = {name: counts.most_common(1)[0][0] for name, counts in beside.items()}
    # France's overseas parts stand with the codes of France; they have letters of their own.
    return (
        found
        | {"guadeloupe": "GP", "martinique": "MQ", "french guiana": "GF"}
        | {"saint martin": "MF"}
    )


def _nuts(row: Row, country: str | None) -> str | None:
    told = next(
        (
            row[f"NUTS{n} (or equivalent)"]
            for n in (3, 2, 1)
            if row[f"NUTS{n} (or equivalent)"].strip()
        ),
        "",
    )
    code = told.split(" ")[0]
    of_code = {"EL": "GR", "UK": "GB"}.get(code[:2], code[:2])
    return code if code and of_code == country else None


def keep_parts(home: Home, dataset: str) -> tuple[list[Part], dict[Iri, Body]]:
    """Return the parts and the organisations of a dataset of keep.eu."""
    sheet = "Partners" if dataset == KEEP[1] else ""
    all_refused = refused(home, dataset)
    persons = refused(home, dataset, "natural person")
    parts: list[Part] = []
    bodies: dict[Iri, Body] = {}
    for number, row in enumerate(partner_rows(dataset), 2):
        if (sheet, number) in persons:
            continue
        country = countries().get(folded(row["Country"]))
        key = (folded(row["Project Partner"]), (country or "").lower(), folded(row["Town"]))
        hashed = hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:16]
        own = iri("organisation", f"{dataset}/{hashed}")
        body = bodies.setdefault(own, Body(line(row["Project Partner"]), country, row["Town"]))
        body.nuts = body.nuts or _nuts(row, country)
        status = row["Legal Status"].lower()
        body.status = body.status or (status if status not in _EMPTY else None)
        if (sheet, number) not in all_refused:
            role = {"Yes": "lead-partner", "No": "partner"}[row["Lead Partner"]]
            project = (folded(row["Programme"]), folded(row["Acronym"]))
            parts.append(Part(dataset, project, own, role, row))
    return parts, bodies


def keep_projects(dataset: str) -> dict[tuple[str, str], Row]:
    """Return one row a project: the first of the projects' sheet, else the first partner's."""
    rows = keep_sheet("Projects (lead partners)") if dataset == KEEP[1] else ()
    found: dict[tuple[str, str], Row] = {}
    for row in (*rows, *partner_rows(dataset)):
        found.setdefault((folded(row["Programme"]), folded(row["Acronym"])), row)
    return found


def start_of(row: Row) -> str | None:
    """Return the start, but none where the end is before it."""
    start, end = row.get("Project start", ""), row.get("Project end", "")
    return start if start and not (end and end < start) else None


def strand(name: str) -> str | None:
    """Return the strand of a programme of the samples by its name."""
    name = line(name)
    if "IPA CBC" in name:
        return "ipa-cbc"
    if "ENPI CBC" in name:
        return "eni-cbc"
    if any(word in name for word in ("URBACT", "ESPON", "IVC")):
        return "c"
    if "PEACE" in name:
        return "other"
    if "INTERREG" in name:
        return "a" if " V-A " in name else "b"
    wide = {"Central Europe", "South East Europe", "Baltic Sea Region", "North West Europe"}
    wide |= {"North Sea Region", "Alpine Space", "Atlantic Area", "South West Europe"}
    wide |= {"Programme MED", "Northern Periphery", "Madeira - Açores - Canarias", "Caribbean"}
    return "b" if name.removeprefix("2007 - 2013 ") in wide else "a"


def cordis_parts(home: Home) -> Iterator[Row]:
    """Yield the rows of participants that were used."""
    gone = refused(home, "cordis-h2020")
    for number, row in enumerate(rows_of(CORDIS / "h2020_organization_2023-05.csv.gz"), 2):
        if ("", number) not in gone:
            yield row


def amount(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None
