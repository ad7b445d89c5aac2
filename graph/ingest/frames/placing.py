"""Give organisations their seats: a publisher's own coordinates, else the town's centre."""

from __future__ import annotations

import polars as pl

from techland.graph.ingest.frames.kinds import PLACE
from techland.graph.ingest.frames.log import LEFT_OUT, ImportLog
from techland.graph.ingest.frames.pen import KEY, Pen
from techland.graph.ingest.frames.sheets import ROW
from techland.graph.ingest.places.border import LINE_ERROR_KM, PLACE_ERROR_KM, km_to_border
from techland.graph.ingest.places.towns import GEONAMES, Town, gazetteer

_POINT = r"^\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$"
_FULL_LATITUDE, _FULL_LONGITUDE = 90.0, 180.0


def with_coordinates(fields: pl.DataFrame, log: ImportLog, column: str = "point") -> pl.DataFrame:
    """Split "latitude,longitude" into two fields; leave out what lies nowhere on the Earth."""
    if column not in fields.columns:
        return fields
    told = fields[column]
    latitude = told.str.extract(_POINT, 1).cast(pl.Float64)
    longitude = told.str.extract(_POINT, 2).cast(pl.Float64)
    wrong = told.is_not_null() & (
        latitude.is_null() | (latitude.abs() > _FULL_LATITUDE) | (longitude.abs() > _FULL_LONGITUDE)
    ).fill_null(value=True)
    if wrong.any():
        log.note(LEFT_OUT, "no coordinates", column, fields[ROW].filter(wrong), told.filter(wrong))
    placed = fields.with_columns(latitude.set(wrong, None).alias("latitude"))
    return placed.with_columns(longitude.set(wrong, None).alias("longitude"))


def write_seats(
    fields: pl.DataFrame, pen: Pen, log: ImportLog, precision: str = "address"
) -> pl.Series:
    """Write the places of organisations (by key, town, country, maybe point); return the keys."""
    seats = pl.Series([None], dtype=pl.String).new_from_index(0, fields.height)
    if "latitude" in fields.columns:
        own = fields.select(
            (pl.lit(f"{pen.dataset}/") + pl.col(KEY)).alias(KEY),
            pl.col("town").fill_null("?").alias("name"),
            "latitude",
            "longitude",
        ).filter(pl.col("latitude").is_not_null())
        _write_places(own.unique(KEY, maintain_order=True), pen, precision)
        seats = (f"{pen.dataset}/" + fields[KEY]).set(fields["latitude"].is_null(), None)
    elsewhere = fields.with_columns(pl.when(seats.is_null()).then("town").alias("town"))
    return seats.fill_null(_towns(elsewhere, pen, log))


def _towns(fields: pl.DataFrame, pen: Pen, log: ImportLog) -> pl.Series:
    asked = fields.select("town", "country").unique(maintain_order=True).drop_nulls()
    found: dict[str, list[str | None]] = {"town": [], "country": [], "seat": [], "why": []}
    towns: dict[int, Town] = {}
    for name, country in asked.iter_rows():
        town, number = gazetteer().find(name, country)
        if town:
            towns[town.geoname] = town
        why = None if town else ("town of several places" if number else "town not in GeoNames")
        for column, value in zip(
            found, (name, country, f"geonames/{town.geoname}" if town else None, why), strict=True
        ):
            found[column].append(value)
    answers = pl.DataFrame(found, schema=dict.fromkeys(found, pl.String))
    joined = fields.join(answers, on=["town", "country"], how="left", maintain_order="left")
    for why in ("town of several places", "town not in GeoNames"):
        missed = joined.filter(pl.col("why") == why)
        log.note(LEFT_OUT, f"{why}: no coordinates", "town", missed[ROW], missed["town"])
    _write_places(_town_frame(towns.values()), pen, "town-centre")
    return joined["seat"]


def _town_frame(towns: object) -> pl.DataFrame:
    rows = [
        (f"geonames/{t.geoname}", t.name, t.latitude, t.longitude, f"{GEONAMES}{t.geoname}/")
        for t in towns  # type: ignore[attr-defined]  # an iterable of towns
    ]
    names = {KEY: pl.String, "name": pl.String, "latitude": pl.Float64, "longitude": pl.Float64}
    return pl.DataFrame(rows, schema={**names, "source": pl.String}, orient="row")


def _write_places(places: pl.DataFrame, pen: Pen, precision: str) -> None:
    told = places.select(pl.concat_str(KEY, "name", "latitude", "longitude", separator="\x1f"))
    places = places.filter(pen.first_of(told.to_series()))
    if not places.height:
        return
    km = km_to_border(places["longitude"].to_numpy(), places["latitude"].to_numpy())
    error = LINE_ERROR_KM + PLACE_ERROR_KM[precision]
    pen.things(
        PLACE,
        places.with_columns(
            _decimal(places["latitude"], 5).alias("latitude"),
            _decimal(places["longitude"], 5).alias("longitude"),
            pl.lit(precision).alias("precision"),
            _decimal(pl.Series(km), 1).alias("km"),
            pl.lit(f"{error:g}").alias("km_error"),
        ),
    )


def _decimal(values: pl.Series, places: int) -> pl.Series:
    """Return numbers as canonical decimals, rounded."""
    return pl.Series([f"{round(v, places) + 0.0:f}".rstrip("0").rstrip(".") for v in values])
