"""Walks: which triples around a thing are read, step by step, in whatever engine holds them.

A walk is a table of steps, so that a query process can follow it in the indexes of its store
(no query is parsed or planned, which takes longer than the reading) and an engine elsewhere can
be asked the same by one small query a step. A test holds both to the same triples.
"""

from __future__ import annotations

from dataclasses import replace

from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import DCT, PROV, RDF, RDFS, SCHEMA, SKOS, TL
from techland.queries.near.steps import IN, LABELS, NAMED, NAMELESS, OUT, THIS, Join, Step


def _join(name: str, *by: str) -> Join:
    return Join(name, frozenset(by))


CLAIMS, NODES, OTHERS, SIGNINGS, PARTS, SOURCES, CODES = (
    *("claims", "nodes", "others", "signings", "parts", "sources", "codes"),
)
_NODE_CLAIMS, _DISPUTES, _POSITIONS, _APPROVALS = "node-claims", "disputes", "positions", "approved"
_OF_SIGNINGS, _PIECES = "of-signings", "pieces"
MEMBERS, _BELOW, _HIGHER, _TOWNS, _SIGNED_HERE = "members", "below", "higher", "towns", "here"
# Words of the vocabulary that are told by their notation.
_CODED = (TL.status, TL.certainty, TL.rowCertainty, TL.basis)
# What may point to a thing a hundred thousand times, and pages tell in other ways.
HEAVY = frozenset(
    {
        *(RDF.type, RDF.object, TL.country, TL.sideOfBorder, SKOS.hasTopConcept, TL.nuts),
        *(TL.region, PROV.wasDerivedFrom, TL.theme, TL.seat, TL.venue, TL.signedAt, SKOS.broader),
    }
)
# Nodes that tie a thing to others: they are told by the others.
_TIED_BY = (TL.organisation, TL.activity, TL.event, PROV.agent)
_NOT_NAMED = frozenset({*HEAVY, *_TIED_BY, RDF.subject, TL.participatesIn})
_POINTING = Step(
    (THIS,),
    IN,
    but=HEAVY,
    joins=(
        _join(CLAIMS, RDF.subject),
        _join(_DISPUTES, TL.about),
        _join(NODES, *_TIED_BY),
        _join(SIGNINGS, PROV.generated),
        _join(PARTS, TL.fundedUnder, DCT.isPartOf),
        _join(_APPROVALS, TL.approves),
        Join(NAMED, but=_NOT_NAMED),
    ),
    names=Join(NAMED, but=_NOT_NAMED),
)
_SAID = Step(
    (THIS,),
    OUT,
    joins=(_join(CLAIMS, TL.hasClaim), _join(_POSITIONS, TL.position), Join(NAMED)),
    names=Join(NAMED),
)
_EVIDENCE = (
    Step(
        (CLAIMS,),
        OUT,
        (
            *(RDF.type, RDF.predicate, RDF.object, *_CODED, SKOS.editorialNote, TL.inDispute),
            PROV.wasDerivedFrom,
        ),
        joins=(
            _join(CODES, *_CODED),
            _join(_DISPUTES, TL.inDispute),
            _join(SOURCES, PROV.wasDerivedFrom),
            _join(NAMED, RDF.predicate, RDF.object),
        ),
    ),
    Step(
        (THIS, _DISPUTES),
        OUT,
        (
            *(RDF.type, RDFS.label, TL.disputedProperty, TL.disputeKind, TL.decision),
            *(TL.ruleApplied, TL.reason, SKOS.note, TL.position, TL.acceptedPosition),
        ),
        joins=(
            _join(CODES, TL.disputeKind, TL.decision, TL.ruleApplied),
            _join(_POSITIONS, TL.position),
        ),
    ),
    Step(
        (_POSITIONS,),
        OUT,
        (TL.positionSide, TL.positionText, PROV.wasDerivedFrom),
        joins=(_join(SOURCES, PROV.wasDerivedFrom),),
    ),
    Step(
        (SOURCES,),
        OUT,
        (DCT.title, TL.publisherName, SCHEMA.url, DCT.issued, TL.copyOf),
        shared=True,
    ),
)
_DATES = (SCHEMA.startDate, SCHEMA.endDate, TL.signedOn)
_TIES = (
    Step((NODES,), IN, (PROV.qualifiedAssociation,), joins=(Join(SIGNINGS),)),
    Step(
        (SIGNINGS,),
        OUT,
        (PROV.generated, PROV.qualifiedAssociation),
        joins=(
            _join(OTHERS, PROV.generated),
            _join(NODES, PROV.qualifiedAssociation),
            _join(NAMED, PROV.generated),
        ),
    ),
    Step(
        (NODES,),
        OUT,
        (*_TIED_BY, TL.role, PROV.hadRole, TL.hasClaim, PROV.wasDerivedFrom),
        joins=(
            _join(OTHERS, *_TIED_BY),
            _join(_NODE_CLAIMS, TL.hasClaim),
            _join(NAMED, *_TIED_BY, TL.role, PROV.hadRole, PROV.wasDerivedFrom),
        ),
    ),
    Step(
        (_NODE_CLAIMS,),
        OUT,
        (TL.status, TL.certainty, TL.rowCertainty, TL.inDispute, PROV.wasDerivedFrom),
        joins=(
            _join(CODES, TL.status, TL.certainty, TL.rowCertainty),
            _join(NAMED, PROV.wasDerivedFrom),
        ),
    ),
    Step((OTHERS, PARTS), OUT, (RDF.type, *_DATES), shared=True),
    Step((OTHERS, PARTS), IN, (TL.approves,), joins=(Join(_APPROVALS),)),
    Step((_APPROVALS,), OUT, (TL.approvedOn,)),
    Step((PARTS,), OUT, (TL.totalCostPlanned, TL.euContributionPlanned)),
)
# By these a publisher's theme stands below ours, and a narrow one below a wide one.
ABOVE = (SKOS.broader, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
_OF_CONCEPTS, _OF_PLACES = frozenset({SKOS.Concept}), frozenset({TL.Place})
_HERE = (TL.seat, TL.nuts, TL.region, TL.venue)
_MEMBERS = (
    Step(
        (THIS, _BELOW),
        IN,
        ABOVE,
        joins=(Join(_BELOW), Join(NAMED)),
        only=_OF_CONCEPTS,
        repeated=True,
    ),
    Step(
        (THIS, _HIGHER),
        OUT,
        ABOVE,
        joins=(Join(_HIGHER), Join(NAMED)),
        only=_OF_CONCEPTS,
        repeated=True,
    ),
    Step((THIS, _BELOW), IN, (TL.theme,), joins=(Join(MEMBERS),), only=_OF_CONCEPTS),
    Step(
        (THIS,),
        IN,
        _HERE,
        joins=(Join(MEMBERS), _join(_TOWNS, TL.nuts, TL.region)),
        only=_OF_PLACES,
    ),
    Step((_TOWNS,), IN, (TL.seat, TL.venue), joins=(Join(MEMBERS),)),
    Step((THIS, _TOWNS), IN, (TL.signedAt,), joins=(Join(_SIGNED_HERE),), only=_OF_PLACES),
    Step((_SIGNED_HERE,), OUT, (PROV.generated,), joins=(Join(MEMBERS),)),
    Step((MEMBERS,), OUT, (RDF.type,), shared=True),
)
_CODES = Step((CODES,), OUT, (SKOS.notation,), shared=True)
# What a thing without a name is told by, in reading order.
PIECES = (
    (TL.organisation, PROV.agent, PROV.generated, TL.outcomeOf, TL.approves, RDF.subject),
    (TL.role, PROV.hadRole, TL.measure, RDF.predicate, TL.approvedOn),
    (TL.activity, TL.event, TL.value, RDF.object),
    (TL.positionText,),
)
_NAMES = (
    Step((NAMED, MEMBERS), OUT, LABELS, shared=True),
    Step(
        (NAMELESS,),
        OUT,
        (*(one for row in PIECES for one in row), RDF.type, DCT.description),
        joins=(Join(_PIECES, but=frozenset({RDF.type})),),
    ),
    Step((NAMELESS,), IN, (PROV.qualifiedAssociation,), joins=(Join(_OF_SIGNINGS),)),
    Step((_OF_SIGNINGS,), OUT, (PROV.generated,), joins=(Join(_PIECES),)),
    Step((_PIECES,), OUT, LABELS, shared=True),
)
# What named graphs tell of the thing itself: its names there, and what takes its place.
REASONS = (TL.identityReason, TL.reason, f"{PREFIXES['skos']}changeNote")
IN_GRAPHS = (*LABELS, SKOS.altLabel, DCT.title, DCT.isReplacedBy, *REASONS)
# Claims with the thing as their object tell of others.
_CLAIMED = frozenset({RDF.object})
REPLACED, ENTITY, PAGE = "replaced", "entity", "page"
WALKS: dict[str, tuple[Step, ...]] = {
    REPLACED: (Step((THIS,), OUT, (DCT.isReplacedBy, *REASONS)),),
    ENTITY: (_SAID, replace(_POINTING, but=_CLAIMED), *_EVIDENCE, _CODES, *_NAMES),
    PAGE: (_SAID, _POINTING, *_EVIDENCE, *_TIES, *_MEMBERS, _CODES, *_NAMES),
}
