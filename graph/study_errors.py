"""Errors of network studies; the tree stands at the head of errors.py.

NetworkError
├── NotAProjection             a model of shared activities for a network without any
├── NoSlices                   nothing to compare over time
└── NoSuchStudyFile            a report or bundle in a form that it has not
"""

from __future__ import annotations

from collections.abc import Iterable

from techland.graph.errors import NetworkError


class NotAProjection(NetworkError):
    """A study needs to know who takes part in what, and this network does not tell."""

    def __init__(self) -> None:
        super().__init__(
            "this network does not say which shared activities its ties come from",
            "for a weighted network use the disparity filter; two-mode measures and sdsm "
            "need ties by shared projects, agreements or events",
        )


class NoSlices(NetworkError):
    """A study over time has fewer than one slice."""

    def __init__(self, by: str, reason: str) -> None:
        self.by = by
        super().__init__(f"no slices by {by!r}: {reason}", "slices: " + "; ".join(SLICES))


SLICES = (
    "year",
    "a number of years, such as 5",
    "intervals such as 2007-2013,2014-2020",
    "dataset",
    "programme",
)


class NoSuchStudyFile(NetworkError):
    """A report or bundle cannot be written in this form."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"no report as {name!r}", f"known: {', '.join(self.known)}")
