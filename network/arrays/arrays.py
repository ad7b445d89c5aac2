"""The arrays of a snapshot: organisations, what they do together, and who takes part in what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# A change of the columns below makes another folder of caches.
FORMAT = 2


@dataclass(frozen=True, eq=False)
class Arrays:
    """Tables of a snapshot; a row's place is the number by which other tables name it.

    Attributes:
        organisations: iri, label, label_nl, label_de, label_en, aliases (list), country,
            sides (list), group, type, place, nuts3, latitude, longitude; sorted by IRI.
        activities: iri, kind (agreement, event, or a kind of activity such as project),
            label, label_nl, label_de, label_en, programme (IRI of the funding
            programme), start_earliest, start_latest, end_earliest, end_latest (dates;
            signing of an agreement, days of an event), cost and eu_contribution
            (planned or, where only that is known, paid); sorted by IRI.
        parts: organisation, activity (numbers), role, certainty (stated, inferred or
            null), disputed, dataset, sources (list of numbers); one row a role that an
            organisation has in an activity, sorted by organisation, activity and role.
        activity_themes: activity, theme (numbers).
        themes: iri, label, label_nl, label_de, label_en, broader (number or null).
        sources: iri, label, url.
    """

    organisations: pl.DataFrame
    activities: pl.DataFrame
    parts: pl.DataFrame
    activity_themes: pl.DataFrame
    themes: pl.DataFrame
    sources: pl.DataFrame

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield the tables with their names."""
        for field in fields(self):
            yield field.name, getattr(self, field.name)
