"""What each cell of the tables says: statements with the documents of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .tables import (
    Date,
    Iri,
    Row,
    Tagged,
    Value,
    by_id,
    country,
    curie,
    hashed,
    iri,
    number,
    place,
    several,
    table,
)

Cell = tuple[str, tuple[str, ...], str]
Statement = tuple[Iri, Iri, Value]
KEYS = {
    "agreement_parties": 3,
    "participations": 3,
    "event_roles": 3,
    "programme_themes": 2,
    "organisation_themes": 2,
    "outcomes": 2,
}
CLASSES = {
    "funding-programme": "FundingProgramme",
    "initiative": "Initiative",
    "cluster": "Cluster",
    "project": "Project",
    "small-project-fund": "SmallProjectFund",
    "event-series": "EventSeries",
    "platform": "Platform",
}
IDENTIFIER = {"ror": "{}", "wikidata": "http://www.wikidata.org/entity/{}"}


@dataclass
class Fact:
    """A statement, the cells that make it, and what speaks for it."""

    statement: Statement
    table: str | None = None
    cells: set[Cell] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    certainties: set[str] = field(default_factory=set)
    basis: str | None = None
    disputes: set[int] = field(default_factory=set)
    status: str = "accepted"


@dataclass(frozen=True)
class Saying:
    """What one or more cells of a row say, before anybody asks who witnesses it."""

    columns: tuple[str, ...]
    statement: Statement
    basis: str | None = None


def key(name: str, row: Row) -> tuple[str, ...]:
    return tuple(list(row.values())[: KEYS.get(name, 1)])


def _say(
    column: str, subject: Iri, predicate: str, value: Value, basis: str | None = None
) -> Saying:
    return Saying((column,), (subject, curie(predicate), value), basis)


def _organisation(row: Row) -> Iterator[Saying]:
    body = iri("organisation", row["id"])
    for code in ("nl", "de", "en"):
        if row[f"name_{code}"]:
            name = Tagged(row[f"name_{code}"], code)
            yield _say(f"name_{code}", body, "skos:prefLabel", name)
    for name in several(row["alt_names"]):
        yield _say("alt_names", body, "skos:altLabel", name)
    kind = iri("organisation-type", row["type"])
    yield _say("type", body, "org:classification", kind)
    for code in several(row["country"]):
        yield _say("country", body, "tl:country", country(code))
    for code in several(row["sides"]):
        yield _say("sides", body, "tl:side", country(code))
    if row["website"]:
        yield _say("website", body, "foaf:homepage", Iri(row["website"]))
    for column, form in IDENTIFIER.items():
        if row[column]:
            yield _say(column, body, "owl:sameAs", Iri(form.format(row[column])))
    yield from _seat(row, body)


def _seat(row: Row, body: Iri) -> Iterator[Saying]:
    basis = "known" if row["place_basis"] == "known" else None
    if row["nuts3"]:
        yield _say("nuts3", body, "tl:nuts", curie(f"nuts:{row['nuts3']}"), basis)
    if row["place"]:
        yield _say("place", body, "tl:seat", place(row["place"]), basis)
    if row["lat"]:
        town = place(row["place"])
        yield _say("lat", town, "wgs:lat", number(row["lat"]), "town-centre")
        yield _say("lon", town, "wgs:long", number(row["lon"]), "town-centre")


def _agreement(row: Row) -> Iterator[Saying]:
    document = iri("agreement", row["id"])
    for code in ("en", "nl", "de"):
        if row[f"title_{code}"]:
            text = Tagged(row[f"title_{code}"], code)
            yield _say(f"title_{code}", document, "skos:prefLabel", text)
    yield _say("kind", document, "tl:agreementKind", iri("agreement-kind", row["kind"]))
    if row["signed_on"]:
        yield _say("signed_on", document, "tl:signedOn", Date(row["signed_on"]))
    if row["place"]:
        yield _say("place", hashed("signing", row["id"]), "tl:signedAt", row["place"])


def _party(row: Row) -> Iterator[Saying]:
    predicate = curie(f"tl:{row['role']}")
    document = iri("agreement", row["agreement_id"])
    who = iri("organisation", row["organisation_id"])
    yield Saying(("organisation_id", "role"), (document, predicate, who))


def _programme(row: Row) -> Iterator[Saying]:
    thing = iri("activity", row["id"])
    yield _say("kind", thing, "rdf:type", curie(f"tl:{CLASSES[row['kind']]}"))
    yield _say("name", thing, "skos:prefLabel", row["name"])
    if row["part_of"]:
        whole = by_id("programmes")[row["part_of"]]
        funded = whole["kind"] == "funding-programme"
        link = "tl:fundedUnder" if funded else "dct:isPartOf"
        yield _say("part_of", thing, link, iri("activity", row["part_of"]))
    yield from _dates(row, thing)
    if row["budget_eur"]:
        yield _say("budget_eur", thing, "tl:totalCostPlanned", number(row["budget_eur"]))
    if row["eu_contribution_eur"]:
        share = number(row["eu_contribution_eur"])
        yield _say("eu_contribution_eur", thing, "tl:euContributionPlanned", share)
    if row["website"]:
        yield _say("website", thing, "foaf:homepage", Iri(row["website"]))
    if row["description_en"]:
        text = Tagged(row["description_en"], "en")
        yield _say("description_en", thing, "dct:description", text)


def _dates(row: Row, thing: Iri) -> Iterator[Saying]:
    for column in ("start", "end"):
        if row[column]:
            yield _say(column, thing, f"schema:{column}Date", Date(row[column]))


def _event(row: Row) -> Iterator[Saying]:
    thing = iri("event", row["id"])
    yield _say("name", thing, "skos:prefLabel", row["name"])
    yield from _dates(row, thing)
    if row["place"]:
        yield _say("place", thing, "tl:venue", row["place"])
    if row["attendance"]:
        yield _say("attendance", thing, "tl:attendance", number(row["attendance"]))
    if row["attendance_qualifier"]:
        qualifier = iri("qualifier", row["attendance_qualifier"])
        yield _say("attendance_qualifier", thing, "tl:attendanceQualifier", qualifier)


def _part(whole: Iri, row: Row) -> Iterator[Saying]:
    part = hashed("participation", *list(row.values())[:3])
    yield Saying(("organisation_id", "role"), (whole, curie("tl:hasParticipation"), part))


def _theme(row: Row) -> Iterator[Saying]:
    thing = iri("theme", row["id"])
    for code in ("nl", "de", "en"):
        if row[f"label_{code}"]:
            text = Tagged(row[f"label_{code}"], code)
            yield _say(f"label_{code}", thing, "skos:prefLabel", text)
    if row["broader"]:
        yield _say("broader", thing, "skos:broader", iri("theme", row["broader"]))


def _themed(thing: Iri, row: Row) -> Iterator[Saying]:
    yield _say("theme_id", thing, "tl:theme", iri("theme", row["theme_id"]))


def _outcome(row: Row) -> Iterator[Saying]:
    outcome = hashed("outcome", row["programme_id"], row["measure"])
    yield _say("value", outcome, "tl:value", number(row["value"]))
    yield _say("qualifier", outcome, "tl:qualifier", iri("qualifier", row["qualifier"]))


def _approval(row: Row) -> Iterator[Saying]:
    approval = hashed("approval", row["programme_id"])
    yield _say("approved_on", approval, "tl:approvedOn", Date(row["approved_on"]))


def _need(row: Row) -> Iterator[Saying]:
    text = Tagged(row["need_en"], "en")
    statement = (iri("need", row["id"]), curie("dct:description"), text)
    yield Saying(("need_en", "who", "kind"), statement)


SAYINGS: dict[str, Callable[[Row], Iterator[Saying]]] = {
    "organisations": _organisation,
    "agreements": _agreement,
    "agreement_parties": _party,
    "programmes": _programme,
    "participations": lambda row: _part(iri("activity", row["programme_id"]), row),
    "programme_themes": lambda row: _themed(iri("activity", row["id"]), row),
    "organisation_themes": lambda row: _themed(iri("organisation", row["id"]), row),
    "events": _event,
    "event_roles": lambda row: _part(iri("event", row["event_id"]), row),
    "themes": _theme,
    "outcomes": _outcome,
    "approvals": _approval,
    "needs": _need,
}


def parts() -> dict[Iri, tuple[str, str]]:
    """Return organisation and role of every participation, by its IRI."""
    found = {}
    for name in ("participations", "event_roles"):
        for row in table(name):
            part = hashed("participation", *list(row.values())[:3])
            found[part] = (row["organisation_id"], row["role"])
    return found
