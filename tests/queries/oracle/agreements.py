"""Answers about agreements and their parties."""

from __future__ import annotations

from decimal import Decimal

from .registry import answers
from .tables import (
    Iri,
    Row,
    Value,
    agreement,
    by_id,
    curie,
    date,
    iri,
    organisation,
    side_group,
    table,
    title,
)
from .truth import conflicts, facts, verdicts

Rows = list[tuple[Value, ...]]


def _kind(identifier: str) -> str:
    """Return an agreement's kind; where sources contradict each other, the accepted one."""
    told = [
        fact.statement[2]
        for fact in facts().values()
        if fact.statement[:2] == (agreement(identifier)[0], curie("tl:agreementKind"))
        and fact.status == "accepted"
    ]
    (kind,) = told
    return str(kind).rpartition("/")[2]


def _parties(identifier: str) -> list[Row]:
    return [row for row in table("agreement_parties") if row["agreement_id"] == identifier]


@answers("signatories")
def signatories(role: str | None = None) -> Rows:
    return [
        (
            *agreement(row["agreement_id"]),
            _kind(row["agreement_id"]),
            date(by_id("agreements")[row["agreement_id"]]["signed_on"]),
            by_id("agreements")[row["agreement_id"]]["place"] or None,
            *organisation(row["organisation_id"]),
            row["role"],
        )
        for row in table("agreement_parties")
        if role in (None, row["role"])
    ]


@answers("agreements")
def agreements() -> Rows:
    rows: Rows = []
    for row in table("agreements"):
        roles = [party["role"] for party in _parties(row["id"])]
        disputes = [c for c in table("conflicts") if c["subject"] == row["id"]]
        counts = (roles.count("signatory"), roles.count("supporter"), len(disputes))
        numbers = map(Decimal, counts)
        rows.append((*agreement(row["id"]), _kind(row["id"]), date(row["signed_on"]), *numbers))
    return rows


@answers("agreements-of-organisation")
def agreements_of_organisation(organisation: str = "oost-nl") -> Rows:
    return [
        (
            *agreement(row["agreement_id"]),
            _kind(row["agreement_id"]),
            date(by_id("agreements")[row["agreement_id"]]["signed_on"]),
            row["role"],
        )
        for row in table("agreement_parties")
        if row["organisation_id"] == organisation
    ]


@answers("agreement-parties")
def agreement_parties(agreement: str = "mou-2021") -> Rows:
    rows: Rows = []
    for row in _parties(agreement):
        who = organisation(row["organisation_id"])
        statement = (iri("agreement", agreement), curie(f"tl:{row['role']}"), who[0])
        for url in facts()[statement].sources:
            name = by_id("sources")[url]["publisher"]
            rows.append((*who, row["role"], Iri(url), title(url), name))
    return rows


@answers("agreement-dates")
def agreement_dates(agreement: str = "mou-2021") -> Rows:
    rows: Rows = []
    about = (iri("agreement", agreement), curie("tl:signedOn"))
    for fact in facts().values():
        if fact.statement[:2] != about:
            continue
        for url in fact.sources:
            told = (fact.statement[2], fact.status, Iri(url), title(url))
            name = by_id("sources")[url]["publisher"]
            for index in fact.disputes or [None]:
                rule = None if index is None else verdicts()[index][1]
                dispute = None if index is None else conflicts()[index].iri
                rows.append((*told, name, dispute, rule))
    return rows


@answers("agreements-across-the-border")
def agreements_across_the_border() -> Rows:
    rows: Rows = []
    for row in table("agreements"):
        bodies = {party["organisation_id"] for party in _parties(row["id"])}
        groups = [side_group(body) for body in bodies]
        if "NL" in groups and "DE" in groups:
            counts = [Decimal(groups.count(group)) for group in ("NL", "DE", "both")]
            rows.append((*agreement(row["id"]), date(row["signed_on"]), *counts))
    return rows
