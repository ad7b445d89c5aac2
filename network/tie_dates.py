"""The dates behind a tie as they were told, and whether sources disagree on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techland.network.arrays.arrays import Arrays

if TYPE_CHECKING:
    import polars as pl

_ENDS = ("source", "target")


def told_bounds(dates: pl.DataFrame) -> pl.DataFrame:
    """Return of each tie the date that was told of its first day, and of its last.

    Of dates with the same bound the one told most exactly counts, then the least by letter.

    Args:
        dates: source, target, told (2021, 2021-05, 2021-05-18), earliest, latest.

    Returns:
        source, target, first_told, last_told.
    """
    import polars as pl

    ranked = dates.with_columns(vague=-pl.col("told").str.len_chars().cast(pl.Int64))
    first = ranked.sort("earliest", "vague", "told").group_by(_ENDS, maintain_order=True)
    last = ranked.sort("latest", "vague", "told", descending=[True, False, False])
    return first.agg(first_told=pl.col("told").first()).join(
        last.group_by(_ENDS, maintain_order=True).agg(last_told=pl.col("told").first()), on=_ENDS
    )


def told_dates(arrays: Arrays, shared: pl.DataFrame) -> pl.DataFrame:
    """Return what the dates of shared activities say of each tie.

    Args:
        arrays: of the snapshot.
        shared: source, target and activity of every activity behind a tie.

    Returns:
        source, target, first_told, last_told (none where no date is known), dates_disputed.
    """
    import polars as pl

    told = pl.concat([arrays.activities, arrays.told_dates], how="horizontal")
    told = told.with_row_index("activity")
    ends = [
        told.select("activity", told=end, earliest=f"{end}_earliest", latest=f"{end}_latest")
        for end in ("start", "end")
    ]
    dates = shared.join(pl.concat(ends).drop_nulls(), on="activity")
    disputed = shared.join(told.select("activity", "disputed"), on="activity")
    flags = disputed.group_by(_ENDS).agg(dates_disputed=pl.col("disputed").any())
    return flags.join(told_bounds(dates), on=_ENDS, how="left")
