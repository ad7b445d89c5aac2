"""Records of programmes.csv and what hangs on it: participations, themes, outcomes, approvals."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import curated, hashed, node
from techland.graph.literals import date, decimal, text
from techland.ontology.terms import DCT, FOAF, RDF, SCHEMA, SKOS, TL

CLASSES = {
    "funding-programme": TL.FundingProgramme,
    "initiative": TL.Initiative,
    "cluster": TL.Cluster,
    "project": TL.Project,
    "small-project-fund": TL.SmallProjectFund,
    "event-series": TL.EventSeries,
    "platform": TL.Platform,
}
DATES = {"start": SCHEMA.startDate, "end": SCHEMA.endDate}
MONEY = {"budget_eur": TL.totalCostPlanned, "eu_contribution_eur": TL.euContributionPlanned}


def record_activity(row: Row, pen: Recorder, kinds: Mapping[str, str]) -> None:
    """Write one funding programme, project or other activity; ``kinds`` gives each id's kind."""
    activity = pen.identified("activity", row["id"])
    pen.kind(activity, TL.Activity)
    pen.claim(row, ["kind"], activity, RDF.type, node(CLASSES[row["kind"]]))
    pen.claim(row, ["name"], activity, SKOS.prefLabel, text(row["name"]))
    if row["part_of"]:
        funded = kinds[row["part_of"]] == "funding-programme"
        whole = curated("activity", row["part_of"])
        pen.claim(row, ["part_of"], activity, TL.fundedUnder if funded else DCT.isPartOf, whole)
    for column, predicate in DATES.items():
        if row[column]:
            pen.claim(row, [column], activity, predicate, date(row[column]))
    for column, predicate in MONEY.items():
        if row[column]:
            pen.claim(row, [column], activity, predicate, decimal(row[column]))
    if row["website"]:
        pen.claim(row, ["website"], activity, FOAF.homepage, node(row["website"]))
    if row["description_en"]:
        pen.claim(
            row, ["description_en"], activity, DCT.description, text(row["description_en"], "en")
        )


def record_participation(row: Row, pen: Recorder) -> None:
    """Write one organisation's part in an activity."""
    record_part(row, pen, curated("activity", row["programme_id"]), TL.activity)


def record_part(row: Row, pen: Recorder, whole: NamedNode, link: str) -> None:
    """Write a participation in an activity or event."""
    part = hashed("participation", *row.key)
    columns = ["organisation_id", "role"]
    claim = pen.claim(row, columns, whole, TL.hasParticipation, part)
    pen.kind(part, TL.Participation)
    pen.note(part, link, whole)
    pen.note(part, TL.organisation, curated("organisation", row["organisation_id"]))
    pen.note(part, TL.role, curated("role", row["role"]))
    pen.standing_node(claim, part)


def record_activity_theme(row: Row, pen: Recorder) -> None:
    """Write one theme of an activity."""
    activity = curated("activity", row["id"])
    pen.claim(row, ["theme_id"], activity, TL.theme, curated("theme", row["theme_id"]))


def record_outcome(row: Row, pen: Recorder) -> None:
    """Write one figure of an activity, with how exact it is."""
    outcome = hashed("outcome", *row.key)
    pen.kind(outcome, TL.Outcome)
    pen.note(outcome, TL.outcomeOf, curated("activity", row["programme_id"]))
    pen.note(outcome, TL.measure, curated("measure", row["measure"]))
    claim = pen.claim(row, ["value"], outcome, TL.value, decimal(row["value"]))
    qualifier = curated("qualifier", row["qualifier"])
    pen.claim(row, ["qualifier"], outcome, TL.qualifier, qualifier)
    pen.witnessed_node(claim, outcome)


def record_approval(row: Row, pen: Recorder) -> None:
    """Write one approval of a project."""
    approval = hashed("approval", *row.key)
    pen.kind(approval, TL.Approval)
    pen.note(approval, TL.approves, curated("activity", row["programme_id"]))
    claim = pen.claim(row, ["approved_on"], approval, TL.approvedOn, date(row["approved_on"]))
    pen.witnessed_node(claim, approval)
