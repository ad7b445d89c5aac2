"""With whom an organisation shares agreements and projects, and what crosses from a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.parts import NOT_TAKING_PART
from techland.network.arrays.things import BOTH, DE, NL
from techland.network.choice import TIES

if TYPE_CHECKING:
    import polars as pl

_LANGUAGES = ("nl", "de", "en")
_NAMES = ("iri", "label", *(f"label_{language}" for language in _LANGUAGES))


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
    # Sorted by IRI. Single values are read a hundred times as quick as by an expression.
    iris = table["iri"]
    found = bisect_left(iris, iri)
    return found if found < len(iris) and iris[found] == iri else None


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


@dataclass(frozen=True, eq=False)
class Rows:
    """Which rows of a table have a number in a column: found without reading the table."""

    order: NDArray[np.int64]
    first: NDArray[np.int64]

    @classmethod
    def of(cls, column: NDArray[np.int64], numbers: int) -> Rows:
        """Return the rows of a column that holds numbers below a bound."""
        counts = np.bincount(column, minlength=numbers)
        return cls(np.argsort(column, kind="stable"), np.concatenate(([0], np.cumsum(counts))))

    def __getitem__(self, number: int) -> NDArray[np.int64]:
        """Return the rows with a number, in their order."""
        return self.order[self.first[number] : self.first[number + 1]]

    def among(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows with one of some numbers."""
        found = [self[int(number)] for number in numbers]
        return np.concatenate(found) if found else np.empty(0, np.int64)


@dataclass(frozen=True, eq=False)
class PartnerArrays:
    """The arrays of a snapshot with the parts that make partners, chosen and sorted once."""

    arrays: Arrays
    parts: pl.DataFrame

    @classmethod
    def of(cls, arrays: Arrays) -> PartnerArrays:
        """Return the partners' view of some arrays."""
        return cls(arrays, _taking_part(arrays))

    @cached_property
    def _bodies(self) -> NDArray[np.int64]:
        return self.parts["organisation"].to_numpy().astype(np.int64)

    @cached_property
    def _undertakings(self) -> NDArray[np.int64]:
        return self.parts["activity"].to_numpy().astype(np.int64)

    @cached_property
    def _of_body(self) -> Rows:
        return Rows.of(self._bodies, self.arrays.organisations.height)

    @cached_property
    def _of_undertaking(self) -> Rows:
        return Rows.of(self._undertakings, self.arrays.activities.height)

    @cached_property
    def _sides(self) -> dict[str, NDArray[np.bool_]]:
        """Return, for each side of the border, which organisations are of it."""
        groups = self.arrays.organisations["group"]
        return {side: (groups == side).fill_null(value=False).to_numpy() for side in (NL, DE)}

    @cached_property
    def _has(self) -> dict[str, NDArray[np.bool_]]:
        """Return, for each side of the border, in which undertakings some of it take part."""
        found = {}
        for side, of_side in self._sides.items():
            found[side] = np.zeros(self.arrays.activities.height, np.bool_)
            found[side][self._undertakings[of_side[self._bodies]]] = True
        return found

    def make_ready(self) -> None:
        """Choose and sort what the first of the pages would wait for."""
        _ = self._of_body, self._of_undertaking, self._has

    def group(self, iri: str) -> str | None:
        """Return the group of an organisation, None if it is none."""
        number = _number(self.arrays.organisations, iri)
        return None if number is None else str(self.arrays.organisations["group"][number])

    def numbers(self, organisations: Collection[str]) -> NDArray[np.int64]:
        """Return the numbers of those of some IRIs that are organisations."""
        table = self.arrays.organisations
        found = (_number(table, iri) for iri in sorted(organisations))
        return np.array([number for number in found if number is not None], np.int64)

    def partners(self, iri: str) -> tuple[Partner, ...]:
        """Return the partners of an organisation, those with the most shared first."""
        number = _number(self.arrays.organisations, iri)
        if number is None:
            return ()
        own = self._of_body[number]
        if not len(own):
            return ()
        rows = self._of_undertaking.among(np.unique(self._undertakings[own]))
        documents = self._documents(rows)
        shared: dict[int, list[int]] = {}
        for activity, body in documents:
            if body != number:
                shared.setdefault(body, []).append(activity)
        undertakings = self._named(self.arrays.activities, {a for a, _ in documents}, "kind")
        told = self._named(self.arrays.sources, set(chain.from_iterable(documents.values())))
        bodies = self._named(self.arrays.organisations, {number, *shared}, "group")
        found = []
        for body, activities in shared.items():
            both = tuple(
                Shared(*undertakings[a], tuple(told[one][0] for one in sorted({*ours, *theirs})))
                for a in sorted(activities)
                for ours, theirs in ((documents.get((a, number), ()), documents[a, body]),)
            )
            thing, group = bodies[body]
            found.append(Partner(thing, group, is_across(bodies[number][1], group), both))
        return tuple(sorted(found, key=lambda one: (-len(one.shared), one.thing.iri)))

    def _documents(self, rows: NDArray[np.int64]) -> dict[tuple[int, int], tuple[int, ...]]:
        """Return the sources of some parts by undertaking and body."""
        sources = self.parts["sources"].gather(rows).to_list()
        activities, bodies = self._undertakings[rows].tolist(), self._bodies[rows].tolist()
        found: dict[tuple[int, int], tuple[int, ...]] = {}
        for activity, body, told in zip(activities, bodies, sources, strict=True):
            found[activity, body] = found.get((activity, body), ()) + tuple(told or ())
        return found

    def crossing(
        self, bodies: NDArray[np.int64], most: int | None = None
    ) -> tuple[int, tuple[tuple[Named, str], ...]]:
        """Return how many undertakings some bodies share with others across the border.

        With them the first of these, as many as wanted: thing and kind.
        """
        rows = self._of_body.among(bodies)
        body, activity = self._bodies[rows], self._undertakings[rows]
        ours = (self._sides[NL][body] & self._has[DE][activity]) | (
            self._sides[DE][body] & self._has[NL][activity]
        )
        found = np.unique(activity[ours])
        named = self._named(self.arrays.activities, found[:most].tolist(), "kind")
        return len(found), tuple(named[number] for number in sorted(named))

    def _named(
        self, table: pl.DataFrame, numbers: Collection[int], column: str = "iri"
    ) -> dict[int, tuple[Named, str]]:
        """Return things by number with their names, each with the value of a column."""
        wanted = sorted(numbers)
        names = dict.fromkeys([*(one for one in _NAMES if one in table.columns), column])
        columns = {name: table[name] for name in names}
        found = {}
        for number in wanted:
            row = {name: values[number] for name, values in columns.items()}
            found[number] = named_row(row), row[column]
        return found


GROUPS = (NL, DE, BOTH, "other")
