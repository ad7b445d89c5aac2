"""The datasets that know a thing, and under which names."""

from __future__ import annotations

from dataclasses import dataclass

from techland.graph.translations import GRAPH as TRANSLATIONS
from techland.ontology.terms import BASE
from techland.server.publication import Publication

_GRAPH = f"{BASE}graph/"
# Graphs of what the build itself says.
_OWN = frozenset({"claims", "derived", "identity", "ontology", TRANSLATIONS})


@dataclass(frozen=True)
class KnownAs:
    """A dataset by its name, with the names that it gives: text and language."""

    dataset: str
    names: tuple[tuple[str, str], ...]


def read_known_as(publication: Publication, iri: str) -> tuple[KnownAs, ...]:
    """Return the datasets that name a thing."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in publication.ask_page("known-as", [iri]):
        dataset = row["graph"].value.removeprefix(_GRAPH)
        if dataset not in _OWN:
            name = row["name"].value, row["name"].language or ""
            found.setdefault(dataset, {})[name] = None
    return tuple(KnownAs(dataset, tuple(names)) for dataset, names in sorted(found.items()))
