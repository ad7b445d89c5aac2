"""A network over time: its slices, and the tables that compare them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from techland.graph.measure_errors import UnknownChoice
from techland.network.arrays.arrays import Arrays
from techland.network.choice import Choice
from techland.network.time.brokers import broker_table
from techland.network.time.changes import change_table, slice_table, survival_table
from techland.network.time.repeated import repeated_table, returning_table
from techland.network.time.same_names import SAME_NAMES, with_same_names
from techland.network.time.slicing import BY_FILTER, Slice, slices_of, with_running_times
from techland.network.value import DEFAULT_GROUPS

if TYPE_CHECKING:
    import polars as pl

TABLES = {
    "slices": "how large each slice is, and how many of its ties cross between groups",
    "changes": "who enters and leaves, and which ties survive, from slice to slice",
    "survival": "which share of ties still stands after so many slices",
    "repeated": "partners and partnerships that come back within each slice",
    "returning": "in which slices each node takes part",
    "brokers": "which leading brokers between groups stay from slice to slice",
}


@dataclass(frozen=True, eq=False)
class OverTime:
    """A network over time.

    Attributes:
        slices: in order.
        by: how it was sliced.
        groups: the attribute whose groups ties may cross between.
        version: of the snapshot.
        words: what each slice is of.
        settings: the choice as plain values.
        notes: sentences on what was left out, and what to know before comparing.
    """

    slices: tuple[Slice, ...]
    by: str
    groups: str
    version: str
    words: str
    settings: Mapping[str, Any]
    notes: tuple[str, ...]

    @cached_property
    def tables(self) -> dict[str, pl.DataFrame]:
        """Return every table by its name, see TABLES."""
        return {name: self.table(name) for name in TABLES}

    def table(self, name: str) -> pl.DataFrame:
        """Return a table of TABLES.

        Raises:
            UnknownChoice: there is none of this name.
        """
        if name not in TABLES:
            raise UnknownChoice("table over time", name, TABLES)
        if name == "slices":
            return slice_table(self.slices, self.groups)
        if name == "brokers":
            return broker_table(self.slices, self.groups)
        made = {
            "changes": change_table,
            "survival": survival_table,
            "repeated": repeated_table,
            "returning": returning_table,
        }
        return made[name](self.slices)

    def __repr__(self) -> str:
        return f"<OverTime of {len(self.slices)} slices by {self.by}: {self.words}>"


def network_over_time(
    arrays: Arrays,
    choice: Choice,
    version: str,
    by: str = "year",
    *,
    groups: str = DEFAULT_GROUPS,
    same_names: bool = False,
) -> OverTime:
    """Return a network over time.

    Args:
        arrays: of the snapshot.
        choice: what each slice is of.
        version: of the snapshot.
        by: ``year``, a number of years, intervals such as ``2007-2013,2014-2020``,
            ``dataset`` or ``programme``.
        groups: the attribute whose groups ties may cross between.
        same_names: whether namesakes of one country count as one organisation.

    Raises:
        NoSlices: there is nothing to slice by.
        UnknownPartition: nodes have no such attribute.
    """
    notes = []
    if same_names:
        arrays, merged = with_same_names(arrays)
        notes.append(f"{SAME_NAMES}; {merged} became another one")
    if by in BY_FILTER:
        notes.append("slices are kept apart by what tells of them, not by dates")
    else:
        arrays, told = with_running_times(arrays, choice)
        notes += told
    slices = tuple(slices_of(arrays, choice, version, by))
    slices[0].network.partition(groups)
    notes += _slice_notes(slices)
    settings = choice.as_settings() | {"slices": by, "groups": groups, "same_names": same_names}
    words = f"{choice.words()}; slices by {by}"
    return OverTime(slices, by, groups, version, words, settings, tuple(notes))


def _slice_notes(slices: tuple[Slice, ...]) -> list[str]:
    """Return what the slices have to say, each sentence once, with the slices that say it."""
    said: dict[str, list[str]] = {}
    for one in slices:
        for note in one.network.notes:
            said.setdefault(note, []).append(one.name)
    return [
        note if len(names) == len(slices) else f"{note} ({', '.join(names)})"
        for note, names in said.items()
    ]
