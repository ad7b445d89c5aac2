"""Follow walks in mapped files: what a server does itself instead of asking a query process."""

from __future__ import annotations

from typing import Any

from techland.queries.near.adjacency.reading import Adjacency
from techland.queries.near.near import Near
from techland.queries.near.steps import Step
from techland.queries.near.walking import Said, Walking

# A walk that reads more belongs in a query process, which has a deadline and can be stopped.
MOST_READ = 20_000


class WalkTooLongError(Exception):
    """A walk would read more triples than are read here; never leaves this file."""


class _FileWalking(Walking):
    """A walk in mapped files."""

    def __init__(self, graph: Adjacency, start: str, most: int) -> None:
        super().__init__(start)
        self._graph = graph
        self._left = most
        self._wanted: list[int] | None = None

    def begin(self, step: Step) -> None:
        super().begin(step)
        told = [self._graph.number(one) for one in step.by]
        self._wanted = [one for one in told if one is not None] if step.by else None

    def _spend(self, read: int) -> None:
        self._left -= read
        if self._left < 0:
            raise WalkTooLongError

    def read_out(self, one: str) -> Said:
        graph = self._graph
        number = graph.number(one)
        said: Said = {}
        if number is None:
            return said
        predicates, objects = graph.said(number)
        self._spend(len(objects))
        for by in dict.fromkeys(predicates) if self._wanted is None else self._wanted:
            if by in predicates:
                place = predicates.index(by)
                values = objects[place : place + predicates.count(by)]
                said[graph.told(by)] = [graph.told(value) for value in values]
        return said

    def read_into(self, one: str) -> None:
        graph = self._graph
        number = graph.number(one)
        if number is None:
            return
        for by, first, end in graph.pointing(number):
            if self._wanted is not None and by not in self._wanted:
                continue
            name = graph.told(by)
            last = first + 1 if name in self.step.but else end
            self._spend(last - first)
            others = [graph.told(far) for far in graph.into[2 * first + 1 : 2 * last : 2].tolist()]
            for far in others:
                self.take(far, {name: [one]})
            found = self.ends(name)
            if found is not None:
                self.sets.join(found, one, others)


def walked(graph: Adjacency, start: str, walk: str, most: int = MOST_READ) -> Near | None:
    """Return what lies around a thing; None where a query process has to be asked.

    That is for a thing that the files have not, for a walk that reads more than ``most``, and
    for a term that cannot be told.
    """
    try:
        number = graph.number(start)
        if number is None:
            return None
        walking = _FileWalking(graph, start, most)
        walking.follow(walk)
        told: dict[str, Any] = walking.whole()
        return Near(start, told, graph.in_graphs(number), walking.sets.nameless)
    except (WalkTooLongError, ValueError):
        return None
