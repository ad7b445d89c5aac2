"""Under which heading a page tells a property, and which amounts are money."""

from __future__ import annotations

from techland.ontology.terms import (
    ADMS,
    DCT,
    FOAF,
    GEO,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    TL,
    WGS,
)

# Heading to its properties, in the order in which both are shown; the rest stands under OTHER.
GROUPS: dict[str, tuple[str, ...]] = {
    "text": (DCT.description, SKOS.definition, TL.reason, SKOS.note),
    "names": (SKOS.prefLabel, SKOS.altLabel, DCT.title),
    "what": (
        *(ORG.classification, TL.agreementKind, TL.sourceKind, TL.legalStatus, TL.needKind),
        *(TL.holder, FOAF.homepage, SCHEMA.url, DCT.publisher, TL.publisherName, DCT.language),
        *(ADMS.identifier, OWL.sameAs, TL.possiblySame, TL.copyOf, TL.strand, TL.recordStatus),
        *(TL.attendance, TL.attendanceQualifier, TL.measure, TL.value, TL.qualifier),
    ),
    "place": (
        *(TL.country, TL.sideOfBorder, TL.seat, TL.venue, SCHEMA.addressLocality, TL.nuts),
        *(TL.region, TL.signedAt, TL.kmToBorder, TL.kmToBorderError),
    ),
    "dates": (TL.signedOn, SCHEMA.startDate, SCHEMA.endDate, TL.approvedOn, DCT.issued, TL.readOn),
    "money": (
        *(TL.totalCostPlanned, TL.totalCostPaid, TL.euContributionPlanned),
        *(TL.euContributionPaid, TL.partCost, TL.partEuContribution, TL.callBudget),
    ),
    "parties": (
        *(TL.signatory, TL.supporter, TL.organisation, TL.role, PROV.agent, PROV.hadRole),
        *(TL.activity, TL.event, TL.funds, TL.manages),
    ),
    "belongs": (TL.fundedUnder, DCT.isPartOf, DCT.hasPart, TL.theme, SKOS.broader),
}
OTHER, RECORD = "other", "record"
# What only programs and stewards want: bounds of dates, notations, how it was read.
RECORDED = frozenset(
    {
        *(DCT.identifier, SKOS.notation, SKOS.inScheme, SKOS.topConceptOf, TL.placeBasis, TL.side),
        *(TL.startEarliest, TL.startLatest, TL.endEarliest, TL.endLatest, TL.placePrecision),
        *(TL.signedEarliest, TL.signedLatest, TL.approvedEarliest, TL.approvedLatest),
        *(GEO.hasGeometry, WGS.lat, WGS.long, TL.fromRow, TL.fromTable, TL.fileHash),
        *(TL.fileName, TL.importerVersion, TL.rowsRead, TL.rowsUsed, TL.nutsEdition),
        *(TL.path, TL.disputedProperty, TL.concernsClaim, TL.position, TL.acceptedPosition),
        *(TL.positionText, TL.typedValue, TL.positionSide),
        *(TL.columnMapping, TL.coverage, PROV.wasDerivedFrom, RDFS.seeAlso, RDF.object),
    }
)
MONEY = frozenset(GROUPS["money"])
# Short-cuts of participations, which stand in a section of their own.
SHORT_CUTS = frozenset(
    {
        *(TL.participatesIn, TL.hasParticipation, SCHEMA.organizer, SCHEMA.attendee),
        *(SCHEMA.performer, SCHEMA.sponsor),
    }
)
# The other ends of what has a section of its own.
TOLD_BACKWARDS = frozenset(
    {
        *(TL.participatesIn, TL.organisation, TL.activity, TL.event, PROV.agent, TL.theme),
        *(SCHEMA.organizer, SCHEMA.attendee, SCHEMA.performer, SCHEMA.sponsor, TL.seat),
        *(TL.about, TL.fundedUnder, PROV.wasDerivedFrom, SKOS.broader, TL.signedAt),
        *(TL.signatory, TL.supporter, TL.nuts, TL.region, TL.venue, TL.country),
        *(TL.sideOfBorder, SKOS.hasTopConcept),
    }
)
_PLACE = {
    predicate: (heading, place)
    for heading, predicates in GROUPS.items()
    for place, predicate in enumerate(predicates)
}
HEADINGS = (*GROUPS, OTHER, RECORD)


def place_of(predicate: str) -> tuple[str, int]:
    """Return the heading of a property and its place below it."""
    if predicate in RECORDED:
        return RECORD, 0
    return _PLACE.get(predicate, (OTHER, 0))
