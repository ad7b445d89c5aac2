"""Places as they are compared: one town under several spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians

from techland.graph.identity.decisions import is_curated
from techland.graph.identity.links import Link, link
from techland.graph.identity.records import Records, term_text
from techland.graph.identity.verdicts import CERTAIN, Reason, verdict
from techland.graph.identity.vocabulary import town_key
from techland.ontology.terms import BASE, SKOS, TL, WGS

PLACE = "place"
# Two centres of one town, as two gazetteers put them, lie this near; two towns of a name do not.
_NEAR_KM = 8.0
_KM_A_DEGREE = 111.2
# A publisher's own coordinates are an address; a town is one only where they are its centre.
_CENTRE = f"<{BASE}basis/town-centre>"


@dataclass(frozen=True)
class Place:
    """A town: its name in one spelling, and its coordinates."""

    iri: str
    key: str
    latitude: float
    longitude: float


def read_places(records: Records) -> Iterator[Place]:
    """Yield the towns of a dataset whose centre is known."""
    for iri, values in records.of_class(TL.Place):
        told = [values.get(p) for p in (SKOS.prefLabel, WGS.lat, WGS.long)]
        if _CENTRE in values.get(TL.placePrecision, ()) and all(told):
            name, latitude, longitude = (term_text(terms[0]) for terms in told if terms)
            yield Place(iri, town_key(name), float(latitude), float(longitude))


def match_places(places: Iterable[Place]) -> list[Link]:
    """Return the links of towns to the first of their name that lies near, curated ones first."""
    named: dict[str, list[Place]] = defaultdict(list)
    for one in sorted({p.iri: p for p in places}.values(), key=lambda p: place_rank(p.iri)):
        named[one.key].append(one)
    found = []
    for key, same in named.items():
        heads: list[Place] = []
        for one in same:
            head = next((two for two in heads if _km(one, two) <= _NEAR_KM), None)
            if head is None:
                heads.append(one)
            else:
                told = verdict(CERTAIN, 0.8, Reason("same-town", key))
                found.append(link(head.iri, one.iri, PLACE, told))
    return sorted(found, key=lambda one: one.pair)


def place_rank(iri: str) -> tuple[int, str]:
    """Return what sorts places: curated, GeoNames, others."""
    if is_curated(iri):
        return 0, iri
    return (1 if "/place/geonames/" in iri else 2), iri


def _km(one: Place, two: Place) -> float:
    """Return a short distance; the Earth is flat over some kilometres."""
    east = (one.longitude - two.longitude) * cos(radians(one.latitude))
    return hypot(one.latitude - two.latitude, east) * _KM_A_DEGREE
