"""Groups of nodes: by country, region, type or any attribute; unknown is no group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from techland.network.measures.structure import Numbers, Structure

UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class Partition:
    """The group of each node.

    Attributes:
        name: of the attribute that the groups are values of.
        groups: names of the groups in order.
        codes: place of each node's group in ``groups``, -1 where it is not known.
    """

    name: str
    groups: tuple[str, ...]
    codes: Numbers

    @classmethod
    def of(cls, name: str, values: Iterable[str | None]) -> Partition:
        """Return the partition of nodes by their values; None is unknown.

        >>> Partition.of("country", ["NL", None, "DE"]).codes.tolist()
        [1, -1, 0]
        """
        held = list(values)
        groups = tuple(sorted({value for value in held if value is not None}))
        places = {group: place for place, group in enumerate(groups)}
        codes = [UNKNOWN if value is None else places[value] for value in held]
        return cls(name, groups, np.array(codes, dtype=np.int64))

    @property
    def known(self) -> NDArray[np.bool_]:
        """Tell of each node whether its group is known."""
        return np.not_equal(self.codes, UNKNOWN)

    @property
    def sizes(self) -> Numbers:
        """Return how many nodes each group has."""
        return np.bincount(self.codes[self.known], minlength=len(self.groups)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Grouped:
    """A structure whose every tie joins two known groups, and what was left out for that.

    Attributes:
        structure: all nodes, and the ties between nodes of known groups.
        partition: the groups.
        left_out: how many ties have an end whose group is not known.
        unknown: how many nodes have no known group.
    """

    structure: Structure
    partition: Partition
    left_out: int
    unknown: int

    @classmethod
    def of(cls, structure: Structure, partition: Partition) -> Grouped:
        """Leave out the ties of nodes whose group is not known."""
        known = partition.known
        kept = known[structure.source] & known[structure.target]
        if kept.all():
            return cls(structure, partition, 0, int((~known).sum()))
        inner = Structure(
            structure.size,
            structure.source[kept],
            structure.target[kept],
            structure.weight[kept],
            structure.directed,
        )
        return cls(inner, partition, int((~kept).sum()), int((~known).sum()))

    @property
    def across(self) -> NDArray[np.bool_]:
        """Tell of each tie whether it joins two groups."""
        codes = self.partition.codes
        return np.not_equal(codes[self.structure.source], codes[self.structure.target])

    @property
    def notes(self) -> tuple[str, ...]:
        """Return in words what was left out."""
        if not self.unknown:
            return ()
        return (
            f"{self.unknown} of {self.structure.size} nodes have no known {self.partition.name}; "
            f"{self.left_out} ties of theirs are left out",
        )
