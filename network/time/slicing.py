"""Cut a network into slices: years, intervals, or the datasets and programmes that tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING

import numpy as np

from techland.graph.study_errors import NoSlices
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.things import AGREEMENT
from techland.network.building import build_network
from techland.network.choice import Choice
from techland.network.measures.structure import Numbers
from techland.network.network import Network
from techland.network.selecting import select_activities, select_bodies, select_parts

if TYPE_CHECKING:
    import polars as pl

_MOST = 200
_LONGEST = 1000
BY_FILTER = ("dataset", "programme")
_ENDS = ("end_earliest", "end_latest")
_INTERVAL = re.compile(r"([0-9]{4})-([0-9]{4})")
_YEARS = re.compile("[0-9]{1,4}")


@dataclass(frozen=True, eq=False)
class Slice:
    """A slice of a network.

    Attributes:
        name: such as 2019, 2014-2020 or a dataset.
        network: with isolated nodes.
    """

    name: str
    network: Network

    @property
    def takers(self) -> Numbers:
        """Return the nodes that take part in something."""
        behind = self.network.behind
        if behind is None:
            return np.arange(self.network.nodes.height)
        return np.flatnonzero(behind.incidence.row_degrees)

    def tie_keys(self) -> pl.Series:
        """Return a text for each tie that names its ends by IRI, in the order of IRIs."""
        import polars as pl

        ends = pl.min_horizontal("one", "other"), pl.max_horizontal("one", "other")
        return self.network.ties.select(pl.concat_str(*ends, separator=" ")).to_series()


def with_running_times(arrays: Arrays, choice: Choice) -> tuple[Arrays, list[str]]:
    """Return arrays whose activities have the dates by which slices hold them, and what that did.

    Without a known start an activity is in no slice: it would be in all of them up to
    its end. Without a known end it is in that of its start, but for an agreement, which
    holds on.
    """
    import polars as pl

    table = arrays.activities
    kept = table.filter(pl.col("kind").is_in(list(choice.kinds)))
    startless = pl.col("start_earliest").is_null()
    days = [pl.when(~startless).then(pl.col(name)).alias(name) for name in _ENDS]
    known = table.with_columns(days)
    endless = pl.col("end_latest").is_null() & (pl.col("kind") != AGREEMENT)
    starts = zip(_ENDS, ("start_earliest", "start_latest"), strict=True)
    filled = known.with_columns(
        pl.when(endless).then(pl.col(start)).otherwise(end).alias(end) for end, start in starts
    )
    ended = kept.filter(startless & pl.col("end_latest").is_not_null()).height
    short = kept.filter(endless & ~startless).height
    holding = kept.filter((pl.col("kind") == AGREEMENT) & ~startless).height
    notes = [
        (ended, "have an end but no known start: they are in no slice"),
        (short, "have a start but no known end: they are in the slice of their start only"),
        (holding, "are agreements with a known day of signing: they hold on in later slices"),
    ]
    told = [f"{count} of {kept.height} activities {what}" for count, what in notes if count]
    return replace(arrays, activities=filled), told


def slices_of(arrays: Arrays, choice: Choice, version: str, by: str) -> list[Slice]:
    """Return the slices of a network in order.

    Args:
        arrays: of the snapshot.
        choice: what each slice is of; its own interval and filters hold too.
        version: of the snapshot.
        by: ``year``, a number of years, intervals of years such as
            ``2007-2013,2014-2020``, ``dataset`` or ``programme``.

    Raises:
        NoSlices: no activity has a date or value to slice by, or there are too many.
    """
    named = list((_by_filter if by in BY_FILTER else _by_time)(arrays, choice, by))
    if not 0 < len(named) <= _MOST:
        raise NoSlices(by, f"{len(named)} slices, at most {_MOST}")
    return [
        Slice(name, build_network(arrays, replace(one, isolated=True), version))
        for name, one in named
    ]


def _by_filter(arrays: Arrays, choice: Choice, by: str) -> Iterator[tuple[str, Choice]]:
    import polars as pl

    activities, _ = select_activities(arrays, choice)
    parts = select_parts(arrays, choice, activities, select_bodies(arrays, choice))
    names: dict[str, str | None] = {}
    if by == "programme":
        held = activities.join(parts.select("activity"), on="activity", how="semi")
        values = held["programme"].drop_nulls()
        known = arrays.activities.filter(pl.col("iri").is_in(values.implode()))
        names = dict(known.select("iri", "label").iter_rows())
    else:
        values = parts["dataset"].cast(pl.String).drop_nulls()
    for value in values.unique().sort():
        yield (
            names.get(value) or value,
            replace(choice, filters={**choice.filters, by: frozenset({value})}),
        )


def _by_time(arrays: Arrays, choice: Choice, by: str) -> Iterator[tuple[str, Choice]]:
    for first, last in _intervals(arrays, choice, by):
        since, until = date(first, 1, 1), date(last, 12, 31)
        if (choice.since and choice.since > until) or (choice.until and choice.until < since):
            continue
        since, until = max(since, choice.since or since), min(until, choice.until or until)
        name = str(first) if first == last else f"{first}-{last}"
        yield name, replace(choice, since=since, until=until)


def _intervals(arrays: Arrays, choice: Choice, by: str) -> list[tuple[int, int]]:
    told = [_INTERVAL.fullmatch(part.strip()) for part in by.split(",")]
    if all(told):
        return [_interval(by, match[1], match[2]) for match in told if match]
    if by != "year" and not _YEARS.fullmatch(by):
        raise NoSlices(by, "this is neither a time nor a property to slice by")
    length = 1 if by == "year" else int(by)
    if not 1 <= length <= _LONGEST:
        raise NoSlices(by, f"a slice has from 1 to {_LONGEST} years")
    years = _known_years(arrays, choice)
    if not years:
        raise NoSlices(by, "no activity has a known date")
    starts = range(years[0], years[-1] + 1, length)
    return [(start, min(start + length - 1, MAXYEAR)) for start in starts]


def _interval(by: str, first: str, last: str) -> tuple[int, int]:
    if not 0 < int(first) <= int(last):
        raise NoSlices(by, f"from {first} to {last} there is no year")
    return int(first), int(last)


def _known_years(arrays: Arrays, choice: Choice) -> list[int]:
    """Return the first and last year of the known dates of activities in which one takes part."""
    import polars as pl

    activities, _ = select_activities(arrays, choice)
    parts = select_parts(arrays, choice, activities, select_bodies(arrays, choice))
    held = activities.join(parts.select("activity"), on="activity", how="semi")
    days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return pl.concat([held[day].dt.year().drop_nulls() for day in days]).unique().sort().to_list()
