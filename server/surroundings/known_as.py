"""The datasets that know a thing, and under which names."""

from __future__ import annotations

from dataclasses import dataclass

from techland.graph.translations import GRAPH as TRANSLATIONS
from techland.ontology.terms import BASE, DCT, SKOS
from techland.queries.near.near import Near
from techland.queries.near.steps import LABELS

_GRAPH = f"{BASE}graph/"
_NAMES = (*LABELS, SKOS.altLabel, DCT.title)
# Graphs of what the build itself says.
_OWN = frozenset({"claims", "derived", "identity", "ontology", TRANSLATIONS})


@dataclass(frozen=True)
class KnownAs:
    """A dataset by its name, with the names that it gives: text and language."""

    dataset: str
    names: tuple[tuple[str, str], ...]


def read_known_as(near: Near) -> tuple[KnownAs, ...]:
    """Return the datasets that name a thing."""
    found: dict[str, set[tuple[str, str]]] = {}
    for graph, predicate, name in near.in_graphs:
        dataset = graph.removeprefix(_GRAPH)
        if predicate in _NAMES and dataset not in _OWN and not isinstance(name, str):
            found.setdefault(dataset, set()).add((name[0], name[1] or ""))
    return tuple(KnownAs(dataset, tuple(sorted(names))) for dataset, names in sorted(found.items()))
