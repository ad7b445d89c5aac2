"""IRIs of the vocabulary as constants; a test holds them equal to the Turtle files.

Each class stands for a namespace; its attributes are its terms.
"""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/techland/"


class TL:
    """The ontology of techland."""

    Activity: Final = "https://w3id.org/techland/ontology#Activity"
    Agreement: Final = "https://w3id.org/techland/ontology#Agreement"
    Approval: Final = "https://w3id.org/techland/ontology#Approval"
    Call: Final = "https://w3id.org/techland/ontology#Call"
    Change: Final = "https://w3id.org/techland/ontology#Change"
    Claim: Final = "https://w3id.org/techland/ontology#Claim"
    Cluster: Final = "https://w3id.org/techland/ontology#Cluster"
    Dispute: Final = "https://w3id.org/techland/ontology#Dispute"
    EventSeries: Final = "https://w3id.org/techland/ontology#EventSeries"
    FundingProgramme: Final = "https://w3id.org/techland/ontology#FundingProgramme"
    IdentityLink: Final = "https://w3id.org/techland/ontology#IdentityLink"
    ImportedDataset: Final = "https://w3id.org/techland/ontology#ImportedDataset"
    Initiative: Final = "https://w3id.org/techland/ontology#Initiative"
    Need: Final = "https://w3id.org/techland/ontology#Need"
    Outcome: Final = "https://w3id.org/techland/ontology#Outcome"
    Participation: Final = "https://w3id.org/techland/ontology#Participation"
    Party: Final = "https://w3id.org/techland/ontology#Party"
    Place: Final = "https://w3id.org/techland/ontology#Place"
    Platform: Final = "https://w3id.org/techland/ontology#Platform"
    Position: Final = "https://w3id.org/techland/ontology#Position"
    Project: Final = "https://w3id.org/techland/ontology#Project"
    Region: Final = "https://w3id.org/techland/ontology#Region"
    Signing: Final = "https://w3id.org/techland/ontology#Signing"
    SmallProjectFund: Final = "https://w3id.org/techland/ontology#SmallProjectFund"
    Source: Final = "https://w3id.org/techland/ontology#Source"
    about: Final = "https://w3id.org/techland/ontology#about"
    acceptedPosition: Final = "https://w3id.org/techland/ontology#acceptedPosition"
    activity: Final = "https://w3id.org/techland/ontology#activity"
    agreementKind: Final = "https://w3id.org/techland/ontology#agreementKind"
    approvedEarliest: Final = "https://w3id.org/techland/ontology#approvedEarliest"
    approvedLatest: Final = "https://w3id.org/techland/ontology#approvedLatest"
    approvedOn: Final = "https://w3id.org/techland/ontology#approvedOn"
    approves: Final = "https://w3id.org/techland/ontology#approves"
    attendance: Final = "https://w3id.org/techland/ontology#attendance"
    attendanceQualifier: Final = "https://w3id.org/techland/ontology#attendanceQualifier"
    basis: Final = "https://w3id.org/techland/ontology#basis"
    becauseOf: Final = "https://w3id.org/techland/ontology#becauseOf"
    callBudget: Final = "https://w3id.org/techland/ontology#callBudget"
    callOf: Final = "https://w3id.org/techland/ontology#callOf"
    certainty: Final = "https://w3id.org/techland/ontology#certainty"
    changeOf: Final = "https://w3id.org/techland/ontology#changeOf"
    changeReason: Final = "https://w3id.org/techland/ontology#changeReason"
    columnMapping: Final = "https://w3id.org/techland/ontology#columnMapping"
    concernsClaim: Final = "https://w3id.org/techland/ontology#concernsClaim"
    copyOf: Final = "https://w3id.org/techland/ontology#copyOf"
    country: Final = "https://w3id.org/techland/ontology#country"
    coverage: Final = "https://w3id.org/techland/ontology#coverage"
    decidedBy: Final = "https://w3id.org/techland/ontology#decidedBy"
    decision: Final = "https://w3id.org/techland/ontology#decision"
    disputeKind: Final = "https://w3id.org/techland/ontology#disputeKind"
    disputedProperty: Final = "https://w3id.org/techland/ontology#disputedProperty"
    endEarliest: Final = "https://w3id.org/techland/ontology#endEarliest"
    endLatest: Final = "https://w3id.org/techland/ontology#endLatest"
    euContributionPaid: Final = "https://w3id.org/techland/ontology#euContributionPaid"
    euContributionPlanned: Final = "https://w3id.org/techland/ontology#euContributionPlanned"
    event: Final = "https://w3id.org/techland/ontology#event"
    fileHash: Final = "https://w3id.org/techland/ontology#fileHash"
    fileName: Final = "https://w3id.org/techland/ontology#fileName"
    fromRow: Final = "https://w3id.org/techland/ontology#fromRow"
    fromTable: Final = "https://w3id.org/techland/ontology#fromTable"
    fundedUnder: Final = "https://w3id.org/techland/ontology#fundedUnder"
    funds: Final = "https://w3id.org/techland/ontology#funds"
    hasClaim: Final = "https://w3id.org/techland/ontology#hasClaim"
    hasParticipation: Final = "https://w3id.org/techland/ontology#hasParticipation"
    holder: Final = "https://w3id.org/techland/ontology#holder"
    identityReason: Final = "https://w3id.org/techland/ontology#identityReason"
    importerVersion: Final = "https://w3id.org/techland/ontology#importerVersion"
    inDispute: Final = "https://w3id.org/techland/ontology#inDispute"
    kmToBorder: Final = "https://w3id.org/techland/ontology#kmToBorder"
    kmToBorderError: Final = "https://w3id.org/techland/ontology#kmToBorderError"
    legalStatus: Final = "https://w3id.org/techland/ontology#legalStatus"
    linkOutcome: Final = "https://w3id.org/techland/ontology#linkOutcome"
    linkScore: Final = "https://w3id.org/techland/ontology#linkScore"
    linkedThing: Final = "https://w3id.org/techland/ontology#linkedThing"
    listedMember: Final = "https://w3id.org/techland/ontology#listedMember"
    manages: Final = "https://w3id.org/techland/ontology#manages"
    measure: Final = "https://w3id.org/techland/ontology#measure"
    needKind: Final = "https://w3id.org/techland/ontology#needKind"
    nuts: Final = "https://w3id.org/techland/ontology#nuts"
    nutsEdition: Final = "https://w3id.org/techland/ontology#nutsEdition"
    organisation: Final = "https://w3id.org/techland/ontology#organisation"
    outcomeOf: Final = "https://w3id.org/techland/ontology#outcomeOf"
    partCost: Final = "https://w3id.org/techland/ontology#partCost"
    partEuContribution: Final = "https://w3id.org/techland/ontology#partEuContribution"
    participatesIn: Final = "https://w3id.org/techland/ontology#participatesIn"
    path: Final = "https://w3id.org/techland/ontology#path"
    placeBasis: Final = "https://w3id.org/techland/ontology#placeBasis"
    placePrecision: Final = "https://w3id.org/techland/ontology#placePrecision"
    position: Final = "https://w3id.org/techland/ontology#position"
    positionSide: Final = "https://w3id.org/techland/ontology#positionSide"
    positionText: Final = "https://w3id.org/techland/ontology#positionText"
    possiblySame: Final = "https://w3id.org/techland/ontology#possiblySame"
    publisherName: Final = "https://w3id.org/techland/ontology#publisherName"
    qualifier: Final = "https://w3id.org/techland/ontology#qualifier"
    readOn: Final = "https://w3id.org/techland/ontology#readOn"
    reason: Final = "https://w3id.org/techland/ontology#reason"
    recordStatus: Final = "https://w3id.org/techland/ontology#recordStatus"
    region: Final = "https://w3id.org/techland/ontology#region"
    role: Final = "https://w3id.org/techland/ontology#role"
    rowCertainty: Final = "https://w3id.org/techland/ontology#rowCertainty"
    rowsRead: Final = "https://w3id.org/techland/ontology#rowsRead"
    rowsUsed: Final = "https://w3id.org/techland/ontology#rowsUsed"
    ruleApplied: Final = "https://w3id.org/techland/ontology#ruleApplied"
    seat: Final = "https://w3id.org/techland/ontology#seat"
    side: Final = "https://w3id.org/techland/ontology#side"
    sideOfBorder: Final = "https://w3id.org/techland/ontology#sideOfBorder"
    signatory: Final = "https://w3id.org/techland/ontology#signatory"
    signedAt: Final = "https://w3id.org/techland/ontology#signedAt"
    signedEarliest: Final = "https://w3id.org/techland/ontology#signedEarliest"
    signedLatest: Final = "https://w3id.org/techland/ontology#signedLatest"
    signedOn: Final = "https://w3id.org/techland/ontology#signedOn"
    sourceKind: Final = "https://w3id.org/techland/ontology#sourceKind"
    startEarliest: Final = "https://w3id.org/techland/ontology#startEarliest"
    startLatest: Final = "https://w3id.org/techland/ontology#startLatest"
    status: Final = "https://w3id.org/techland/ontology#status"
    statusAfter: Final = "https://w3id.org/techland/ontology#statusAfter"
    statusBefore: Final = "https://w3id.org/techland/ontology#statusBefore"
    strand: Final = "https://w3id.org/techland/ontology#strand"
    supporter: Final = "https://w3id.org/techland/ontology#supporter"
    theme: Final = "https://w3id.org/techland/ontology#theme"
    totalCostPaid: Final = "https://w3id.org/techland/ontology#totalCostPaid"
    totalCostPlanned: Final = "https://w3id.org/techland/ontology#totalCostPlanned"
    typedValue: Final = "https://w3id.org/techland/ontology#typedValue"
    value: Final = "https://w3id.org/techland/ontology#value"
    venue: Final = "https://w3id.org/techland/ontology#venue"


class ADMS:
    """Asset Description Metadata Schema."""

    Identifier: Final = "http://www.w3.org/ns/adms#Identifier"
    identifier: Final = "http://www.w3.org/ns/adms#identifier"
    schemaAgency: Final = "http://www.w3.org/ns/adms#schemaAgency"


class CS:
    """Changeset."""

    ChangeSet: Final = "http://purl.org/vocab/changeset/schema#ChangeSet"
    addition: Final = "http://purl.org/vocab/changeset/schema#addition"
    removal: Final = "http://purl.org/vocab/changeset/schema#removal"


class DCT:
    """DCMI Metadata Terms."""

    date: Final = "http://purl.org/dc/terms/date"
    description: Final = "http://purl.org/dc/terms/description"
    hasPart: Final = "http://purl.org/dc/terms/hasPart"
    identifier: Final = "http://purl.org/dc/terms/identifier"
    isPartOf: Final = "http://purl.org/dc/terms/isPartOf"
    isReplacedBy: Final = "http://purl.org/dc/terms/isReplacedBy"
    issued: Final = "http://purl.org/dc/terms/issued"
    language: Final = "http://purl.org/dc/terms/language"
    license: Final = "http://purl.org/dc/terms/license"
    publisher: Final = "http://purl.org/dc/terms/publisher"
    rights: Final = "http://purl.org/dc/terms/rights"
    source: Final = "http://purl.org/dc/terms/source"
    title: Final = "http://purl.org/dc/terms/title"


class FOAF:
    """Friend of a Friend."""

    Agent: Final = "http://xmlns.com/foaf/0.1/Agent"
    Document: Final = "http://xmlns.com/foaf/0.1/Document"
    homepage: Final = "http://xmlns.com/foaf/0.1/homepage"
    name: Final = "http://xmlns.com/foaf/0.1/name"


class GEO:
    """GeoSPARQL."""

    Geometry: Final = "http://www.opengis.net/ont/geosparql#Geometry"
    asWKT: Final = "http://www.opengis.net/ont/geosparql#asWKT"
    hasGeometry: Final = "http://www.opengis.net/ont/geosparql#hasGeometry"
    wktLiteral: Final = "http://www.opengis.net/ont/geosparql#wktLiteral"


class M8G:
    """The EU's core vocabularies."""

    PublicOrganisation: Final = "http://data.europa.eu/m8g/PublicOrganisation"


class ORG:
    """The Organization Ontology."""

    FormalOrganization: Final = "http://www.w3.org/ns/org#FormalOrganization"
    classification: Final = "http://www.w3.org/ns/org#classification"
    unitOf: Final = "http://www.w3.org/ns/org#unitOf"


class OWL:
    """OWL."""

    FunctionalProperty: Final = "http://www.w3.org/2002/07/owl#FunctionalProperty"
    sameAs: Final = "http://www.w3.org/2002/07/owl#sameAs"


class PROV:
    """PROV-O."""

    agent: Final = "http://www.w3.org/ns/prov#agent"
    generated: Final = "http://www.w3.org/ns/prov#generated"
    hadRole: Final = "http://www.w3.org/ns/prov#hadRole"
    invalidated: Final = "http://www.w3.org/ns/prov#invalidated"
    qualifiedAssociation: Final = "http://www.w3.org/ns/prov#qualifiedAssociation"
    used: Final = "http://www.w3.org/ns/prov#used"
    wasDerivedFrom: Final = "http://www.w3.org/ns/prov#wasDerivedFrom"
    wasRevisionOf: Final = "http://www.w3.org/ns/prov#wasRevisionOf"


class RDF:
    """RDF."""

    Statement: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"
    object: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object"
    predicate: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
    subject: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"
    type: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class RDFS:
    """RDF Schema."""

    label: Final = "http://www.w3.org/2000/01/rdf-schema#label"
    seeAlso: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"


class SCHEMA:
    """schema.org."""

    Event: Final = "https://schema.org/Event"
    addressLocality: Final = "https://schema.org/addressLocality"
    attendee: Final = "https://schema.org/attendee"
    endDate: Final = "https://schema.org/endDate"
    organizer: Final = "https://schema.org/organizer"
    performer: Final = "https://schema.org/performer"
    postalCode: Final = "https://schema.org/postalCode"
    sponsor: Final = "https://schema.org/sponsor"
    startDate: Final = "https://schema.org/startDate"
    streetAddress: Final = "https://schema.org/streetAddress"
    url: Final = "https://schema.org/url"


class SKOS:
    """SKOS."""

    Concept: Final = "http://www.w3.org/2004/02/skos/core#Concept"
    altLabel: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
    broadMatch: Final = "http://www.w3.org/2004/02/skos/core#broadMatch"
    broader: Final = "http://www.w3.org/2004/02/skos/core#broader"
    closeMatch: Final = "http://www.w3.org/2004/02/skos/core#closeMatch"
    definition: Final = "http://www.w3.org/2004/02/skos/core#definition"
    editorialNote: Final = "http://www.w3.org/2004/02/skos/core#editorialNote"
    exactMatch: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"
    hasTopConcept: Final = "http://www.w3.org/2004/02/skos/core#hasTopConcept"
    inScheme: Final = "http://www.w3.org/2004/02/skos/core#inScheme"
    notation: Final = "http://www.w3.org/2004/02/skos/core#notation"
    note: Final = "http://www.w3.org/2004/02/skos/core#note"
    prefLabel: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
    topConceptOf: Final = "http://www.w3.org/2004/02/skos/core#topConceptOf"


class WGS:
    """W3C Basic Geo."""

    lat: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#lat"
    long: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#long"


class XSD:
    """XML Schema datatypes."""

    date: Final = "http://www.w3.org/2001/XMLSchema#date"
    decimal: Final = "http://www.w3.org/2001/XMLSchema#decimal"
    double: Final = "http://www.w3.org/2001/XMLSchema#double"
    gYear: Final = "http://www.w3.org/2001/XMLSchema#gYear"
    gYearMonth: Final = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    integer: Final = "http://www.w3.org/2001/XMLSchema#integer"
    string: Final = "http://www.w3.org/2001/XMLSchema#string"
