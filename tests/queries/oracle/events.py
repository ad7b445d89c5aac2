"""Answers about events and years."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .activities import ends
from .facts import Fact
from .registry import answers
from .tables import (
    Date,
    Row,
    Value,
    activity,
    agreement,
    bounds,
    curie,
    date,
    event,
    hashed,
    iri,
    number,
    organisation,
    table,
)
from .truth import facts

Rows = list[tuple[Value, ...]]
CHANGES = ("signed", "started", "ended", "approved", "held")


def _roles(identifier: str) -> list[Row]:
    return [row for row in table("event_roles") if row["event_id"] == identifier]


@answers("events")
def events() -> Rows:
    rows: Rows = []
    for row in table("events"):
        own = ends(row)
        where = (date(own["start"]), date(own["end"]), row["place"] or None)
        found = [r for r in _roles(row["id"]) if r["role"] in ("organiser", "speaker")]
        parts = [(r["role"], *organisation(r["organisation_id"])) for r in found]
        rows += [(*event(row["id"]), *where, *part) for part in parts or [(None, None, None)]]
    return rows


@answers("events-per-year")
def events_per_year() -> Rows:
    years: dict[str, list[Decimal | None]] = {}
    for row in table("events"):
        years.setdefault(ends(row)["start"][:4], []).append(number(row["attendance"]))
    rows: Rows = []
    for year, people in years.items():
        told = [count for count in people if count is not None]
        counts = (Decimal(len(people)), Decimal(len(told)), sum(told, Decimal(0)))
        rows.append((Decimal(year) if year else None, *counts))
    return rows


def _changes() -> Iterator[tuple[str, tuple[Value, Value], str]]:
    for row in table("agreements"):
        yield "signed", agreement(row["id"]), row["signed_on"]
    for row in map(ends, table("programmes")):
        yield "started", activity(row["id"]), row["start"]
        yield "ended", activity(row["id"]), row["end"]
    for row in table("approvals"):
        yield "approved", activity(row["programme_id"]), row["approved_on"]
    for row in map(ends, table("events")):
        yield "held", event(row["id"]), row["start"]


@answers("changes-per-year")
def changes_per_year() -> Rows:
    years: dict[str, list[str]] = {}
    for change, _, told in _changes():
        if told:
            years.setdefault(told[:4], []).append(change)
    return [
        (Decimal(year), *(Decimal(found.count(change)) for change in CHANGES))
        for year, found in years.items()
    ]


@answers("changes-in-year")
def changes_in_year(year: str = "2024") -> Rows:
    return [
        (change, *thing, Date(told)) for change, thing, told in _changes() if told[:4] == str(year)
    ]


@answers("activities-running-on-day")
def activities_running_on_day(day: str = "2019-07-01") -> Rows:
    rows: Rows = []
    for row in map(ends, table("programmes")):
        if not row["start"] or bounds(row["start"])[0] > day:
            continue
        running = "no end told"
        if row["end"]:
            first, last = bounds(row["end"])
            if last < day:
                continue
            surely = bounds(row["start"])[1] <= day <= first
            running = "surely" if surely else "possibly"
        rows.append((*activity(row["id"]), date(row["start"]), date(row["end"]), running))
    return rows


ASPECTS = {
    "name": "skos:prefLabel",
    "start": "schema:startDate",
    "end": "schema:endDate",
    "place": "tl:venue",
    "attendance": "tl:attendance",
}


def _evidence(fact: Fact) -> tuple[Decimal, Decimal]:
    return Decimal(len(fact.sources)), Decimal(len(fact.disputes))


@answers("launch")
def launch(event: str = "dse-2024") -> Rows:
    thing = iri("event", event)
    (row,) = [row for row in table("events") if row["id"] == event]
    rows: Rows = []
    for aspect, predicate in ASPECTS.items():
        qualifier = row["attendance_qualifier"] or None if "attendance" in aspect else None
        for fact in facts().values():
            if fact.statement[:2] == (thing, curie(predicate)) and fact.status == "accepted":
                rows.append((aspect, fact.statement[2], None, qualifier, *_evidence(fact)))
    for part in _roles(event):
        node = hashed("participation", event, part["organisation_id"], part["role"])
        fact = facts()[thing, curie("tl:hasParticipation"), node]
        who = organisation(part["organisation_id"])
        rows.append((part["role"], *who, None, *_evidence(fact)))
    return rows
