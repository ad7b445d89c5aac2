"""The arrays of a snapshot: organisations, what they do together, and who takes part in what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

# A change of the columns below makes another folder of caches.
FORMAT = 5


@dataclass(frozen=True, eq=False)
class Arrays:
    """Tables of a snapshot; a row's place is the number by which other tables name it.

    Attributes:
        organisations: iri, label, label_nl, label_de, label_en, aliases (list), country,
            sides (list), group, type, place, nuts (the most exact code that is known),
            nuts_edition (of NUTS), nuts3 (the code where it is of that level), latitude,
            longitude; sorted by IRI.
        activities: iri, kind (agreement, event, or a kind of activity such as project),
            label, label_nl, label_de, label_en, programme (IRI of the funding
            programme), start_earliest, start_latest, end_earliest, end_latest (dates;
            signing of an agreement, days of an event), cost and eu_contribution
            (planned or, where only that is known, paid); sorted by IRI.
        parts: organisation, activity (numbers), role, certainty (stated, inferred or
            null), disputed, dataset, sources (list of numbers); one row a role that an
            organisation has in an activity, sorted by organisation, activity and role.
        taking: activity, organisation (numbers); each once, where the organisation has a
            part that is not only to fund or to manage. Sorted by the activity's kind, the
            organisation's country (none first), activity and organisation.
        taking_runs: kind, country, rows: how many rows of ``taking`` are of each, in its order.
        activity_themes: activity, theme (numbers).
        themes: iri, label, label_nl, label_de, label_en, broader and matched (of a publisher's
            theme the one of ours that it matches; number or null).
        sources: iri, label, label_language, publisher, issued, url.
        identifiers: organisation (number), identifier (an IRI elsewhere, the same for certain).
        witnesses: organisation, source (numbers): documents that witness what is accepted
            of the organisation itself.
        told_dates: start and end of each activity as exactly as they were told (signing
            of an agreement), and whether a date of it is disputed; rows as activities.
        concepts: scheme (role, organisation-type), notation, label, label_nl, label_de,
            label_en.
    """

    organisations: pl.DataFrame
    activities: pl.DataFrame
    parts: pl.DataFrame
    taking: pl.DataFrame
    taking_runs: pl.DataFrame
    activity_themes: pl.DataFrame
    themes: pl.DataFrame
    sources: pl.DataFrame
    identifiers: pl.DataFrame
    witnesses: pl.DataFrame
    told_dates: pl.DataFrame
    concepts: pl.DataFrame

    @cached_property
    def countries(self) -> tuple[NDArray[np.int64], list[str]]:
        """Return the country of each organisation as a number, -1 where not known; their names."""
        import polars as pl

        told = self.organisations["country"].cast(pl.String)
        names = told.drop_nulls().unique().sort()
        numbers = told.replace_strict(names, range(len(names)), default=-1, return_dtype=pl.Int64)
        return numbers.to_numpy(), names.to_list()

    @cached_property
    def runs(self) -> dict[tuple[str, str | None], slice]:
        """Return where in ``taking`` the activities of a kind and bodies of a country stand."""
        found, first = {}, 0
        for kind, country, rows in self.taking_runs.select("kind", "country", "rows").iter_rows():
            found[kind, country] = slice(first, first + rows)
            first += rows
        return found

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield the tables with their names."""
        for field in fields(self):
            yield field.name, getattr(self, field.name)
