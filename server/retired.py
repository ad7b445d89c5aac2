"""Ids that were retired or merged: where they lead, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techland.graph.export.selection import DEFAULT_GRAPH
from techland.ontology.terms import DCT, TL
from techland.queries.near.near import Near
from techland.queries.near.walks import REASONS, REPLACED
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


def retired_in(near: Near) -> Retired | None:
    """Return what takes the place of a thing, None where nothing does."""
    said = [(DEFAULT_GRAPH, p, v) for p, vs in near.said(near.iri).items() for v in vs]
    quads = [*said, *near.in_graphs]
    new = sorted({v for _, p, v in quads if p == DCT.isReplacedBy and isinstance(v, str)})
    if not new:
        return None
    telling = {graph for graph, p, _ in quads if p == DCT.isReplacedBy}
    told = {
        (text[0], text[1] or "")
        for graph, p, text in quads
        if p in REASONS and graph in telling and not isinstance(text, str)
    }
    reasons: dict[str, list[str]] = {}
    for text, language in sorted(told):
        reasons.setdefault(language, []).append(text)
    by_language = {language: " ".join(texts) for language, texts in reasons.items()}
    is_merged = any(p == TL.identityReason for _, p, _ in quads)
    return Retired(near.iri, new[0], by_language, is_merged)


def read_retired(publication: Publication, iri: str) -> Retired | None:
    """Return what takes the place of an id, None where nothing does."""
    try:
        return retired_in(publication.near(iri, REPLACED))
    except ValueError:  # no IRI at all
        return None
