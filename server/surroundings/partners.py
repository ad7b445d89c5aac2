"""With whom an organisation shares agreements and projects, and what crosses from a place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.parts import NOT_TAKING_PART
from techland.network.arrays.things import BOTH, DE, NL
from techland.network.choice import TIES

if TYPE_CHECKING:
    import polars as pl

_LANGUAGES = ("nl", "de", "en")


@dataclass(frozen=True)
class Named:
    """A thing with its names by language."""

    iri: str
    names: dict[str, str]


@dataclass(frozen=True)
class Shared:
    """An undertaking that two bodies share, with the documents that say so."""

    thing: Named
    kind: str
    sources: tuple[Named, ...]


@dataclass(frozen=True)
class Partner:
    """A body that shares undertakings: its group (NL, DE, both, other) and what is shared."""

    thing: Named
    group: str
    across: bool
    shared: tuple[Shared, ...]


def is_across(one: str, other: str) -> bool:
    """Tell whether two groups lie on the two sides of the Dutch-German border."""
    return {one, other} == {NL, DE}


def _number(table: pl.DataFrame, iri: str) -> int | None:
    # Sorted by IRI.
    found = table["iri"].search_sorted(iri)
    return found if found < table.height and table["iri"][found] == iri else None


def _taking_part(arrays: Arrays) -> pl.DataFrame:
    """Return the parts by which bodies are partners: as in the map's usual network."""
    import polars as pl

    kinds = arrays.activities.with_row_index("activity").filter(
        pl.col("kind").is_in(list(TIES["undertakings"].kinds))
    )
    taking = ~pl.col("role").is_in(list(NOT_TAKING_PART))
    return arrays.parts.filter(taking & pl.col("activity").is_in(kinds["activity"].implode()))


def named_row(row: dict[str, Any]) -> Named:
    """Return the thing of a row of the arrays with its names."""
    names = {tag: row[f"label_{tag}"] for tag in _LANGUAGES if row.get(f"label_{tag}")}
    return Named(row["iri"], names or {"": row["label"] or row["iri"]})


@dataclass(frozen=True)
class PartnerArrays:
    """The arrays of a snapshot with the parts that make partners, chosen once."""

    arrays: Arrays
    parts: pl.DataFrame

    @classmethod
    def of(cls, arrays: Arrays) -> PartnerArrays:
        """Return the partners' view of some arrays."""
        return cls(arrays, _taking_part(arrays))

    def group(self, iri: str) -> str | None:
        """Return the group of an organisation, None if it is none."""
        number = _number(self.arrays.organisations, iri)
        return None if number is None else str(self.arrays.organisations["group"][number])

    def partners(self, iri: str) -> tuple[Partner, ...]:
        """Return the partners of an organisation, those with the most shared first."""
        import polars as pl

        number = _number(self.arrays.organisations, iri)
        if number is None:
            return ()
        group = str(self.arrays.organisations["group"][number])
        own = self.parts.filter(pl.col("organisation") == number)["activity"].unique()
        both = self.parts.filter(pl.col("activity").is_in(own.implode()))
        sources = _sources(both)
        others = both.filter(pl.col("organisation") != number)
        grouped = others.group_by("organisation").agg(pl.col("activity").unique().sort())
        found = []
        for other, activities in grouped.iter_rows():
            row = self.arrays.organisations.row(other, named=True)
            shared = tuple(
                self._shared(a, sources.get((a, other), ()) + sources.get((a, number), ()))
                for a in activities
            )
            across = is_across(group, row["group"])
            found.append(Partner(named_row(row), row["group"], across, shared))
        return tuple(sorted(found, key=lambda one: (-len(one.shared), one.thing.iri)))

    def _shared(self, activity: int, sources: tuple[int, ...]) -> Shared:
        row = self.arrays.activities.row(activity, named=True)
        documents = [self.arrays.sources.row(one, named=True) for one in sorted(set(sources))]
        told = tuple(Named(one["iri"], {"": one["label"] or one["iri"]}) for one in documents)
        return Shared(named_row(row), row["kind"], told)

    def crossing(self, organisations: Collection[str]) -> tuple[tuple[Named, str], ...]:
        """Return what these bodies share with others across the border: thing and kind."""
        import polars as pl

        table = self.arrays.organisations.with_row_index("organisation")
        groups = table.select("organisation", "group")
        here = table.filter(pl.col("iri").is_in(list(organisations)))["organisation"]
        parts = self.parts.join(groups, on="organisation")
        own = parts.filter(pl.col("organisation").is_in(here.implode()))
        sides = own.filter(pl.col("group").is_in([NL, DE])).select("activity", side="group")
        across = parts.filter(pl.col("group").is_in([NL, DE]))
        crossing = sides.join(across, on="activity").filter(pl.col("side") != pl.col("group"))
        numbers = crossing["activity"].unique().sort()
        rows = (self.arrays.activities.row(int(number), named=True) for number in numbers)
        return tuple((named_row(row), row["kind"]) for row in rows)


def _sources(parts: pl.DataFrame) -> dict[tuple[int, int], tuple[int, ...]]:
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for activity, body, sources in parts.select("activity", "organisation", "sources").iter_rows():
        found[activity, body] = found.get((activity, body), ()) + tuple(sources or ())
    return found


GROUPS = (NL, DE, BOTH, "other")
