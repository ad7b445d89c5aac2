"""The dates around a thing, the oldest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from techland.ontology.terms import SCHEMA, TL
from techland.queries.near.near import Near
from techland.server.publication import Publication

_HAPPENINGS = {SCHEMA.startDate: "start", SCHEMA.endDate: "end", TL.signedOn: "signed"}


@dataclass(frozen=True)
class Moment:
    """Something that happened: start, end, signed or approved."""

    date: str
    what: str
    happening: str
    disputed: bool


def read_timeline(publication: Publication, near: Near, others: Collection[str]) -> list[Moment]:
    """Return when a thing and others begin, end, were signed or approved.

    The end of another thing is left out: it is told on its own page.
    """
    told = {near.iri, *others}
    found = {moment for one in told for moment in _moments(publication, near, one)}
    # Of one day, the end comes last.
    return sorted(found, key=lambda m: (m.date, m.happening == "end", m.what, m.happening))


def _moments(publication: Publication, near: Near, thing: str) -> Iterator[Moment]:
    for predicate, happening in _HAPPENINGS.items():
        if happening != "end" or thing == near.iri:
            disputed = (thing, predicate) in publication.disputed_dates
            for day in near.texts(thing, predicate):
                yield Moment(day, thing, happening, disputed)
    for approval in near.pointing(thing, TL.approves):
        for day in near.texts(approval, TL.approvedOn):
            yield Moment(day, thing, "approved", disputed=False)
