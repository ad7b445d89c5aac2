"""Errors of measures; the tree stands at the head of errors.py.

NetworkError
├── ImpossibleTie              a tie to no node, or of no weight
├── UnknownMeasure
├── UnknownPartition           nodes have no attribute of this name to group them by
├── WrongMeasureOption         a number of draws, a seed, a share that makes no sense
├── UnknownChoice              a tie, weight, level or filter of networks that is not known
├── NoSuchValue                a filter names what the snapshot does not have
├── WrongInterval
├── NoEnds                     an answer without ?source and ?target is no network
└── WrongWeight
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import NetworkError, nearest

# So many of the values that there are are told.
_SHOWN = 12


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


class UnknownChoice(NetworkError):
    """A network is asked for by a word that is not known."""

    def __init__(self, name: str, value: str, known: Iterable[str]) -> None:
        self.name = name
        self.value = value
        self.known = tuple(known)
        near = nearest(value, self.known)
        words = f"known: {', '.join(self.known)}"
        super().__init__(f"no {name} {value!r} of networks", f"{near} {words}" if near else words)


class WrongInterval(NetworkError):
    """An interval has no such days, or ends before it starts."""

    def __init__(self, since: str, until: str) -> None:
        self.since = since
        self.until = until
        told = repr(since) if since == until else f"from {since} until {until}"
        super().__init__(
            f"no interval {told}", "days are written 2021-05-18, 2021-05 or 2021, the first before"
        )


class NoSuchValue(NetworkError):
    """A filter of networks names what the snapshot does not have."""

    def __init__(self, name: str, value: str, known: Iterable[str]) -> None:
        self.name = name
        self.value = value
        self.known = tuple(known)
        near = nearest(value, self.known)
        some = ", ".join(self.known[:_SHOWN]) + (", …" if len(self.known) > _SHOWN else "")
        words = f"there are: {some}"
        super().__init__(f"nothing has the {name} {value!r}", f"{near} {words}" if near else words)


class NoEnds(NetworkError):
    """The answer of a query has no columns that name the ends of ties."""

    def __init__(self, variables: Iterable[str]) -> None:
        self.variables = tuple(variables)
        told = ", ".join(f"?{name}" for name in self.variables) or "none"
        super().__init__(
            f"this answer is no network: its columns are {told}",
            "SELECT ?source ?target, and ?weight if ties weigh, or CONSTRUCT triples",
        )


class WrongWeight(NetworkError):
    """The answer of a query gives a tie a weight that is no number above 0."""

    def __init__(self, value: str) -> None:
        self.value = value
        super().__init__(f"the weight {value!r} is no number above 0", "leave such rows out")
