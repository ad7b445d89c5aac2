"""Jems's JSON as two sheets: projects and partners, a row each. What is personal is not read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from techland.graph.import_errors import UnreadableFile
from techland.graph.ingest.frames.sheets import BATCH, ROW, BadRow, Batch, Sheet
from techland.graph.ingest.frames.unpacking import FileLimits, Part, opened

PROJECT_HEADERS = (
    "programme_name",
    "period",
    "project_id",
    "acronym",
    "name en",
    "name de",
    "name nl",
    "name other",
    "description en",
    "description de",
    "description nl",
    "description other",
    "project_start_date",
    "project_end_date",
    "total_budget",
    "eu_funding_amount",
    "website",
    "intervention_type",
)
PARTNER_HEADERS = (
    "programme_name",
    "period",
    "project_id",
    "partner_type",
    "organisation",
    "country",
    "town",
    "street",
    "postal_code",
    "participant_identification_code",
    "legal_status",
    "partner website",
    "total_eligible_budget",
    "cofinancing_amount",
)
PROJECTS, PARTNERS = "project", "partner"
_FAULTS = (KeyError, TypeError, AttributeError, IndexError)
_LANGUAGES = ("en", "de", "nl")
_NEEDED = {"programme_name", "project"}


def jems_sheets(part: Part, limits: FileLimits) -> list[Sheet] | None:
    """Return the sheets of a file of Jems; None where it is another's."""
    with opened(part, limits) as file:
        start = file.read(4096)
    if b'"programme"' not in start and b'"programme_name"' not in start:
        return None
    with opened(part, limits) as file:
        data = file.read(limits.workbook_bytes)
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(part.name, f"no JSON ({error})", "export it anew") from None
    programme = told.get("programme", told) if isinstance(told, dict) else None
    programmes = programme if isinstance(programme, list) else [programme]
    if not all(isinstance(one, dict) and one.keys() >= _NEEDED for one in programmes):
        raise UnreadableFile(part.name, "no programme with projects in it", "export it anew")
    return [
        _sheet(part, PROJECTS, PROJECT_HEADERS, programmes),
        _sheet(part, PARTNERS, PARTNER_HEADERS, programmes),
    ]


def _sheet(part: Part, name: str, headers: Sequence[str], programmes: list[Any]) -> Sheet:
    cells = _project_cells if name == PROJECTS else _partner_cells

    def read(_header: int, _names: Sequence[str]) -> Iterator[Batch]:
        rows: list[tuple[Any, ...]] = []
        bad: list[BadRow] = []
        number = 0
        for programme in programmes:
            for project in _listed(programme, "project"):
                for record in [project] if name == PROJECTS else _listed(project, "partner"):
                    number += 1
                    try:
                        found = cells(programme, project, record)
                        rows.append((number, *("" if c is None else str(c) for c in found)))
                    except _FAULTS as error:
                        bad.append(BadRow(number, f"no {name} of Jems ({error!r})", "(withheld)"))
        schema = {ROW: pl.UInt32, **dict.fromkeys(headers, pl.String)}
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        for start in range(0, max(1, frame.height), BATCH):
            yield Batch(frame.slice(start, BATCH), None, bad if start == 0 else [])

    return Sheet(part.name, name, [list(headers)], read)


def _listed(record: Any, key: str) -> list[Any]:
    found = record.get(key) if isinstance(record, dict) else None
    return found if isinstance(found, list) else []


def _in_languages(told: Any, key: str) -> list[str | None]:
    texts = {str(one.get("language", "")).lower()[:2]: one.get(key) for one in told or ()}
    other = next((text for code, text in texts.items() if code not in _LANGUAGES and text), None)
    return [*(texts.get(code) for code in _LANGUAGES), other]


def _project_cells(programme: Any, project: Any, _record: Any) -> list[Any]:
    described = project.get("multi_languages_description")
    types = project.get("intervention_type") or [None]
    return [
        programme["programme_name"],
        programme.get("period"),
        project["project_id"],
        project.get("acronym"),
        *_in_languages(project.get("multi_languages_name"), "name"),
        *_in_languages(described, "description"),
        project.get("project_start_date"),
        project.get("project_end_date"),
        project.get("total_budget"),
        project.get("eu_funding_amount") or project.get("contributing_eu_funds"),
        project.get("website"),
        types[0] if isinstance(types, list) else types,
    ]


def _partner_cells(programme: Any, project: Any, partner: Any) -> list[Any]:
    names = _in_languages(partner.get("multi_languages_organisation_name"), "name")
    addresses = [a for a in partner.get("address") or () if isinstance(a, dict)]
    main = [a for a in addresses if str(a.get("main_or_department", "main")).lower() == "main"]
    address = (main or addresses or [{}])[0]
    return [
        programme["programme_name"],
        programme.get("period"),
        project["project_id"],
        partner.get("partner_type"),
        next(filter(None, names), None),
        address.get("country"),
        address.get("town"),
        address.get("street"),
        address.get("postal_code"),
        partner.get("participant_identification_code"),
        partner.get("legal_status"),
        partner.get("website"),
        partner.get("total_eligible_budget"),
        partner.get("cofinancing_amount"),
    ]
