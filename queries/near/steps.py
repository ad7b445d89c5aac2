"""Steps of a walk, and the sets of things that it has met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from techland.ontology.terms import RDF, RDFS, SKOS

OUT, IN = "out", "in"
THIS, NAMED, NAMELESS = "this", "named", "nameless"
LABELS = (SKOS.prefLabel, RDFS.label)


@dataclass(frozen=True)
class Join:
    """Which ends of a step join a set: those by some predicates, all but some, or all."""

    set: str
    by: frozenset[str] | None = None
    but: frozenset[str] = frozenset()

    def takes(self, predicate: str) -> bool:
        """Tell whether the end of a triple with this predicate joins."""
        return predicate not in self.but and (self.by is None or predicate in self.by)


@dataclass(frozen=True)
class Step:
    """Triples to read: out of, or into, every thing of some sets.

    Attributes:
        begin: the sets; ``nameless`` is what is named and has no label.
        way: out or in.
        by: predicates; any without.
        but: predicates that are not read; of these one triple is kept, which tells that
            there are some.
        joins: the sets that the other ends join.
        names: the predicates join what is named, but for those.
        only: classes, one of which the thing that the walk begins at must have.
        repeated: go on from what joined the beginnings, until nothing new does.
        shared: what is read stands around many things; a process reads it once.
    """

    begin: tuple[str, ...]
    way: str
    by: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()
    joins: tuple[Join, ...] = ()
    names: Join | None = None
    only: frozenset[str] = frozenset()
    repeated: bool = False
    shared: bool = False

    def reads(self, predicate: str) -> bool:
        """Tell whether triples with this predicate are read out of a thing."""
        return not self.by or predicate in self.by


class Ends(NamedTuple):
    """What the triples of a step with one predicate lead to.

    Attributes:
        sets: they take in the other ends that are IRIs.
        labels: the triples tell names.
        classifies: they tell the classes of things.
    """

    sets: tuple[dict[str, None], ...]
    labels: bool
    classifies: bool


@dataclass
class Sets:
    """The sets of a walk under way; a set is a dictionary, which keeps its order."""

    start: str
    found: dict[str, dict[str, None]]
    labelled: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    @classmethod
    def from_start(cls, start: str) -> Self:
        """Return the sets before the first step."""
        return cls(start, {THIS: {start: None}, NAMED: {start: None}})

    def rounds(self, step: Step) -> Iterator[list[str]]:
        """Yield the things from which a step goes, each once; those found on the way come next."""
        if step.only and not step.only & self.classes:
            return
        done: dict[str, None] = {}
        while True:
            new = [one for name in step.begin for one in self._of(name) if one not in done]
            if not new or (done and not step.repeated):
                return
            yield list(dict.fromkeys(new))
            done.update(dict.fromkeys(new))

    @property
    def nameless(self) -> list[str]:
        """Return what is named and has no label, as far as labels were read."""
        return [one for one in self.found[NAMED] if one not in self.labelled]

    def _of(self, name: str) -> Iterable[str]:
        return self.nameless if name == NAMELESS else self.found.get(name, ())

    def ends(self, step: Step, predicate: str) -> Ends:
        """Return what the triples of a step with a predicate lead to; take in its name."""
        if step.names is not None and step.names.takes(predicate):
            self.found.setdefault(NAMED, {})[predicate] = None
        joined = (join.set for join in step.joins if join.takes(predicate))
        sets = tuple(self.found.setdefault(name, {}) for name in joined)
        is_out = step.way == OUT
        return Ends(sets, is_out and predicate in _LABELLING, is_out and predicate == RDF.type)

    def join(self, ends: Ends, near: str, others: Iterable[str]) -> None:
        """Take in triples with one near end; ``others`` are those far ends that are IRIs."""
        if ends.labels:
            self.labelled.add(near)
        if ends.classifies and near == self.start:
            self.classes.update(others)
        for joined in ends.sets:
            for other in others:
                joined[other] = None


_LABELLING = frozenset(LABELS)
