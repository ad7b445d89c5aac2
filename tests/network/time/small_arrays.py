"""Arrays made by hand: who takes part in which activity, from when until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.parts import taking_part

ORGANISATION, ACTIVITY = "https://example.org/organisation/", "https://example.org/activity/"
_THINGS = {"iri": pl.String, "label": pl.String}
_LABELS = {f"label_{language}": pl.String for language in ("nl", "de", "en")}
_DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


@dataclass(frozen=True)
class Told:
    """An activity: its years (None is not known), its takers by name, its kind and dataset."""

    name: str
    start: int | None
    end: int | None
    takers: Sequence[str]
    kind: str = "project"
    dataset: str = "facts"


def arrays_of(activities: Iterable[Told], countries: dict[str, str | None]) -> Arrays:
    """Return arrays of organisations named by their keys, and of what they do."""
    told = sorted(activities, key=lambda one: one.name)
    names = sorted(countries)
    organisations = pl.DataFrame(
        {
            "iri": [f"{ORGANISATION}{name}" for name in names],
            "label": names,
            **dict.fromkeys(_LABELS, names),
            "country": [countries[name] for name in names],
            "sides": [[countries[name]] if countries[name] else [] for name in names],
            "group": [countries[name] or "other" for name in names],
            "type": ["company"] * len(names),
            "aliases": [[] for _ in names],
            "place": names,
            "nuts": names,
            "nuts_edition": ["2013"] * len(names),
            "nuts3": names,
            "latitude": [52.0] * len(names),
            "longitude": [7.0] * len(names),
        },
        schema_overrides={
            "country": pl.String,
            "sides": pl.List(pl.String),
            "aliases": pl.List(pl.String),
        },
    )
    days = {
        "start_earliest": [one.start and date(one.start, 1, 1) for one in told],
        "start_latest": [one.start and date(one.start, 12, 31) for one in told],
        "end_earliest": [one.end and date(one.end, 1, 1) for one in told],
        "end_latest": [one.end and date(one.end, 12, 31) for one in told],
    }
    table = pl.DataFrame(
        {
            "iri": [f"{ACTIVITY}{one.name}" for one in told],
            "kind": [one.kind for one in told],
            "label": [one.name for one in told],
            **{key: [one.name for one in told] for key in _LABELS},
            "programme": [None] * len(told),
            **days,
            "cost": [None] * len(told),
            "eu_contribution": [None] * len(told),
        },
        schema_overrides={
            "programme": pl.String,
            **dict.fromkeys(_DAYS, pl.Date),
            "cost": pl.Float64,
            "eu_contribution": pl.Float64,
        },
    )
    parts = pl.DataFrame(
        [
            (names.index(taker), number, "partner", "stated", False, one.dataset, [])
            for number, one in enumerate(told)
            for taker in one.takers
        ],
        schema={
            "organisation": pl.UInt32,
            "activity": pl.UInt32,
            "role": pl.String,
            "certainty": pl.String,
            "disputed": pl.Boolean,
            "dataset": pl.String,
            "sources": pl.List(pl.UInt32),
        },
        orient="row",
    )
    numbers = {"activity": pl.UInt32, "theme": pl.UInt32}
    parts = parts.sort("organisation", "activity")
    dates = {"start": pl.String, "end": pl.String, "disputed": pl.Boolean}
    concepts = {"scheme": pl.String, "notation": pl.String, "label": pl.String, **_LABELS}
    taking, runs = taking_part(parts, organisations, table)
    return Arrays(
        organisations=organisations,
        activities=table,
        parts=parts,
        taking=taking,
        taking_runs=runs,
        activity_themes=pl.DataFrame(schema=numbers),
        themes=pl.DataFrame(
            schema={**_THINGS, **_LABELS, "broader": pl.UInt32, "matched": pl.UInt32}
        ),
        sources=pl.DataFrame(schema={**_THINGS, "url": pl.String}),
        identifiers=pl.DataFrame(schema={"organisation": pl.UInt32, "identifier": pl.String}),
        witnesses=pl.DataFrame(schema={"organisation": pl.UInt32, "source": pl.UInt32}),
        told_dates=pl.DataFrame([(None, None, False)] * len(told), schema=dates, orient="row"),
        concepts=pl.DataFrame(schema=concepts),
    )
