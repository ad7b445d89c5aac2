"""Follow a walk in the indexes of a store: what a query process does instead of a query."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Store

from techland.queries.near.steps import OUT, Sets, Step
from techland.queries.near.walks import IN_GRAPHS, WALKS

_DEFAULT = DefaultGraph()
_ALL_FROM = 5


class Walking:
    """A walk under way over a store; terms are written as ``Near`` reads them."""

    def __init__(self, store: Store, start: str) -> None:
        self._match: Callable[..., Any] = store.quads_for_pattern
        self._sets = Sets.from_start(start)
        self._nodes: dict[str, NamedNode] = {}
        self.told: dict[str, dict[str, dict[Any, None]]] = {}

    @property
    def nameless(self) -> list[str]:
        """Return what is named and has no label."""
        return self._sets.nameless

    def step(self, step: Step) -> None:
        """Read the triples of a step."""
        read = self._out if step.way == OUT else self._into
        # A store has no index for several predicates; from so many on, all are read.
        wanted = step.by if len(step.by) < _ALL_FROM else ()
        asked: list[NamedNode | None] = [self._node(one) for one in wanted] or [None]
        for beginnings in self._sets.rounds(step):
            for one in beginnings:
                for predicate in asked:
                    read(step, self._node(one), predicate)

    def _node(self, iri: str) -> NamedNode:
        found = self._nodes.get(iri)
        if found is None:
            found = self._nodes[iri] = NamedNode(iri)
        return found

    def _out(self, step: Step, node: NamedNode, by: NamedNode | None) -> None:
        one = node.value
        told = self.told.setdefault(one, {})
        for _, predicate, value, _ in self._match(node, by, None, _DEFAULT):
            name = predicate.value
            if step.reads(name):
                far = value.value if isinstance(value, NamedNode) else None
                told.setdefault(name, {})[far or _literal(value)] = None
                self._sets.join(step, one, name, far)

    def _into(self, step: Step, node: NamedNode, by: NamedNode | None) -> None:
        one = node.value
        seen: set[str] = set()
        for subject, predicate, _, _ in self._match(None, by, node, _DEFAULT):
            name = predicate.value
            if name in step.but:
                if name in seen:
                    continue
                seen.add(name)
            far = subject.value
            self.told.setdefault(far, {}).setdefault(name, {})[one] = None
            self._sets.join(step, one, name, far)


def _literal(value: Any) -> tuple[str, str | None, str | None]:
    language = value.language
    return value.value, language, None if language else value.datatype.value


def walked(store: Store, start: str, walk: str) -> bytes:
    """Return what a walk reads, as JSON for ``Near``.

    Raises:
        ValueError: the start is no IRI.
    """
    walking = Walking(store, start)
    for step in WALKS[walk]:
        walking.step(step)
    node, in_graphs = NamedNode(start), []
    for predicate in IN_GRAPHS:
        for _, _, value, graph in store.quads_for_pattern(node, NamedNode(predicate), None, None):
            if graph != _DEFAULT:
                written = value.value if isinstance(value, NamedNode) else _literal(value)
                in_graphs.append((graph.value, predicate, written))
    told = {
        subject: {predicate: list(values) for predicate, values in said.items()}
        for subject, said in walking.told.items()
        if said
    }
    found = [told, in_graphs, walking.nameless]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
