"""Triples that no change of a claim, dispute or source explains: counted and listed, never lost."""

from __future__ import annotations

from techland.graph.changes.change import RestChange
from techland.graph.changes.touched import DEFAULT, Touched

# A triple is told of the first of these graphs that it changed in: where it comes from.
_ORDER = ("ontology", "derived", "identity", "facts", "claims", "translations")


def rest_changes(touched: Touched) -> list[RestChange]:
    """Return the unexplained triples by the graph they come from, each once."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for (added, triple), graphs in touched.unexplained().items():
        graph = next((name for name in _ORDER if name in graphs), min(graphs))
        found.setdefault(graph, ([], []))[not added].append(triple.decode())
    names = sorted(found, key=lambda name: (name == DEFAULT, name))
    return [
        RestChange(name, tuple(sorted(found[name][0])), tuple(sorted(found[name][1])))
        for name in names
    ]
