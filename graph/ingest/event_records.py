"""Records of events.csv and event_roles.csv."""

from __future__ import annotations

from techland.graph.ingest.activity_records import DATES, record_part
from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.table_reader import Row
from techland.graph.iris import curated
from techland.graph.literals import date, integer, text
from techland.ontology.terms import SCHEMA, SKOS, TL


def record_event(row: Row, pen: Recorder) -> None:
    """Write one event."""
    event = pen.identified("event", row["id"])
    pen.kind(event, SCHEMA.Event)
    pen.claim(row, ["name"], event, SKOS.prefLabel, text(row["name"]))
    for column, predicate in DATES.items():
        if row[column]:
            pen.claim(row, [column], event, predicate, date(row[column]))
    if row["place"]:
        pen.claim(row, ["place"], event, TL.venue, text(row["place"]))
    if row["attendance"]:
        pen.claim(row, ["attendance"], event, TL.attendance, integer(row["attendance"]))
    if row["attendance_qualifier"]:
        qualifier = curated("qualifier", row["attendance_qualifier"])
        pen.claim(row, ["attendance_qualifier"], event, TL.attendanceQualifier, qualifier)


def record_event_role(row: Row, pen: Recorder) -> None:
    """Write one organisation's part in an event."""
    record_part(row, pen, curated("event", row["event_id"]), TL.event)
