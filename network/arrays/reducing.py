"""The arrays of some parts only: what they name, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from techland.network.arrays.arrays import Arrays

if TYPE_CHECKING:
    import polars as pl


def reduced(arrays: Arrays, parts: pl.DataFrame) -> Arrays:
    """Return the arrays with these parts, and of things only those that the parts name.

    Args:
        arrays: of the snapshot.
        parts: some of their parts; further columns are kept.
    """
    import polars as pl

    bodies, new_bodies = _kept(arrays.organisations, parts["organisation"])
    activities, new_activities = _kept(arrays.activities, parts["activity"])
    documents = parts["sources"].explode().drop_nulls()
    sources, new_sources = _kept(arrays.sources, documents)
    about = _renamed(arrays.activity_themes, new_activities, "activity").sort("activity", "theme")
    moved = _renamed(_renamed(parts, new_bodies, "organisation"), new_activities, "activity")
    numbers = dict(new_sources.iter_rows())
    told = [[numbers[one] for one in many] for many in moved["sources"]]
    return replace(
        arrays,
        organisations=bodies,
        activities=activities,
        sources=sources,
        activity_themes=about,
        parts=moved.with_columns(pl.Series("sources", told, dtype=pl.List(pl.UInt32))),
    )


def _kept(table: pl.DataFrame, used: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that are used, and their old and new numbers."""
    import polars as pl

    old = used.unique().sort().cast(pl.UInt32)
    numbers = pl.DataFrame({"old": old}).with_row_index("new").select("old", "new")
    return table[old.to_list()], numbers


def _renamed(table: pl.DataFrame, numbers: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return a table whose column has new numbers; rows of things that are gone are gone."""
    joined = table.join(numbers, left_on=column, right_on="old", maintain_order="left")
    return joined.drop(column).rename({"new": column})
