"""The kinds of things in programme data: each field's property, for every importer the same."""

from __future__ import annotations

import polars as pl

from techland.graph.ingest.frames import terms
from techland.graph.ingest.frames.pen import Kind, Property, Term
from techland.graph.iris import node
from techland.ontology.terms import (
    ADMS,
    BASE,
    DCT,
    FOAF,
    ORG,
    RDFS,
    SCHEMA,
    SKOS,
    TL,
    WGS,
)

OFFICIAL = ("en", "de", "nl")


def one(iri: str, term: Term = terms.text) -> tuple[Property, ...]:
    """Return the property that a field becomes."""
    return (Property(iri, term),)


def tagged(iri: str, language: str) -> tuple[Property, ...]:
    """Return the property that a text of a language becomes."""
    return (Property(iri, lambda column: terms.text(column, language)),)


def concept(kind: str) -> Term:
    """Return how words become concepts of a kind, such as role/partner."""
    return lambda column: terms.iri(f"{kind}/", column)


def _day(exact: str, earliest: str, latest: str) -> tuple[Property, ...]:
    return tuple(Property(iri, terms.date) for iri in (exact, earliest, latest))


def _label(column: pl.Series) -> pl.Series:
    """Return display labels; the language stands behind a mark that no text can hold."""
    language = column.str.extract("\x02(.*)$")
    plain = terms.text(column.str.replace("\x02.*$", ""))
    return plain + ("@" + language).fill_null("")


LABEL = (Property(RDFS.label, _label),)
_NAMES = {
    "label": LABEL,
    "name": one(SKOS.prefLabel),
    "alternative": one(SKOS.altLabel),
    **{f"name_{code}": tagged(SKOS.prefLabel, code) for code in OFFICIAL},
}

ORGANISATION = Kind(
    "organisation",
    (ORG.FormalOrganization,),
    {
        **_NAMES,
        "short_name": one(SKOS.altLabel),
        "other_name": one(SKOS.altLabel),
        "legal_status": one(TL.legalStatus, concept("legal-status")),
        "country": (
            Property(TL.country, terms.countries),
            Property(TL.sideOfBorder, terms.countries),
        ),
        "region": one(TL.region, concept("region")),
        "seat": one(TL.seat, concept("place")),
        "street": one(SCHEMA.streetAddress),
        "postcode": one(SCHEMA.postalCode),
        "town": one(SCHEMA.addressLocality),
        "website": one(FOAF.homepage, terms.iris),
        "identifier": one(DCT.identifier),
        "record_status": one(TL.recordStatus),
    },
    several=frozenset({"other_name", "short_name"}),
)
ACTIVITY = {
    **_NAMES,
    "acronym": one(SKOS.altLabel),
    "identifier": one(DCT.identifier),
    "programme": one(TL.fundedUnder, concept("activity")),
    "start": _day(SCHEMA.startDate, TL.startEarliest, TL.startLatest),
    "end": _day(SCHEMA.endDate, TL.endEarliest, TL.endLatest),
    "total_cost": one(TL.totalCostPlanned, terms.decimal),
    "eu_contribution": one(TL.euContributionPlanned, terms.decimal),
    "total_cost_paid": one(TL.totalCostPaid, terms.decimal),
    "eu_contribution_paid": one(TL.euContributionPaid, terms.decimal),
    "website": one(FOAF.homepage, terms.iris),
    "description": one(DCT.description),
    **{f"description_{code}": tagged(DCT.description, code) for code in OFFICIAL},
    "theme_1": one(TL.theme, concept("theme")),
    "theme_2": one(TL.theme, concept("theme")),
    "theme_3": one(TL.theme, concept("theme")),
    "region": one(TL.region, concept("region")),
    "record_status": one(TL.recordStatus),
}
PROJECT = Kind("activity", (TL.Activity, TL.Project), ACTIVITY)
PROGRAMME = Kind(
    "activity",
    (TL.Activity, TL.FundingProgramme),
    {
        "label": LABEL,
        "name": one(SKOS.prefLabel),
        "identifier": one(DCT.identifier),
        "strand": one(TL.strand, concept("strand")),
        "coverage": one(TL.coverage, terms.decimal),
    },
    shared=True,
)
PLACE = Kind(
    "place",
    (TL.Place,),
    {
        "name": (*one(SKOS.prefLabel), *one(RDFS.label)),
        "latitude": one(WGS.lat, terms.decimal),
        "longitude": one(WGS.long, terms.decimal),
        "precision": one(TL.placePrecision, concept("basis")),
        "km": one(TL.kmToBorder, terms.decimal),
        "km_error": one(TL.kmToBorderError, terms.decimal),
        "source": one(DCT.source, terms.iris),
    },
    shared=True,
)
THEME = Kind(
    "theme",
    (SKOS.Concept,),
    {
        "name_en": (*tagged(SKOS.prefLabel, "en"), *tagged(RDFS.label, "en")),
        "notation": one(SKOS.notation),
        "broader": one(SKOS.broader, concept("theme")),
        "scheme": one(SKOS.inScheme, concept("scheme")),
    },
    shared=True,
)
ORGANISATION_TYPE = Kind(
    "organisation-type",
    (SKOS.Concept,),
    {
        "name_en": (*tagged(SKOS.prefLabel, "en"), *tagged(RDFS.label, "en")),
        "notation": one(SKOS.notation),
    },
    shared=True,
)
REGION = Kind(
    "region",
    (TL.Region, SKOS.Concept),
    {
        "notation": (*one(SKOS.notation), *one(RDFS.label)),
        "edition": one(TL.nutsEdition),
        "broader": one(SKOS.broader, concept("region")),
        "code": (
            Property(
                RDFS.seeAlso, lambda column: terms.iris("http://data.europa.eu/nuts/code/" + column)
            ),
        ),
    },
    shared=True,
)
IDENTIFIER = Kind(
    "identifier",
    (ADMS.Identifier,),
    {"notation": one(SKOS.notation), "scheme_name": one(ADMS.schemaAgency)},
    shared=True,
)
CALL = Kind(
    "call",
    (TL.Call,),
    {
        "label": LABEL,
        "identifier": one(DCT.identifier),
        "programme": one(TL.callOf, concept("activity")),
        "start": one(SCHEMA.startDate, terms.date),
        "end": one(SCHEMA.endDate, terms.date),
        "budget": one(TL.callBudget, terms.decimal),
    },
)
PARTICIPATION_CLASS = str(node(TL.Participation))
ROLE = f"<{BASE}role/"
