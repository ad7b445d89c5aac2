"""What is known to be incomplete: said beside every count and picture that it touches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from techland.graph.ingest.fact_tables import FactTables

# Years that a project may spend after the named years of its EU programme (rule n+3).
YEARS_AFTER_PROGRAMME = 3
PARTNER_ROLES = frozenset({"lead-partner", "partner", "contributor"})


@dataclass(frozen=True)
class Incompleteness:
    """A known gap: its code, the things that have it, and the counts that it touches."""

    code: str
    ids: tuple[str, ...]
    touches: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the gap as the manifest and the report write it."""
        return {**asdict(self), "number": len(self.ids)}


# Code of each gap, and the counts and pictures it touches.
TOUCHES = {
    "projects-without-participant": ("projects", "participations", "network"),
    "projects-of-one-side": ("projects", "participations", "network"),
    "organisations-in-nothing": ("organisations", "network"),
    "organisations-without-country": ("organisations", "network"),
    "organisations-without-place": ("organisations", "map"),
    "agreements-without-party": ("agreements", "network"),
    "agreements-of-one-party": ("agreements", "network"),
    "agreements-without-date": ("agreements", "time"),
    "agreements-same-day-and-parties": ("agreements", "network"),
    "events-without-role": ("events",),
    "events-without-date": ("events", "time"),
    "projects-without-both-dates": ("projects", "time"),
    "projects-without-cost": ("projects", "money"),
    "projects-without-eu-share": ("projects", "money"),
    "projects-outside-programme-years": ("projects", "time"),
    "approved-after-end": ("projects", "time"),
    "themes-unused": ("themes",),
    "sources-unused": ("sources",),
    "names-shared": ("organisations", "network"),
}


def _column(tables: FactTables, table: str, column: str) -> set[str]:
    return {row[column] for row in tables[table]}


def _organisation_gaps(tables: FactTables) -> dict[str, set[str]]:
    rows = tables["organisations"]
    used: set[str] = set()
    for table in ("agreement_parties", "participations", "event_roles"):
        used |= _column(tables, table, "organisation_id")
    return {
        "organisations-in-nothing": {r["id"] for r in rows} - used,
        "organisations-without-country": {r["id"] for r in rows if not r["country"]},
        "organisations-without-place": {r["id"] for r in rows if not r["place"]},
    }


def _agreement_gaps(tables: FactTables) -> dict[str, set[str]]:
    parties: dict[str, set[str]] = {row["id"]: set() for row in tables["agreements"]}
    for row in tables["agreement_parties"]:
        parties[row["agreement_id"]].add(row["organisation_id"])
    same: dict[tuple[str, frozenset[str]], set[str]] = {}
    for row in tables["agreements"]:
        if row["signed_on"] and parties[row["id"]]:
            key = (row["signed_on"], frozenset(parties[row["id"]]))
            same.setdefault(key, set()).add(row["id"])
    return {
        "agreements-without-party": {name for name, found in parties.items() if not found},
        "agreements-of-one-party": {name for name, found in parties.items() if len(found) == 1},
        "agreements-without-date": {r["id"] for r in tables["agreements"] if not r["signed_on"]},
        "agreements-same-day-and-parties": set().union(
            *(found for found in same.values() if len(found) > 1)
        ),
    }


def _project_gaps(tables: FactTables) -> dict[str, set[str]]:
    projects = [row for row in tables["programmes"] if row["kind"] == "project"]
    country = {row["id"]: row["country"] for row in tables["organisations"]}
    sides: dict[str, set[str]] = {}
    for row in tables["participations"]:
        if row["role"] in PARTNER_ROLES:
            found = sides.setdefault(row["programme_id"], set())
            found.add(country[row["organisation_id"]])
    known = _column(tables, "participations", "programme_id")
    return {
        "projects-without-participant": {r["id"] for r in projects} - known,
        "projects-of-one-side": {
            r["id"]
            for r in projects
            if r["part_of"].startswith("interreg") and len(sides.get(r["id"], ())) == 1
        },
        "projects-without-both-dates": {r["id"] for r in projects if not (r["start"] and r["end"])},
        "projects-without-cost": {r["id"] for r in projects if not r["budget_eur"]},
        "projects-without-eu-share": {r["id"] for r in projects if not r["eu_contribution_eur"]},
    }


def _time_gaps(tables: FactTables) -> dict[str, set[str]]:
    programmes = {row["id"]: row for row in tables["programmes"]}
    outside = set()
    for row in programmes.values():
        above = programmes.get(row["part_of"])
        if above is None or above["kind"] != "funding-programme":
            continue
        early = row["start"] and above["start"] and row["start"][:4] < above["start"][:4]
        late = (
            row["end"]
            and above["end"]
            and int(row["end"][:4]) > (int(above["end"][:4]) + YEARS_AFTER_PROGRAMME)
        )
        if early or late:
            outside.add(row["id"])
    ends = {name: row["end"] for name, row in programmes.items()}
    after = {
        row["programme_id"]
        for row in tables["approvals"]
        if (end := ends[row["programme_id"]]) and end < row["approved_on"][: len(end)]
    }
    return {"projects-outside-programme-years": outside, "approved-after-end": after}


def _other_gaps(tables: FactTables) -> dict[str, set[str]]:
    themes = _column(tables, "programme_themes", "theme_id")
    themes |= _column(tables, "organisation_themes", "theme_id")
    themes |= _column(tables, "themes", "broader")
    return {
        "events-without-role": _column(tables, "events", "id")
        - _column(tables, "event_roles", "event_id"),
        "events-without-date": {row["id"] for row in tables["events"] if not row["start"]},
        "themes-unused": _column(tables, "themes", "id") - themes,
        "sources-unused": _column(tables, "sources", "url") - _used_sources(tables),
        "names-shared": set(_shared_names(tables)),
    }


def _used_sources(tables: FactTables) -> set[str]:
    columns = ("source_url", "source_a", "source_b")
    return {
        url
        for rows in tables.rows.values()
        for row in rows
        for column in columns
        for url in row.cells.get(column, "").split(" | ")
    }


def _shared_names(tables: FactTables) -> Iterable[str]:
    """Yield the organisations that share a name, capitals, spaces and accents apart."""
    holders: dict[str, set[str]] = {}
    for row in tables["organisations"]:
        names = [row[c] for c in ("name_nl", "name_de", "name_en")] + row["alt_names"].split(" | ")
        for name in filter(None, map(_plain, names)):
            holders.setdefault(name, set()).add(row["id"])
    for found in holders.values():
        if len(found) > 1:
            yield from found


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", letters.lower())


def known_gaps(tables: FactTables) -> list[Incompleteness]:
    """Return every known gap of the tables that at least one thing has, in a fixed order."""
    found: dict[str, set[str]] = {}
    for gaps in (_organisation_gaps, _agreement_gaps, _project_gaps, _time_gaps, _other_gaps):
        found |= gaps(tables)
    return [
        Incompleteness(code, tuple(sorted(found[code])), touches)
        for code, touches in TOUCHES.items()
        if found[code]
    ]
