"""What a search finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Hit:
    """A thing that was found.

    Attributes:
        iri: of the thing.
        kind: organisation, project, theme, … (see ``fields.KINDS``).
        names: one name a language; the empty tag holds a name without one.
        aliases: its other names.
        matched: the name that the search comes closest to; empty where it names a type or a number.
        countries: codes of two letters.
        datasets: that know it; facts are the curated ones.
        score: from 0 to a little above 1; 1 is a name as it was asked for.
    """

    iri: str
    kind: str
    names: Mapping[str, str]
    aliases: tuple[str, ...]
    matched: str
    countries: tuple[str, ...]
    datasets: tuple[str, ...]
    score: float

    def as_json(self) -> dict[str, Any]:
        """Return the hit as the HTTP door gives it."""
        told = {"iri": self.iri, "kind": self.kind, "names": dict(self.names)}
        rest = {"aliases": list(self.aliases), "matched": self.matched}
        where = {"countries": list(self.countries), "datasets": list(self.datasets)}
        return told | rest | where | {"score": round(self.score, 4)}


@dataclass(frozen=True)
class Found:
    """The answer to a search.

    Attributes:
        text: what was asked.
        total: things that answer, all of them.
        hits: those of this page, the best first.
        facets: by facet its values with how many of all results have each, the most first;
            empty unless asked for.
        relaxed: True where nothing has all the words, and things with some of them are given.
    """

    text: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    relaxed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the answer as the HTTP door gives it."""
        facets = {name: [list(pair) for pair in told] for name, told in self.facets.items()}
        found = {"text": self.text, "total": self.total, "relaxed": self.relaxed}
        return found | {"results": [hit.as_json() for hit in self.hits], "facets": facets}
