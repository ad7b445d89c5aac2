"""Disputes between datasets: the first dataset's value stands, the others' are positions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from pyoxigraph import NamedNode

from techland.graph.claims import Statement
from techland.graph.identity.functional import FUNCTIONAL
from techland.graph.identity.records import term_text
from techland.graph.iris import curated, hashed, node
from techland.graph.literals import text
from techland.ontology.terms import BASE, PROV, RDF, RDFS, SKOS, TL

CURATED_FIRST = "curated-first"
REASON = (
    "Curated values come first, then those of registers by identifier; no dataset overwrites "
    "another."
)
NOTE = "The datasets tell different values of one thing; each keeps its own in its graph."


@dataclass(frozen=True)
class Told:
    """A value of a property as a dataset tells it; dataset is None for the curated facts."""

    term: str
    dataset: str | None


def disagreement(
    subject: str, label: str, predicate: str, told: Sequence[Told], known: Collection[str]
) -> Iterator[str]:
    """Yield the lines of a dispute; the first position is the accepted one."""
    name = FUNCTIONAL[predicate].name
    dispute = hashed("dispute", "identity", subject, predicate)
    yield from _lines(
        dispute,
        (RDF.type, node(TL.Dispute)),
        (TL.about, node(subject)),
        (TL.disputedProperty, text(name)),
        (RDFS.label, text(f"{label}: {name}", "en")),
        (TL.disputeKind, curated("dispute-kind", "value")),
        (TL.decision, curated("decision", "open")),
        (TL.reason, text(REASON, "en")),
        (SKOS.note, text(NOTE, "en")),
        (TL.ruleApplied, curated("rule", CURATED_FIRST)),
    )
    for side, one in zip(ascii_lowercase, told, strict=False):
        position = hashed("position", dispute.value, side)
        yield f"{dispute} {node(TL.position)} {position} .\n"
        if one is told[0]:
            yield f"{dispute} {node(TL.acceptedPosition)} {position} .\n"
        yield from _lines(
            position,
            (RDF.type, node(TL.Position)),
            (TL.positionSide, text(side)),
            (TL.positionText, text(_shown(one), "en")),
        )
        if not one.term.startswith("<"):
            yield f"{position} {node(TL.typedValue)} {one.term} .\n"
        claim = claim_iri(subject, predicate, one.term)
        yield f"{position} {node(TL.hasClaim)} {claim} .\n"
        yield f"{dispute} {node(TL.concernsClaim)} {claim} .\n"
        yield f"{claim} {node(TL.inDispute)} {dispute} .\n"
        if one.dataset:
            yield f"{position} {node(PROV.wasDerivedFrom)} {dataset_node(one.dataset)} .\n"
            status = "accepted" if one is told[0] else "superseded"
            yield from claim_lines(subject, predicate, one.term, one.dataset, known, status)


def claim_iri(subject: str, predicate: str, term: str) -> NamedNode:
    """Return the IRI of the claim of a statement, the same as a table's row would give it."""
    return Statement(node(subject), node(predicate), term).iri  # type: ignore[arg-type]  # as written


def claim_lines(
    subject: str,
    predicate: str,
    term: str,
    dataset: str,
    known: Collection[str],
    status: str = "accepted",
) -> Iterator[str]:
    """Yield the lines of a claim that an imported dataset makes about a merged thing.

    Where the curated facts make it too, the dataset is one source more.
    """
    claim = claim_iri(subject, predicate, term)
    yield f"{claim} {node(PROV.wasDerivedFrom)} {dataset_node(dataset)} .\n"
    if claim.value in known:
        return
    yield from _lines(
        claim,
        (RDF.type, node(TL.Claim)),
        (RDF.type, node(RDF.Statement)),
        (RDF.subject, node(subject)),
        (RDF.predicate, node(predicate)),
        (TL.status, curated("status", status)),
    )
    yield f"{claim} {node(RDF.object)} {term} .\n"


def dataset_node(name: str) -> NamedNode:
    """Return the IRI of an imported dataset, which is the source of what it tells."""
    return node(f"{BASE}dataset/{name}")


def _shown(one: Told) -> str:
    value = term_text(one.term)
    said = value.rpartition("/")[2] if one.term.startswith(f"<{BASE}") else value
    return f"{said} ({one.dataset or 'curated facts'})"


def _lines(subject: NamedNode, *pairs: tuple[str, object]) -> Iterator[str]:
    for predicate, value in pairs:
        yield f"{subject} {node(predicate)} {value} .\n"
