"""Assemble the dataset: named graphs of records and claims, and the accepted view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from techland.graph.claim_triples import claim_triples, dispute_triples
from techland.graph.claims import ACCEPTED, Cell, Claim, ClaimBook
from techland.graph.derived import derived_triples
from techland.graph.disputes import Dispute, settle_disputes
from techland.graph.ingest.activity_records import (
    record_activity,
    record_activity_theme,
    record_approval,
    record_outcome,
    record_participation,
)
from techland.graph.ingest.agreement_records import record_agreement, record_party
from techland.graph.ingest.event_records import record_event, record_event_role
from techland.graph.ingest.fact_tables import FactTables
from techland.graph.ingest.organisation_records import (
    record_organisation,
    record_organisation_theme,
)
from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.source_records import record_source
from techland.graph.ingest.theme_records import record_need, record_theme
from techland.graph.ingest.witnesses import Witnesses
from techland.graph.iris import curated, named_graph, node
from techland.graph.translations import GRAPH as TRANSLATIONS
from techland.graph.translations import translation_triples
from techland.ontology.terms import OWL

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
RECORDS = {
    "organisations": record_organisation,
    "organisation_themes": record_organisation_theme,
    "agreements": record_agreement,
    "agreement_parties": record_party,
    "participations": record_participation,
    "programme_themes": record_activity_theme,
    "outcomes": record_outcome,
    "approvals": record_approval,
    "events": record_event,
    "event_roles": record_event_role,
    "themes": record_theme,
    "needs": record_need,
}


@dataclass(frozen=True)
class Dataset:
    """All triples by named graph, and the default graph with the accepted view."""

    default: frozenset[Triple]
    named: Mapping[str, frozenset[Triple]]
    claims: tuple[Claim, ...]
    disputes: tuple[Dispute, ...]

    def lines(self) -> list[str]:
        """Return the sorted lines of the canonical N-Quads; no line stands twice."""
        lines = {f"{triple} .\n" for triple in self.default}
        for name, triples in self.named.items():
            graph = named_graph(name)
            lines.update(f"{triple} {graph} .\n" for triple in triples)
        return sorted(lines)


def ontology_files() -> list[Path]:
    """Return the Turtle files that every dataset carries: ontology, labels, concept schemes."""
    files = [ONTOLOGY / "techland.ttl", ONTOLOGY / "labels.ttl"]
    return [*files, *sorted((ONTOLOGY / "schemes").glob("*.ttl"))]


def ontology_triples() -> frozenset[Triple]:
    """Return the triples of the ontology and the concept schemes."""
    return frozenset(
        quad.triple
        for path in ontology_files()
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    )


def _recorded(tables: FactTables) -> Recorder:
    pen = Recorder(Witnesses(tables.rows))
    organisations = {row["id"] for row in tables["organisations"]}
    kinds = {row["id"]: row["kind"] for row in tables["programmes"]}
    for row in tables["sources"]:
        record_source(row, pen, organisations)
    for row in tables["programmes"]:
        record_activity(row, pen, kinds)
    for table, record in RECORDS.items():
        for row in tables[table]:
            record(row, pen)
    return pen


def _note_doubts(tables: FactTables, book: ClaimBook) -> None:
    for row in tables["doubtful"]:
        for claim in book.of_cell(Cell(row["table"], tuple(row["key"].split("/")), row["column"])):
            claim.notes.add(row["note_en"])


def _statements(claims: Iterable[Claim]) -> set[Triple]:
    return {Triple(c.statement.subject, c.statement.predicate, c.statement.object) for c in claims}


def make_dataset(tables: FactTables) -> Dataset:
    """Turn checked fact tables into the dataset.

    ``facts`` holds the records as the tables have them, ``claims`` the claims,
    disputes and sources, ``identity`` what is the same elsewhere, ``derived``
    what follows by rule, ``ontology`` the vocabulary. The default graph holds
    the accepted view with all of these, each triple once. ``translations`` holds our
    own translations of the curated texts, and stands beside the default graph.
    """
    pen = _recorded(tables)
    disputes = settle_disputes(tables.rows, pen)
    _note_doubts(tables, pen.book)
    claims = sorted(pen.book, key=lambda claim: claim.iri.value)
    told = _statements(claim for claim in claims if claim.in_tables)
    accepted = _statements(claim for claim in claims if claim.status == ACCEPTED)
    vocabulary = ontology_triples()
    about_claims = set(claim_triples(claims))
    organisations = {row["id"] for row in tables["organisations"]}
    about_claims |= set(dispute_triples(disputes, organisations))
    prefix = f"<{curated('source', '').value}"
    sources = {t for t in pen.plain if str(t.subject).startswith(prefix)}
    view = pen.shown() | accepted | about_claims
    derived = derived_triples(view | vocabulary)
    same = {t for t in accepted if t.predicate == node(OWL.sameAs)}
    named = {
        "facts": (pen.plain | told) - sources,
        "claims": about_claims | sources,
        "identity": same,
        "derived": derived,
        "ontology": vocabulary,
        TRANSLATIONS: frozenset(translation_triples(view)),
    }
    return Dataset(
        default=frozenset(view | derived | vocabulary),
        named={name: frozenset(triples) for name, triples in named.items()},
        claims=tuple(claims),
        disputes=tuple(disputes),
    )
