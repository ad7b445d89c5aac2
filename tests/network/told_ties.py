"""A tie: what two organisations share, when, and who is witness to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.network.undertakings import (
    INFERRED,
    KINDS,
    STATED,
    Document,
    ToldDate,
    Undertaking,
)


def addresses(sources: Iterable[str], documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return the URLs of sources in order; a source without one stands there by its IRI."""
    found = {(documents[iri].url if iri in documents else None) or iri for iri in sources}
    return tuple(sorted(found))


def _exactness(date: ToldDate) -> tuple[int, str]:
    """Order dates that give the same bound: the one told most exactly comes first."""
    return -len(date.told), date.told


def _span(shared: Sequence[Undertaking]) -> dict[str, Any]:
    """Return between which days all known dates lie; nothing where no date is known."""
    dates = [date for undertaking in shared for date in undertaking.dates]
    dated = sum(bool(undertaking.dates) for undertaking in shared)
    if not dates:
        return dict.fromkeys(("first", "last", "first_told", "last_told")) | {"dated": 0}
    first = min(dates, key=lambda date: (date.earliest, _exactness(date)))
    latest = max(date.latest for date in dates)
    last = min((date for date in dates if date.latest == latest), key=_exactness)
    return {
        "first": first.earliest,
        "last": latest,
        "first_told": first.told,
        "last_told": last.told,
        "dated": dated,
    }


def _certainty(certainties: Iterable[str | None]) -> str | None:
    """Return inferred if anything is inferred, stated if everything is stated, else None."""
    found = set(certainties)
    if INFERRED in found:
        return INFERRED
    return STATED if found == {STATED} else None


def tie_between(
    one: str, other: str, shared: Sequence[Undertaking], documents: Mapping[str, Document]
) -> dict[str, Any]:
    """Return what a tie says of itself: docs/networks.md tells what each attribute means.

    Args:
        one: IRI of an organisation.
        other: IRI of another one.
        shared: undertakings with an affiliation of both, at least one.
        documents: the sources by IRI.
    """
    parts = [undertaking.affiliations[end] for undertaking in shared for end in (one, other)]
    sources = addresses((iri for part in parts for iri in part.sources), documents)
    counts = {f"{kind}s": sum(item.kind == kind for item in shared) for kind in KINDS}
    return {
        "weight": len(shared),
        **counts,
        "activities": tuple(undertaking.iri for undertaking in shared),
        **_span(shared),
        "certainty": _certainty(part.certainty for part in parts),
        "disputed": any(part.disputed for part in parts),
        "dates_disputed": any(undertaking.dates_disputed for undertaking in shared),
        "source_count": len(sources),
        "sources": sources,
    }
