"""Who is in a country or a NUTS region of any level, and what crosses the border from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from techland.graph.iris import COUNTRIES
from techland.network.arrays.things import BOTH_EDITIONS
from techland.network.units import NUTS_IRI
from techland.server.surroundings.partners import Named, PartnerArrays, named_row

if TYPE_CHECKING:
    import polars as pl

COUNTRY_IRI = "http://publications.europa.eu/resource/authority/country/"
# So many are listed; the page says how many there are, and where the rest is.
MOST_LISTED = 300
_MOST_TOWNS = 4
# Letters of a code: the country, then one more a level down to NUTS 3.
_OF_COUNTRY, _LONGEST = 2, 5


@dataclass(frozen=True)
class Body:
    """An organisation with its seat here, and in how many undertakings it takes part."""

    thing: Named
    undertakings: int


@dataclass(frozen=True)
class Area:
    """What is in an area; ``number`` and ``crossing_number`` count all, the lists may be cut.

    Attributes:
        code: of NUTS, or of a country by two letters.
        level: of NUTS, 0 for a country.
        towns: the towns with the most organisations.
        within: areas of the next level with the number of organisations there.
    """

    code: str
    number: int = 0
    bodies: tuple[Body, ...] = ()
    crossing_number: int = 0
    crossing: tuple[tuple[Named, str], ...] = ()
    towns: tuple[str, ...] = ()
    within: tuple[tuple[str, int], ...] = field(default=())

    @property
    def level(self) -> int:
        """Return the level of NUTS, 0 for a country."""
        return max(0, len(self.code) - _OF_COUNTRY)

    @property
    def around(self) -> tuple[str, ...]:
        """Return the codes of the regions that this one is part of, the nearest first."""
        ends = range(len(self.code) - 1, _OF_COUNTRY, -1)
        return tuple(self.code[:end] for end in ends)


def is_region(iri: str) -> bool:
    """Tell whether an IRI is that of a NUTS region of the EU."""
    return iri.startswith(NUTS_IRI)


def is_country(iri: str) -> bool:
    """Tell whether an IRI is that of a country in the EU's table."""
    return iri.startswith(COUNTRY_IRI)


def country_of(code: str) -> str | None:
    """Return the EU's IRI of the country that a code lies in, None for one not named here."""
    known = COUNTRIES.get(code[:_OF_COUNTRY])
    return known and COUNTRY_IRI + known


def read_area(known: PartnerArrays, code: str, edition: str | None = None) -> Area:
    """Return who is in an area.

    Args:
        known: arrays of the snapshot.
        code: of two letters for a country, of more for a NUTS region.
        edition: of NUTS; None takes the codes of every edition together.
    """
    import polars as pl

    table = known.arrays.organisations.with_row_index("organisation")
    here = table.filter(_within(code, edition))
    numbers = here["organisation"].to_numpy().astype(np.int64)
    crossing_number, crossing = known.crossing(numbers, MOST_LISTED)
    counted = here["place"].drop_nulls().value_counts()
    towns = counted.sort(["count", "place"], descending=[True, False])
    deeper = here.filter(pl.col("nuts").str.len_chars() > len(code))
    below = deeper.group_by(pl.col("nuts").str.slice(0, len(code) + 1)).len().sort("nuts")
    return Area(
        code,
        here.height,
        _bodies(known, here),
        crossing_number,
        crossing,
        tuple(towns["place"].head(_MOST_TOWNS)),
        tuple(below.iter_rows()) if len(code) < _LONGEST else (),
    )


def _within(code: str, edition: str | None) -> pl.Expr:
    import polars as pl

    if len(code) == _OF_COUNTRY:
        return pl.col("country") == code
    inside = pl.col("nuts").str.starts_with(code)
    if edition is None:
        return inside
    both = pl.lit(edition in BOTH_EDITIONS) & (pl.col("nuts_edition") == BOTH_EDITIONS)
    return inside & (both | (pl.col("nuts_edition") == edition))


def _bodies(known: PartnerArrays, here: pl.DataFrame) -> tuple[Body, ...]:
    """Return the organisations that take part in the most, then by name."""
    import polars as pl

    parts = known.parts.filter(pl.col("organisation").is_in(here["organisation"].implode()))
    counts = parts.group_by("organisation").agg(pl.col("activity").n_unique().alias("undertakings"))
    counted = here.join(counts, on="organisation", how="left").with_columns(
        pl.col("undertakings").fill_null(0)
    )
    ranked = counted.sort(["undertakings", "label", "iri"], descending=[True, False, False])
    rows = ranked.head(MOST_LISTED).iter_rows(named=True)
    return tuple(Body(named_row(row), row["undertakings"]) for row in rows)
