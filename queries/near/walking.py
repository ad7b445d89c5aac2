"""Follow walks in the indexes of a store: what a query process does instead of a query."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Store

from techland.queries.near.steps import OUT, Ends, Sets, Step
from techland.queries.near.walks import IN_GRAPHS, WALKS

_DEFAULT = DefaultGraph()
_ALL_FROM = 5
# So many triples that stand around many things are kept, some 10 MB of them.
_MOST_KEPT = 40_000

# Values by predicate; those that are kept cannot be changed.
Said = dict[str, Sequence[Any]]


class Walks:
    """Walks over a store whose data stay: what stands around many things is read once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nodes: dict[str, NamedNode] = {}
        self._kept: dict[tuple[str, ...], dict[str, Said]] = {}
        self.kept_triples = 0

    def node(self, iri: str) -> NamedNode:
        """Return a predicate or an IRI that is kept as a term of the store.

        Raises:
            ValueError: it is no IRI.
        """
        found = self._nodes.get(iri)
        if found is None:
            found = self._nodes[iri] = NamedNode(iri)
        return found

    def kept(self, step: Step) -> dict[str, Said]:
        """Return what was read out of things by a step before, by thing."""
        return self._kept.setdefault(step.by, {})

    def keep(self, step: Step, thing: str, said: Said) -> Said:
        """Keep what a step read out of a thing, as long as there is room."""
        size = 1 + sum(map(len, said.values()))
        if self.kept_triples + size > _MOST_KEPT:
            self._kept.clear()
            self.kept_triples = 0
        self.kept_triples += size
        told: Said = {name: tuple(values) for name, values in said.items()}
        self.kept(step)[thing] = told
        return told

    def walked(self, start: str, walk: str) -> bytes:
        """Return what a walk reads, as JSON for ``Near``.

        Raises:
            ValueError: the start is no IRI.
        """
        walking = _StoreWalking(self, start)
        walking.follow(walk)
        found = [walking.whole(), self._in_graphs(start), walking.sets.nameless]
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()

    def _in_graphs(self, start: str) -> list[tuple[str, str, Any]]:
        node, found = NamedNode(start), []
        for predicate in IN_GRAPHS:
            for quad in self.store.quads_for_pattern(node, self.node(predicate), None, None):
                graph = quad.graph_name
                if isinstance(graph, NamedNode):
                    found.append((graph.value, predicate, _written(quad.object)))
        return found


class Walking:
    """A walk under way, step by step; terms are written as ``Near`` reads them."""

    def __init__(self, start: str) -> None:
        self.sets = Sets.from_start(start)
        self.step: Step
        self._told: dict[str, Said] = {}
        # Where a value may stand twice: it was read by more than one step.
        self._joined: list[tuple[Said, str]] = []
        # What triples lead to in this step, by predicate.
        self._ends: dict[str, Ends | None] = {}

    def begin(self, step: Step) -> None:
        """Begin with a step."""
        self.step, self._ends = step, {}

    def read_out(self, one: str) -> Said:
        """Return what the step reads out of a thing."""
        raise NotImplementedError

    def read_into(self, one: str) -> None:
        """Take in what the step reads of that points to a thing."""
        raise NotImplementedError

    def follow(self, walk: str) -> None:
        """Read the triples of every step."""
        for step in WALKS[walk]:
            self.begin(step)
            read = self._out if step.way == OUT else self.read_into
            for beginnings in self.sets.rounds(step):
                for one in beginnings:
                    read(one)

    def whole(self) -> dict[str, Said]:
        """Return what was read by subject and predicate, each value once."""
        for said, name in self._joined:
            said[name] = list(dict.fromkeys(said[name]))
        return {subject: said for subject, said in self._told.items() if said}

    def ends(self, name: str) -> Ends | None:
        """Return what triples with a predicate lead to, None where they are not read."""
        if name in self._ends:
            return self._ends[name]
        reads = self.step.way != OUT or self.step.reads(name)
        found = self._ends[name] = self.sets.ends(self.step, name) if reads else None
        return found

    def take(self, one: str, said: Said) -> None:
        """Take in what was read of a thing."""
        told = self._told.get(one)
        if told is None:
            self._told[one] = dict(said)
            return
        for name, values in said.items():
            if name in told:
                self._joined.append((told, name))
                told[name] = [*told[name], *values]
            else:
                told[name] = values

    def _out(self, one: str) -> None:
        said = self.read_out(one)
        for name, values in said.items():
            found = self.ends(name)
            if found is not None:
                joins = found.sets or found.classifies
                others = [value for value in values if type(value) is str] if joins else ()
                self.sets.join(found, one, others)
        self.take(one, said)


class _StoreWalking(Walking):
    """A walk in the indexes of a store."""

    def __init__(self, walks: Walks, start: str) -> None:
        super().__init__(start)
        self._walks = walks
        self._match: Callable[..., Any] = walks.store.quads_for_pattern
        self._asked: list[NamedNode | None] = []

    def begin(self, step: Step) -> None:
        super().begin(step)
        # A store has no index for several predicates; from so many on, all are read.
        wanted = step.by if len(step.by) < _ALL_FROM else ()
        self._asked = [self._walks.node(one) for one in wanted] or [None]

    def read_out(self, one: str) -> Said:
        if not self.step.shared:
            return self._said(one)
        kept = self._walks.kept(self.step).get(one)
        return self._walks.keep(self.step, one, self._said(one)) if kept is None else kept

    def _said(self, one: str) -> Said:
        said: dict[str, list[Any]] = {}
        node, ends = NamedNode(one), self._ends
        for by in self._asked:
            for quad in self._match(node, by, None, _DEFAULT):
                name = quad.predicate.value
                if (ends[name] if name in ends else self.ends(name)) is not None:
                    value = _written(quad.object)
                    if name in said:
                        said[name].append(value)
                    else:
                        said[name] = [value]
        return said  # type: ignore[return-value]  # lists are sequences

    def read_into(self, one: str) -> None:
        seen: set[str] = set()
        node, but = NamedNode(one), self.step.but
        for by in self._asked:
            for quad in self._match(None, by, node, _DEFAULT):
                name = quad.predicate.value
                if name in but:
                    if name in seen:
                        continue
                    seen.add(name)
                far = quad.subject.value
                self.take(far, {name: [one]})
                found = self.ends(name)
                if found is not None:
                    self.sets.join(found, one, (far,))


def _written(value: Any) -> Any:
    if type(value) is NamedNode:
        return value.value
    language = value.language
    return value.value, language, None if language else value.datatype.value
