"""Select from the arrays of a snapshot the parts that a network is made of."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from techland.graph.measure_errors import NoSuchValue
from techland.network.arrays.arrays import Arrays
from techland.network.arrays.parts import NOT_TAKING_PART
from techland.network.choice import TIES, Choice

if TYPE_CHECKING:
    import polars as pl

_IRI_END = r"[^/#]*$"
# Filter to the column of parts, organisations or activities that it looks at.
_PART_COLUMNS = {"role": "role", "dataset": "dataset", "certainty": "certainty"}
_BODY_COLUMNS = {"type": "type", "country": "country"}
_ACTIVITY_COLUMNS = {"programme": "programme", "kind": "kind"}


def _matching(name: str, column: pl.Series, wanted: Collection[str]) -> pl.Series:
    """Return which of the distinct values are wanted, by themselves or by their IRI's end.

    Raises:
        NoSuchValue: one of those wanted is none of them.
    """
    import polars as pl

    there = column.drop_nulls().unique().cast(pl.String).sort()
    ends = there.str.extract(f"({_IRI_END})", 1)
    for value in sorted(wanted):
        if not (there.is_in([value]) | ends.is_in([value])).any():
            raise NoSuchValue(name, value, ends.to_list())
    return there.filter(there.is_in(list(wanted)) | ends.is_in(list(wanted)))


def _numbers(table: pl.DataFrame, name: str, wanted: Collection[str]) -> pl.Series:
    """Return the row numbers of things that are wanted by IRI or by its end."""
    found = _matching(name, table["iri"], wanted)
    return table.with_row_index("number").filter(table["iri"].is_in(found.implode()))["number"]


def with_narrower(arrays: Arrays, theme: pl.Series) -> pl.Series:
    """Return themes with all that are below them or match one of them, as numbers."""
    import polars as pl

    found, themes = theme, arrays.themes.with_row_index("number")
    while True:
        is_below = pl.any_horizontal(
            pl.col(column).is_in(found.implode()) for column in ("broader", "matched")
        )
        below = themes.filter(is_below)["number"]
        more = pl.concat([found, below]).unique().sort()
        if len(more) == len(found):
            return more
        found = more


def select_activities(arrays: Arrays, choice: Choice) -> tuple[pl.DataFrame, list[str]]:
    """Return the activities of a network with their numbers, and what was left out in words.

    Raises:
        NoSuchValue: a filter names what no activity has.
    """
    import polars as pl

    table = arrays.activities.with_row_index("activity")
    kept = table.filter(pl.col("kind").is_in(list(choice.kinds)))
    for name, column in _ACTIVITY_COLUMNS.items():
        if name in choice.filters:
            values = _matching(name, arrays.activities[column], choice.filters[name])
            kept = kept.filter(pl.col(column).is_in(values.implode()))
    if "theme" in choice.filters:
        asked = _numbers(arrays.themes, "theme", choice.filters["theme"])
        themes = with_narrower(arrays, asked)
        about = arrays.activity_themes.filter(pl.col("theme").is_in(themes.implode()))
        kept = kept.join(about.select("activity").unique(), on="activity", how="semi")
    return _in_interval(kept, choice)


def _in_interval(activities: pl.DataFrame, choice: Choice) -> tuple[pl.DataFrame, list[str]]:
    """Keep the activities that may have run in the interval; one without any date may not."""
    import polars as pl

    if choice.since is None and choice.until is None:
        return activities, []
    # An event without an end lasts a day; an agreement holds on, and so may a project.
    event_end = pl.when(pl.col("kind") == "event").then(pl.col("start_latest"))
    start = pl.col("start_earliest")
    end = pl.coalesce("end_latest", event_end)
    dated = start.is_not_null() | end.is_not_null()
    kept = dated
    if choice.until is not None:
        kept = kept & (start <= choice.until).fill_null(value=True)
    if choice.since is not None:
        kept = kept & (end >= choice.since).fill_null(value=True)
    undated = activities.filter(~dated).height
    told = f"{undated} of {activities.height} activities have no known date and are left out"
    return activities.filter(kept), [told] if undated else []


def select_bodies(arrays: Arrays, choice: Choice) -> pl.DataFrame:
    """Return the organisations of a network with their numbers.

    Raises:
        NoSuchValue: a filter names what no organisation has.
    """
    import polars as pl

    kept = arrays.organisations.with_row_index("organisation")
    for name, column in _BODY_COLUMNS.items():
        if name in choice.filters:
            values = _matching(name, arrays.organisations[column], choice.filters[name])
            kept = kept.filter(pl.col(column).is_in(values.implode()))
    if "region" in choice.filters:
        kept = kept.filter(_in_regions(arrays, choice.filters["region"]))
    return kept


def _in_regions(arrays: Arrays, wanted: Collection[str]) -> pl.Expr:
    """Return which organisations lie in a region: the code of one within it begins with its own."""
    import polars as pl

    codes = arrays.organisations["nuts"].drop_nulls().unique().sort()
    for code in sorted(wanted):
        if not codes.str.starts_with(code).any():
            raise NoSuchValue("region", code, codes.to_list())
    found = [pl.col("nuts").str.starts_with(code) for code in sorted(wanted)]
    return pl.any_horizontal(found).fill_null(value=False)


def select_parts(
    arrays: Arrays, choice: Choice, activities: pl.DataFrame, bodies: pl.DataFrame
) -> pl.DataFrame:
    """Return the parts of these organisations in these activities that make ties.

    Raises:
        NoSuchValue: a filter names what no part has.
    """
    import polars as pl

    parts = arrays.parts.join(activities.select("activity"), on="activity", how="semi")
    parts = parts.join(bodies.select("organisation"), on="organisation", how="semi")
    roles = TIES[choice.tie].roles
    if roles:
        parts = parts.filter(pl.col("role").is_in(list(roles)))
    elif "role" not in choice.filters:
        parts = parts.filter(~pl.col("role").is_in(list(NOT_TAKING_PART)))
    for name, column in _PART_COLUMNS.items():
        if name in choice.filters:
            values = _matching(name, arrays.parts[column], choice.filters[name])
            parts = parts.filter(pl.col(column).is_in(values.implode()))
    if "source" in choice.filters:
        asked = _source_numbers(arrays, choice.filters["source"])
        parts = parts.filter(pl.col("sources").list.eval(pl.element().is_in(asked)).list.any())
    return parts


def _source_numbers(arrays: Arrays, wanted: Collection[str]) -> list[int]:
    """Return the numbers of documents by IRI, its end, or the document's own address."""
    import polars as pl

    sources = arrays.sources.with_row_index("number")
    by_url = sources.filter(pl.col("url").is_in(list(wanted)))
    others = frozenset(wanted) - set(by_url["url"])
    found = by_url["number"].to_list()
    if others:
        found += _numbers(arrays.sources, "source", others).to_list()
    return sorted(found)
