"""Answers about activities: partners, money, outcomes, themes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from .registry import answers
from .tables import (
    Row,
    Value,
    activity,
    by_id,
    curie,
    date,
    hashed,
    iri,
    number,
    organisation,
    seat_country,
    side_group,
    sides,
    table,
    theme,
)
from .truth import facts

Rows = list[tuple[Value, ...]]
OUTSIDERS = {"funder", "managing-authority"}
FUNDED_KINDS = {"project", "small-project-fund"}
MONEY = {"budget_eur": "tl:totalCostPlanned", "eu_contribution_eur": "tl:euContributionPlanned"}


def participations(identifier: str) -> list[Row]:
    return [row for row in table("participations") if row["programme_id"] == identifier]


def partners(identifier: str) -> set[str]:
    """Return who takes part in an activity: all but those that only fund or manage it."""
    rows = participations(identifier)
    return {row["organisation_id"] for row in rows if row["role"] not in OUTSIDERS}


def projects() -> list[Row]:
    return [row for row in table("programmes") if row["kind"] == "project"]


def funding_programme(row: Row) -> str | None:
    """Return the funding programme of an activity; other wholes are none."""
    whole = by_id("programmes").get(row["part_of"])
    return row["part_of"] if whole and whole["kind"] == "funding-programme" else None


def funded_by(programme: str) -> list[Row]:
    return [row for row in table("programmes") if funding_programme(row) == programme]


def ends(row: Row) -> Row:
    """Return the row with its accepted start and end."""
    own = dict(row)
    kind = "event" if "attendance" in row else "activity"
    for column in ("start", "end"):
        about = (iri(kind, row["id"]), curie(f"schema:{column}Date"))
        told = [
            fact.statement[2]
            for fact in facts().values()
            if fact.statement[:2] == about and fact.status == "accepted"
        ]
        assert len(told) < 2, row["id"]
        own[column] = str(told[0]) if told else ""
    return own


def _roles(identifier: str, group: list[str]) -> list[tuple[Value, ...]]:
    rows = participations(identifier)
    found: list[tuple[Value, ...]] = []
    for row in rows:
        values = {
            "country": (seat_country(row["organisation_id"]),),
            "organisation": organisation(row["organisation_id"]),
            "role": (row["role"],),
        }
        found.append(tuple(value for name in group for value in values[name]))
    return found or [(None,) * 4]


@answers("projects-of-programme")
def projects_of_programme(programme: str = "interreg-vi-a-de-nl") -> Rows:
    columns = ["country", "organisation", "role"]
    return [
        (*activity(row["id"]), *part)
        for row in funded_by(programme)
        for part in _roles(row["id"], columns)
    ]


@answers("clusters")
def clusters(initiative: str = "techland") -> Rows:
    columns = ["role", "organisation", "country"]
    return [
        (*activity(row["id"]), *part)
        for row in table("programmes")
        if row["kind"] == "cluster" and row["part_of"] == initiative
        for part in _roles(row["id"], columns)
    ]


@answers("project-partners-by-side")
def project_partners_by_side(programme: str = "interreg-v-a-de-nl") -> Rows:
    rows: Rows = []
    for row in funded_by(programme):
        groups = [side_group(body) for body in partners(row["id"])]
        counts = [groups.count(name) for name in ("NL", "DE", "both", "other", "unknown")]
        rows.append((*activity(row["id"]), Decimal(len(groups)), *map(Decimal, counts)))
    return rows


@answers("one-sided-projects")
def one_sided_projects() -> Rows:
    rows: Rows = []
    for row in projects():
        bodies = partners(row["id"])
        countries = {code for body in bodies for code in sides(body)}
        if len(countries) == 1:
            programme = funding_programme(row)
            unknown = sum(not sides(body) for body in bodies)
            counts = (Decimal(len(bodies)), Decimal(unknown))
            under = iri("activity", programme) if programme else None
            rows.append((*activity(row["id"]), under, countries.pop(), *counts))
    return rows


@answers("projects-without-participants")
def projects_without_participants() -> Rows:
    return [
        (*activity(row["id"]), *_under(row)) for row in projects() if not participations(row["id"])
    ]


def _under(row: Row) -> tuple[Value, Value]:
    programme = funding_programme(row)
    return activity(programme) if programme else (None, None)


def contested(row: Row) -> set[int]:
    """Return the disputes about an activity's two figures of money."""
    found: set[int] = set()
    for fact in facts().values():
        subject, predicate, _ = fact.statement
        if subject == activity(row["id"])[0] and predicate in map(curie, MONEY.values()):
            found |= fact.disputes
    return found


@answers("money-by-programme")
def money_by_programme() -> Rows:
    groups: dict[str | None, list[Row]] = {}
    for row in table("programmes"):
        if row["kind"] in FUNDED_KINDS:
            groups.setdefault(funding_programme(row), []).append(row)
    rows: Rows = []
    for programme, members in groups.items():
        figures: list[Decimal] = []
        for column in MONEY:
            told = [Decimal(row[column]) for row in members if row[column]]
            figures += [sum(told, Decimal(0)), Decimal(len(members) - len(told))]
        disputed = Decimal(sum(bool(contested(row)) for row in members))
        name = activity(programme) if programme else (None, None)
        rows.append((*name, Decimal(len(members)), *figures, disputed))
    return rows


@answers("project-money")
def project_money() -> Rows:
    rows: Rows = []
    for row in table("programmes"):
        cost, share = number(row["budget_eur"]), number(row["eu_contribution_eur"])
        if row["kind"] not in FUNDED_KINDS or (cost is None and share is None):
            continue
        percent = None
        if cost and share:
            percent = (100 * share / cost).quantize(Decimal(1), ROUND_HALF_UP)
        disputes = Decimal(len(contested(row)))
        rows.append((*activity(row["id"]), _under(row)[0], cost, share, percent, disputes))
    return rows


@answers("outcomes")
def outcomes(activity: str | None = None) -> Rows:
    rows: Rows = []
    for row in table("outcomes"):
        identifier = row["programme_id"]
        if activity not in (None, identifier):
            continue
        outcome = hashed("outcome", identifier, row["measure"])
        (fact,) = [
            fact
            for fact in facts().values()
            if fact.statement[:2] == (outcome, curie("tl:value")) and fact.status == "accepted"
        ]
        name = by_id("programmes")[identifier]["name"]
        figure = (row["measure"], row["qualifier"], fact.statement[2], Decimal(len(fact.disputes)))
        rows.append((iri("activity", identifier), name, *figure))
    return rows


@answers("approvals-per-year")
def approvals_per_year() -> Rows:
    counts: dict[tuple[str, str | None], int] = {}
    for row in table("approvals"):
        programme = funding_programme(by_id("programmes")[row["programme_id"]])
        place = (row["approved_on"][:4], programme)
        counts[place] = counts.get(place, 0) + 1
    return [
        (Decimal(year), *(activity(programme) if programme else (None, None)), Decimal(count))
        for (year, programme), count in counts.items()
    ]


@answers("cross-border-projects-per-year")
def cross_border_projects_per_year() -> Rows:
    groups: dict[tuple[str, str | None], list[set[str]]] = {}
    for row in projects():
        place = (ends(row)["start"][:4], funding_programme(row))
        groups.setdefault(place, []).append(partners(row["id"]))
    rows: Rows = []
    for (year, programme), members in groups.items():
        across = sum({"NL", "DE"} <= set(map(side_group, bodies)) for bodies in members)
        counts = (len(members), sum(map(bool, members)), across)
        name = activity(programme) if programme else (None, None)
        rows.append((Decimal(year) if year else None, *name, *map(Decimal, counts)))
    return rows


@answers("activities-of-organisation")
def activities_of_organisation(organisation: str = "oost-nl") -> Rows:
    rows: Rows = []
    for row in table("participations"):
        if row["organisation_id"] == organisation:
            identifier = row["programme_id"]
            own = ends(by_id("programmes")[identifier])
            others = Decimal(len(partners(identifier) - {organisation}))
            dates = (date(own["start"]), date(own["end"]))
            rows.append((*activity(identifier), row["role"], *dates, others))
    return rows


@answers("funders")
def funders() -> Rows:
    return [
        (
            *organisation(row["organisation_id"]),
            seat_country(row["organisation_id"]),
            *activity(row["programme_id"]),
        )
        for row in table("participations")
        if row["role"] == "funder"
    ]


@answers("themes-of-activity")
def themes_of_activity(activity: str = "techland") -> Rows:
    rows: Rows = []
    for row in table("programme_themes"):
        if row["id"] == activity:
            broader = by_id("themes")[row["theme_id"]]["broader"]
            rows.append((*theme(row["theme_id"]), *(theme(broader) if broader else (None, None))))
    return rows


def with_narrower(identifier: str) -> set[str]:
    """Return a theme and all themes below it."""
    found = {identifier}
    while True:
        more = {row["id"] for row in table("themes") if row["broader"] in found} | found
        if more == found:
            return found
        found = more


def on_theme(identifier: str) -> set[str]:
    """Return the activities that have a theme or a narrower one."""
    themes = with_narrower(identifier)
    return {row["id"] for row in table("programme_themes") if row["theme_id"] in themes}


@answers("themes")
def themes() -> Rows:
    rows: Rows = []
    for row in table("themes"):
        found = with_narrower(row["id"])
        bodies = {o["id"] for o in table("organisation_themes") if o["theme_id"] in found}
        activities = on_theme(row["id"])
        participants = set[str]().union(*(partners(name) for name in activities))
        broader = iri("theme", row["broader"]) if row["broader"] else None
        counts = (Decimal(len(found)) for found in (activities, bodies, participants))
        rows.append((*theme(row["id"]), broader, *counts))
    return rows
