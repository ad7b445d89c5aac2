"""Ids that were retired or merged: where they lead, and why."""

from __future__ import annotations

from dataclasses import dataclass

from techland.server.publication import Publication


@dataclass(frozen=True)
class Retired:
    """A retired id, what takes its place, and the reason in the words of the graph."""

    old: str
    new: str
    reason: str | None


def read_retired(publication: Publication, iri: str) -> Retired | None:
    """Return what takes the place of an id, None where it was not retired."""
    try:
        rows = list(publication.ask_page("retired", [iri]))
    except ValueError:  # no IRI at all
        return None
    if not rows:
        return None
    reasons = sorted({row["reason"].value for row in rows if row["reason"] is not None})
    return Retired(iri, rows[0]["new"].value, " ".join(reasons) or None)
