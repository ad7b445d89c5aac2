"""Errors of measures; the tree stands at the head of errors.py.

NetworkError
├── ImpossibleTie              a tie to no node, or of no weight
├── UnknownMeasure
├── UnknownPartition           nodes have no attribute of this name to group them by
└── WrongMeasureOption         a number of draws, a seed, a share that makes no sense
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import NetworkError, nearest


class ImpossibleTie(NetworkError):
    """A tie ends in no node, or weighs nothing."""

    def __init__(self, told: str, hint: str) -> None:
        self.told = told
        super().__init__(f"a tie has {told}", hint)


class UnknownMeasure(NetworkError):
    """No measure has this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        near = nearest(name, self.known)
        names = f"measures: {', '.join(self.known)}"
        super().__init__(f"no measure named {name!r}", f"{near} {names}" if near else names)


class UnknownPartition(NetworkError):
    """Nodes have no attribute of this name to group them by."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"nodes cannot be grouped by {name!r}", f"known: {', '.join(self.known)}")


class WrongMeasureOption(NetworkError):
    """An option of a measure makes no sense."""

    def __init__(self, option: str, value: object, hint: str) -> None:
        self.option = option
        self.value = value
        super().__init__(f"{option} cannot be {value!r}", hint)
