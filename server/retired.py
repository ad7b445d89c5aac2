"""Ids that were retired or merged: where they lead, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techland.server.publication import Publication


@dataclass(frozen=True)
class Retired:
    """An id that another takes the place of.

    Attributes:
        old: the retired id, or the merged record.
        new: what takes its place.
        reasons: why, in the words of the graph, by language.
        is_merged: the record is one with another thing, which can be undone.
    """

    old: str
    new: str
    reasons: Mapping[str, str]
    is_merged: bool

    def reason(self, language: str) -> str | None:
        """Return the reason in a language, else in English, else in any; None without one."""
        told = [self.reasons.get(language), self.reasons.get("en"), *self.reasons.values()]
        return next((reason for reason in told if reason), None)


def read_retired(publication: Publication, iri: str) -> Retired | None:
    """Return what takes the place of an id, None where nothing does."""
    try:
        rows = list(publication.ask_page("retired", [iri]))
    except ValueError:  # no IRI at all
        return None
    if not rows:
        return None
    told = [row["reason"] for row in rows if row["reason"] is not None]
    reasons: dict[str, list[str]] = {}
    for one in told:
        texts = reasons.setdefault(one.language or "", [])
        texts += [one.value] if one.value not in texts else []
    by_language = {language: " ".join(texts) for language, texts in reasons.items()}
    is_merged = any(row["merged"].value == "true" for row in rows)
    return Retired(iri, rows[0]["new"].value, by_language, is_merged)
