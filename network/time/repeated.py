"""Who comes back: partners with several activities, and partnerships of several activities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from techland.network.time.slicing import Slice

if TYPE_CHECKING:
    import polars as pl

_SEVERAL = 2


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def repeated_table(slices: Sequence[Slice]) -> pl.DataFrame:
    """Return a row a slice: how many partners and partnerships come back within it.

    ``repeated_partners`` have at least two activities, ``repeated_partnerships`` are
    pairs that share at least two. ``alone`` is how many activities have one known taker,
    and ``mean_takers`` how many an activity has: where few are known, few can come back.
    """
    import polars as pl

    rows: list[dict[str, Any]] = []
    for one in slices:
        behind = one.network.behind
        if behind is None:
            continue
        incidence, shared = behind.incidence, one.network.edges["shared"]
        mean = float(incidence.column_degrees.mean()) if incidence.columns else None
        again = int((incidence.row_degrees >= _SEVERAL).sum())
        pairs = int((shared >= _SEVERAL).sum())
        rows.append(
            {
                "slice": one.name,
                "activities": incidence.columns,
                "mean_takers": mean,
                "alone": int((incidence.column_degrees == 1).sum()),
                "partners": incidence.takers,
                "repeated_partners": again,
                "share_of_partners": _share(again, incidence.takers),
                "partnerships": len(shared),
                "repeated_partnerships": pairs,
                "share_of_partnerships": _share(pairs, len(shared)),
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def returning_table(slices: Sequence[Slice]) -> pl.DataFrame:
    """Return a row for each node that takes part: in how many slices, and in which.

    Those of most slices first, then of most activities (those of each slice added up:
    one that runs through two slices counts in both).
    """
    import polars as pl

    found = []
    for place, one in enumerate(slices):
        behind = one.network.behind
        if behind is None:
            continue
        degrees = behind.incidence.row_degrees[one.takers]
        kept = [name for name in ("iri", "label", "country") if name in one.network.nodes.columns]
        nodes = one.network.nodes.select(kept)[one.takers.astype(np.int64)]
        found.append(
            nodes.with_columns(place=place, name=pl.lit(one.name), parts=pl.Series(degrees))
        )
    if not found:
        return pl.DataFrame()
    every = pl.concat(found)
    names = [name for name in every.columns if name not in ("place", "name", "parts")]
    return (
        every.sort("place")
        .group_by(names, maintain_order=True)
        .agg(slices=pl.len().cast(pl.Int64), activities=pl.col("parts").sum(), told=pl.col("name"))
        .sort("slices", "activities", "iri", descending=[True, True, False])
        .rename({"told": "in"})
    )
