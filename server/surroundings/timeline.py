"""The dates around a thing, the oldest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from techland.server.publication import Publication

# So many are shown at once; the rest stands behind a fold.
MOST_ASKED = 2000


@dataclass(frozen=True)
class Moment:
    """Something that happened: start, end, signed or approved."""

    date: str
    what: str
    happening: str
    disputed: bool


def read_timeline(
    publication: Publication, iri: str, others: Collection[str]
) -> tuple[Moment, ...]:
    """Return when a thing and others begin, end, were signed or approved.

    The end of another thing is left out: it is told on its own page.
    """
    asked = [iri, *sorted(set(others) - {iri})[:MOST_ASKED]]
    found: dict[tuple[str, str, str], bool] = {}
    for row in publication.ask_page("dates", asked):
        key = row["date"].value, row["thing"].value, row["happening"].value
        if key[2] != "end" or key[1] == iri:
            found[key] = found.get(key, False) or row["dispute"] is not None
    # Of one day, the end comes last.
    ordered = sorted(found.items(), key=lambda one: (one[0][0], one[0][2] == "end", one[0][1:]))
    return tuple(Moment(*key, disputed) for key, disputed in ordered)
