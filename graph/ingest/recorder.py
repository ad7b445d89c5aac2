"""Turn rows into triples and claims: the pen that every record module writes with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from techland.graph.claims import ACCEPTED, Cell, Claim, ClaimBook, Statement, Term
from techland.graph.ingest.table_reader import INFERRED_CELLS, Row
from techland.graph.ingest.witnesses import Witnesses
from techland.graph.iris import curated, node
from techland.graph.literals import text
from techland.ontology.terms import DCT, RDF, TL


@dataclass(frozen=True)
class Basis:
    """What a value without a document rests on, such as general knowledge."""

    name: str


class Recorder:
    """Collects triples that need no witness, and claims with theirs."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.plain: set[Triple] = set()
        self.book = ClaimBook()
        self._standing: dict[NamedNode, Claim] = {}
        self._witnesses = witnesses

    def note(self, subject: NamedNode, predicate: str, value: Term) -> None:
        """Write a triple that follows from a row's being there and makes no claim."""
        self.plain.add(Triple(subject, node(predicate), value))

    def kind(self, subject: NamedNode, *classes: str) -> None:
        """Write the classes of a thing."""
        for name in classes:
            self.note(subject, RDF.type, node(name))

    def claim(
        self,
        row: Row,
        columns: Iterable[str],
        subject: NamedNode,
        predicate: str,
        value: Term,
        basis: Basis | None = None,
    ) -> Claim:
        """Write what one or more cells of a row say, witnessed by the row's documents.

        With a basis no document witnesses it, and the row's certainty does not speak of it.
        """
        columns = tuple(columns)
        claim = self.book.claim(Statement(subject, node(predicate), value))
        for column in columns:
            self.book.put_in_cell(claim, Cell(row.table, row.key, column))
        if basis:
            claim.basis = basis.name
            return claim
        witnesses = [self._witnesses.of(row, column) for column in columns]
        claim.sources |= set.intersection(*witnesses)
        self._assess(claim, row, columns)
        return claim

    def _assess(self, claim: Claim, row: Row, columns: tuple[str, ...]) -> None:
        """Give a claim the row's certainty; its own where the cell's is known.

        A stated row has only stated cells. In an inferred row the cells are
        known where the column inferred_cells lists them, or where the row
        makes one claim only.
        """
        of_row = row.cells.get("certainty")
        if not of_row:
            return
        claim.row_certainties.add(of_row)
        inferred = [name for name in row.cells.get(INFERRED_CELLS, "").split(" | ") if name]
        if of_row == "stated" or row.table in ONE_CLAIM_TABLES:
            claim.certainties.add(of_row)
        elif inferred:
            claim.certainties.add("inferred" if set(columns) & set(inferred) else "stated")

    def witnessed_node(self, claim: Claim, thing: NamedNode) -> None:
        """Join a thing that stands for a whole row to the claim that tells it."""
        self.note(thing, TL.hasClaim, claim.iri)

    def standing_node(self, claim: Claim, thing: NamedNode) -> None:
        """Join a thing that stands for its row alone to the claim: it is shown while that is."""
        self.witnessed_node(claim, thing)
        self._standing[thing] = claim

    def shown(self) -> set[Triple]:
        """Return the triples without those of things whose one claim is not accepted."""
        hidden = {thing for thing, claim in self._standing.items() if claim.status != ACCEPTED}
        return {t for t in self.plain if not hidden & {t.subject, t.object}}

    def identified(self, kind: str, identifier: str) -> NamedNode:
        """Return a curated thing's IRI and write its id as the tables have it."""
        thing = curated(kind, identifier)
        self.note(thing, DCT.identifier, text(identifier))
        return thing


# Tables whose row says one thing: the row's certainty is the claim's.
ONE_CLAIM_TABLES = frozenset(
    {
        "agreement_parties",
        "participations",
        "event_roles",
        "programme_themes",
        "organisation_themes",
        "approvals",
        "needs",
    }
)
