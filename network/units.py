"""The units that become nodes of a network: organisations, or what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.things import BOTH_EDITIONS
from techland.network.choice import LEVELS

if TYPE_CHECKING:
    import polars as pl

# How many letters of a NUTS code name the region of a level.
_NUTS = {"nuts3": 5, "nuts2": 4, "nuts1": 3}
NUTS_IRI = "http://data.europa.eu/nuts/code/"


def label_in(language: str) -> pl.Expr:
    """Return the label in a language; else the display label, which is English, German or Dutch."""
    import polars as pl

    return pl.coalesce(f"label_{language}", "label", pl.col("iri").str.split("/").list.last())


def organisation_nodes(bodies: pl.DataFrame, language: str) -> pl.DataFrame:
    """Return the organisations as nodes, their number as ``organisation``."""
    told = ("label_nl", "label_de", "label_en", "aliases")
    return bodies.with_columns(label=label_in(language)).drop(told)


def theme_nodes(arrays: Arrays, language: str) -> pl.DataFrame:
    """Return the themes as nodes, their number as ``theme``."""
    return arrays.themes.with_row_index("theme").select("theme", "iri", label=label_in(language))


def body_units(
    bodies: pl.DataFrame, level: str
) -> tuple[pl.DataFrame, pl.DataFrame, tuple[str, ...]]:
    """Return which organisation belongs to which unit, the units as nodes, and what to know.

    The first table has ``organisation`` and ``unit`` (a row of the second), which has
    iri, label, organisations (how many) and, for towns and regions, country, latitude
    and longitude where all of a unit agree or, for coordinates, on average.
    """
    import polars as pl

    held = bodies.with_columns(key=_key(level))
    known = held.filter(pl.col("key").is_not_null())
    countries = pl.col("country").drop_nulls().unique()
    country = pl.when(countries.len() == 1).then(countries.first())
    units = (
        known.group_by("key")
        .agg(
            organisations=pl.len().cast(pl.Int64),
            country=country,
            latitude=pl.col("latitude").mean(),
            longitude=pl.col("longitude").mean(),
        )
        .sort("key")
        .with_row_index("unit")
        .with_columns(group=_group(), iri=_iri(level), label=pl.col("key"))
    )
    lost = held.height - known.height
    left_out = f"{lost} of {held.height} organisations have no known {level} and are left out"
    notes = ((left_out,) if lost else ()) + (_editions(known) if level in _NUTS else ())
    members = known.join(units.select("key", "unit"), on="key").select("organisation", "unit")
    columns = ("unit", "iri", "label", "country", "group", "organisations", "latitude", "longitude")
    return members, units.select(columns), notes


def _editions(known: pl.DataFrame) -> tuple[str, ...]:
    """Say of which editions of NUTS the codes are, where not all hold in both."""
    counts = known["nuts_edition"].value_counts().sort("nuts_edition")
    told = {"unstated": "of an edition that is not stated"}
    parts = [
        f"{count} {told.get(edition, f'of the edition {edition}')}"
        for edition, count in counts.iter_rows()
        if edition != BOTH_EDITIONS
    ]
    if not parts:
        return ()
    return (
        f"NUTS codes of organisations are {', '.join(parts)}; "
        "one code can mean another area in another edition",
    )


def _key(level: str) -> pl.Expr:
    import polars as pl

    if level in _NUTS:
        letters = _NUTS[level]
        code = pl.col("nuts")
        return pl.when(code.str.len_chars() >= letters).then(code.str.slice(0, letters))
    if level == "place":
        # A town is named with its country: names are not unique across borders.
        return pl.concat_str(pl.col("place"), pl.lit(" ("), pl.col("country"), pl.lit(")"))
    if level not in LEVELS:
        raise ValueError(level)
    return pl.col(level)


def _group() -> pl.Expr:
    import polars as pl

    border = pl.col("country").is_in(["NL", "DE"])
    return pl.when(border).then(pl.col("country")).otherwise(pl.lit("other"))


def _iri(level: str) -> pl.Expr:
    import polars as pl

    return pl.concat_str(pl.lit(NUTS_IRI), "key") if level in _NUTS else pl.col("key")
