"""Answers about organisations: ties across the border, bridges, places, counts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import product

from .activities import OUTSIDERS, on_theme, partners, projects
from .registry import answers
from .tables import (
    Value,
    by_id,
    number,
    organisation,
    seat_country,
    side_group,
    sides,
    table,
)

Rows = list[tuple[Value, ...]]


def _split(bodies: set[str]) -> tuple[set[str], set[str]]:
    """Return the Dutch and the German among organisations; the binational are neither."""
    dutch, german = ({b for b in bodies if side_group(b) == code} for code in ("NL", "DE"))
    return dutch, german


@answers("cross-border-partners-on-theme")
def cross_border_partners_on_theme(theme: str = "hydrogen") -> Rows:
    ties: Counter[tuple[str, str]] = Counter()
    for identifier in on_theme(theme):
        if by_id("programmes")[identifier]["kind"] != "funding-programme":
            ties.update(product(*_split(partners(identifier))))
    return [(*organisation(a), *organisation(b), Decimal(n)) for (a, b), n in ties.items()]


@answers("cross-border-ties")
def cross_border_ties() -> Rows:
    shared: Counter[tuple[str, str]] = Counter()
    for row in projects():
        shared.update(product(*_split(partners(row["id"]))))
    signed: Counter[tuple[str, str]] = Counter()
    for row in table("agreements"):
        parties = [p for p in table("agreement_parties") if p["agreement_id"] == row["id"]]
        signed.update(product(*_split({party["organisation_id"] for party in parties})))
    return [
        (
            *organisation(pair[0]),
            *organisation(pair[1]),
            Decimal(shared[pair]),
            Decimal(signed[pair]),
            Decimal(shared[pair] + signed[pair]),
        )
        for pair in shared.keys() | signed.keys()
    ]


@answers("organisations-by-cross-border-projects")
def organisations_by_cross_border_projects() -> Rows:
    across: dict[str, list[set[str]]] = {}
    for row in projects():
        dutch, german = _split(partners(row["id"]))
        for own, other in ((dutch, german), (german, dutch)):
            for body in own if other else ():
                across.setdefault(body, []).append(other)
    return [
        (
            *organisation(body),
            side_group(body),
            Decimal(len(found)),
            Decimal(len(set[str]().union(*found))),
        )
        for body, found in across.items()
    ]


@answers("bridging-organisations")
def bridging_organisations() -> Rows:
    members = [partners(row["id"]) for row in projects()]
    met = {pair for bodies in members for pair in product(bodies, bodies)}
    rows: Rows = []
    for body in set[str]().union(*members):
        neighbours = {other for other in by_id("organisations") if (body, other) in met} - {body}
        pairs = [pair for pair in product(*_split(neighbours)) if pair not in met]
        if pairs:
            ends = [{pair[side] for pair in pairs} for side in (0, 1)]
            counts = (len(pairs), len(ends[0]), len(ends[1]))
            rows.append((*organisation(body), *map(Decimal, counts)))
    return rows


@answers("organisations-by-country-and-type")
def organisations_by_country_and_type() -> Rows:
    groups: dict[tuple[str | None, str], list[str]] = {}
    for row in table("organisations"):
        groups.setdefault((row["country"] or None, row["type"]), []).append(row["id"])
    return [
        (
            country,
            kind,
            Decimal(len(bodies)),
            Decimal(sum(sides(body) >= {"NL", "DE"} for body in bodies)),
        )
        for (country, kind), bodies in groups.items()
    ]


@answers("organisations-in-no-activity")
def organisations_in_no_activity() -> Rows:
    parts = table("participations")
    active = {row["organisation_id"] for row in parts if row["role"] not in OUTSIDERS}
    rows: Rows = []
    for row in table("organisations"):
        body = row["id"]
        if body in active:
            continue
        mine = [part for part in parts if part["organisation_id"] == body]
        found = [
            {part["programme_id"] for part in mine if part["role"] == "funder"},
            {part["programme_id"] for part in mine if part["role"] == "managing-authority"},
            {p["agreement_id"] for p in table("agreement_parties") if p["organisation_id"] == body},
            {e["event_id"] for e in table("event_roles") if e["organisation_id"] == body},
        ]
        rows.append((*organisation(body), row["type"], *(Decimal(len(f)) for f in found)))
    return rows


@answers("organisation-places")
def organisation_places() -> Rows:
    return [
        (
            *organisation(row["id"]),
            seat_country(row["id"]),
            row["place"],
            number(row["lat"]),
            number(row["lon"]),
            row["place_basis"] or None,
        )
        for row in table("organisations")
        if row["lat"]
    ]
