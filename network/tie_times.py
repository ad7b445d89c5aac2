"""When ties hold: the intervals of what they stand for, as a slider of years reads them."""

from __future__ import annotations

from typing import Any

from techland.network.value import NetworkTables

Spell = tuple[str | None, str | None]
Ends = tuple[str, str]


def tie_spells(network: NetworkTables) -> dict[Ends, tuple[Spell, ...]]:
    """Return by the IRIs of its ends when a tie holds, first and last day each; None is open.

    An agreement holds on after its signing, an event lasts a day unless it says more. A
    tie that rests on anything undated is left out: nobody knows when it does not hold.
    """
    if network.behind is None:
        return {}
    import polars as pl

    activities = network.behind.arrays.activities.with_row_index("activity")
    event_end = pl.when(pl.col("kind") == "event").then(pl.col("start_latest"))
    spans = activities.select(
        "activity",
        start=pl.col("start_earliest"),
        end=pl.coalesce("end_latest", event_end),
    )
    shared = network.behind.shared(network.edges).join(spans, on="activity")
    iris = network.nodes["iri"].to_list()
    found: dict[Ends, list[Spell] | None] = {}
    columns = ("source", "target", "start", "end")
    for source, target, start, end in shared.select(columns).unique().sort(columns).iter_rows():
        ends = (iris[source], iris[target])
        known = found.setdefault(ends, [])
        if start is None and end is None:
            found[ends] = None
        elif known is not None:
            known.append((_told(start), _told(end)))
    return {ends: tuple(spells) for ends, spells in found.items() if spells}


def _told(day: Any) -> str | None:
    return day.isoformat() if day else None
