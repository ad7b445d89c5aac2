"""Other choices that a study might have made, one dimension each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from techland.network.arrays.arrays import Arrays
from techland.network.arrays.things import BOTH, PROJECT
from techland.network.choice import TIES, Choice
from techland.network.selecting import select_activities, select_bodies, select_parts

if TYPE_CHECKING:
    import polars as pl

Asked = tuple[Arrays, Choice]
Change = Callable[[Arrays, Choice], Asked]
# Those who do the work: without supporters, contributors, sponsors.
_WORKING = frozenset(
    {"lead-partner", "partner", "coordinator", "participant", "founder", "signatory"}
)


@dataclass(frozen=True)
class OtherChoice:
    """A choice in one dimension.

    Attributes:
        dimension: roles, kinds, one side, binational or largest project.
        name: a short word for tables.
        told: what it does, in words.
        change: makes the arrays and the choice anew.
    """

    dimension: str
    name: str
    told: str
    change: Change


def same(arrays: Arrays, choice: Choice) -> Asked:
    """Return both as they are."""
    return arrays, choice


def _roles(arrays: Arrays, choice: Choice, kept: frozenset[str] | None) -> Asked:
    there = frozenset(arrays.parts["role"].cast(str).unique().to_list())
    roles = (there & kept) if kept else there
    return arrays, replace(choice, filters={**choice.filters, "role": roles})


def _every_role(arrays: Arrays, choice: Choice) -> Asked:
    return _roles(arrays, choice, None)


def _working_roles(arrays: Arrays, choice: Choice) -> Asked:
    return _roles(arrays, choice, _WORKING)


def _only(tie: str) -> Change:
    return lambda arrays, choice: (arrays, replace(choice, tie=tie))


def _taking(arrays: Arrays, choice: Choice) -> pl.DataFrame:
    """Return who takes part in what: organisation, activity, its kind, and the seat's country."""
    activities, _ = select_activities(arrays, choice)
    bodies = select_bodies(arrays, choice)
    parts = select_parts(arrays, choice, activities, bodies).select("organisation", "activity")
    kinds = activities.select("activity", "kind")
    countries = bodies.select("organisation", "country")
    return parts.unique().join(kinds, on="activity").join(countries, on="organisation")


def _without_activities(arrays: Arrays, left_out: pl.Series) -> Arrays:
    import polars as pl

    return replace(arrays, parts=arrays.parts.filter(~pl.col("activity").is_in(left_out.implode())))


def _both_sides(arrays: Arrays, choice: Choice) -> Asked:
    import polars as pl

    sides = _taking(arrays, choice).group_by("activity").agg(pl.col("country").n_unique())
    left_out = sides.filter(pl.col("country") < 2)["activity"]  # noqa: PLR2004 (two sides)
    return _without_activities(arrays, left_out), choice


def _without_binational(arrays: Arrays, choice: Choice) -> Asked:
    import polars as pl

    bodies = arrays.organisations.with_row_index("organisation")
    both = bodies.filter(pl.col("group") == BOTH)["organisation"]
    kept = arrays.parts.filter(~pl.col("organisation").is_in(both.implode()))
    return replace(arrays, parts=kept), choice


def _without_largest(arrays: Arrays, choice: Choice) -> Asked:
    import polars as pl

    projects = _taking(arrays, choice).filter(pl.col("kind") == PROJECT)
    sizes = projects.group_by("activity").len().sort("len", "activity", descending=[True, False])
    return _without_activities(arrays, sizes["activity"].head(1)), choice


def other_choices(choice: Choice) -> dict[str, list[OtherChoice]]:
    """Return the other choices that make sense beside one, by dimension."""
    found: dict[str, list[OtherChoice]] = {}
    for dimension, name, told, change in _CHOICES:
        if _makes_sense(dimension, name, choice):
            found.setdefault(dimension, []).append(OtherChoice(dimension, name, told, change))
    return found


def _makes_sense(dimension: str, name: str, choice: Choice) -> bool:
    if dimension == "roles":
        return "role" not in choice.filters and not TIES[choice.tie].roles
    if dimension == "kinds":
        return choice.tie == "undertakings" and "kind" not in choice.filters
    if dimension == "largest project":
        return PROJECT in choice.kinds
    return name != ""


_CHOICES: tuple[tuple[str, str, str, Change], ...] = (
    ("roles", "every role", "funders and managing authorities take part too", _every_role),
    (
        "roles",
        "working roles",
        "only partners, coordinators, founders, participants and signatories take part",
        _working_roles,
    ),
    ("kinds", "projects only", "agreements do not tie", _only("projects")),
    ("kinds", "agreements only", "projects do not tie", _only("agreements")),
    (
        "one side",
        "known on both sides",
        "activities whose known takers are all of one country are left out",
        _both_sides,
    ),
    (
        "binational",
        "without binational bodies",
        "euroregions and other bodies of both countries are left out",
        _without_binational,
    ),
    (
        "largest project",
        "without the largest project",
        "the project with most takers is left out (of several the first by IRI)",
        _without_largest,
    ),
)
