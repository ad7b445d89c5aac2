"""Write claims and disputes as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from techland.graph.claims import Claim, Term
from techland.graph.disputes import Dispute, Position
from techland.graph.ingest.row_checks import NUMBER, is_date
from techland.graph.iris import curated, node, source
from techland.graph.literals import date, decimal, text
from techland.ontology.terms import PROV, RDF, RDFS, SKOS, TL

Pairs = Iterator[tuple[str, Term]]


def _claim_pairs(claim: Claim) -> Pairs:
    yield RDF.type, node(TL.Claim)
    yield RDF.type, node(RDF.Statement)
    yield RDF.subject, claim.statement.subject
    yield RDF.predicate, claim.statement.predicate
    yield RDF.object, claim.statement.object
    yield TL.status, curated("status", claim.status)
    for url in claim.sources:
        yield PROV.wasDerivedFrom, source(url)
    if claim.certainty:
        yield TL.certainty, curated("certainty", claim.certainty)
    if claim.row_certainty:
        yield TL.rowCertainty, curated("certainty", claim.row_certainty)
    if claim.basis and not claim.sources:
        yield TL.basis, curated("basis", claim.basis)
    for dispute in claim.disputes:
        yield TL.inDispute, dispute
    for cell in claim.cells:
        yield TL.fromTable, text(cell.table)
        yield TL.fromRow, text("/".join(cell.key))
    for note in claim.notes:
        yield SKOS.editorialNote, text(note, "en")


def _dispute_pairs(dispute: Dispute) -> Pairs:
    row = dispute.row
    yield RDF.type, node(TL.Dispute)
    yield TL.about, dispute.about
    yield TL.disputedProperty, text(row["property"])
    yield RDFS.label, text(f"{row['subject']}: {row['property']}", "en")
    if row["path"]:
        yield TL.path, text(row["path"])
    yield TL.disputeKind, curated("dispute-kind", row["kind"])
    yield TL.decision, curated("decision", row["decision"])
    yield TL.reason, text(row["reason"], "en")
    yield SKOS.note, text(row["note"], "en")
    yield TL.ruleApplied, curated("rule", dispute.verdict.rule)
    for position in dispute.positions:
        yield TL.position, position.iri
        if position.side in dispute.verdict.sides:
            yield TL.acceptedPosition, position.iri
    for claim in dispute.concerned:
        yield TL.concernsClaim, claim.iri


def _position_pairs(position: Position, organisations: set[str], dates: bool) -> Pairs:
    yield RDF.type, node(TL.Position)
    yield TL.positionSide, text(position.side)
    yield TL.positionText, text(position.text, "en")
    for value in position.typed:
        if value in organisations:
            yield TL.listedMember, curated("organisation", value)
        elif NUMBER.fullmatch(value) and not (dates and is_date(value)):
            yield TL.typedValue, decimal(value)
        else:
            yield TL.typedValue, date(value) if is_date(value) else text(value)
    for url in position.sources:
        yield PROV.wasDerivedFrom, source(url)
    for claim in position.claims:
        yield TL.hasClaim, claim.iri


def _triples(subject: NamedNode, pairs: Iterable[tuple[str, Term]]) -> Iterator[Triple]:
    for predicate, value in pairs:
        yield Triple(subject, node(predicate), value)


def claim_triples(claims: Iterable[Claim]) -> Iterator[Triple]:
    """Yield the triples that describe claims."""
    for claim in claims:
        yield from _triples(claim.iri, _claim_pairs(claim))


def dispute_triples(disputes: Iterable[Dispute], organisations: set[str]) -> Iterator[Triple]:
    """Yield the triples that describe disputes and their positions.

    A typed value of four digits is a year where the other side's is a date
    or the disputed column holds dates, else a number.
    """
    for dispute in disputes:
        yield from _triples(dispute.iri, _dispute_pairs(dispute))
        dates = dispute.holds_dates
        for position in dispute.positions:
            yield from _triples(position.iri, _position_pairs(position, organisations, dates))
