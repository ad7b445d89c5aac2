"""Of which properties a thing has one value, and how two values of it are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from techland.graph.identity.records import term_text
from techland.graph.identity.vocabulary import town_key
from techland.ontology.terms import DCT, FOAF, RDFS, SCHEMA, TL


@dataclass(frozen=True)
class Functional:
    """A property of which a thing has one value.

    Attributes:
        name: what a dispute calls it; empty where another value is no disagreement but another
            spelling or wording, which stays in its dataset's graph alone.
        with_it: properties that follow from it and go where it goes.
    """

    name: str
    with_it: tuple[str, ...] = ()


FUNCTIONAL = {
    SCHEMA.startDate: Functional("start", (TL.startEarliest, TL.startLatest)),
    SCHEMA.endDate: Functional("end", (TL.endEarliest, TL.endLatest)),
    TL.totalCostPlanned: Functional("total cost planned"),
    TL.euContributionPlanned: Functional("EU contribution planned"),
    TL.totalCostPaid: Functional("total cost paid"),
    TL.euContributionPaid: Functional("EU contribution paid"),
    TL.partCost: Functional("cost of the part"),
    TL.partEuContribution: Functional("EU contribution to the part"),
    TL.country: Functional("country", (TL.sideOfBorder,)),
    TL.fundedUnder: Functional("programme"),
    TL.legalStatus: Functional("legal status"),
    TL.recordStatus: Functional("status of the record"),
    TL.seat: Functional("seat"),
    FOAF.homepage: Functional("website"),
    RDFS.label: Functional(""),
    DCT.identifier: Functional(""),
    DCT.description: Functional(""),
    TL.region: Functional(""),
    SCHEMA.streetAddress: Functional(""),
    SCHEMA.postalCode: Functional(""),
    SCHEMA.addressLocality: Functional(""),
    TL.strand: Functional(""),
    TL.coverage: Functional(""),
}
FOLLOWING = {iri: main for main, one in FUNCTIONAL.items() for iri in one.with_it}


def say_the_same(predicate: str, one: str, two: str, labels: Mapping[str, str]) -> bool:
    """Tell whether two terms mean one value: a seat by its town's name, a website by its host."""
    if one == two:
        return True
    if predicate == TL.seat:
        return town_key(labels.get(one, one)) == town_key(labels.get(two, two))
    if predicate == FOAF.homepage:
        return _site(one) == _site(two)
    return False


def _site(term: str) -> str:
    return urlsplit(term_text(term)).netloc.lower().removeprefix("www.")
