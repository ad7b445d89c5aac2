"""Disputes: every row of conflicts.csv with its two positions, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from techland.graph.claims import ACCEPTED, DISPUTED, SUPERSEDED, Claim
from techland.graph.ingest.conflict_checks import SUBJECT_TABLES
from techland.graph.ingest.conflict_paths import CellPath, parse_path, typed_values
from techland.graph.ingest.recorder import Recorder
from techland.graph.ingest.table_description import described_tables
from techland.graph.ingest.table_reader import Row
from techland.graph.ingest.told_claims import concerned_claims, concerned_rows, side_claims
from techland.graph.ingest.witnesses import SIDES, sources_of
from techland.graph.iris import curated, hashed
from techland.graph.truth import CURATOR, TABLE, Document, Verdict, judge, original_documents

Rows = Mapping[str, list[Row]]
_KINDS = dict(zip(SUBJECT_TABLES, ("organisation", "agreement", "activity", "event"), strict=True))


@dataclass(frozen=True)
class Position:
    """One side of a dispute: what is told, by which documents, making which claims."""

    iri: NamedNode
    side: str
    text: str
    typed: tuple[str, ...]
    sources: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Dispute:
    """A disagreement between sources, with the verdict of the truth rule."""

    iri: NamedNode
    row: Row
    about: NamedNode
    positions: tuple[Position, Position]
    concerned: tuple[Claim, ...]
    verdict: Verdict

    @property
    def holds_dates(self) -> bool:
        """Tell whether the column in dispute holds dates."""
        path = parse_path(self.row["path"], self.row["subject"]) if self.row["path"] else None
        if path is None or path.column is None:
            return False
        return described_tables()[path.table].column(path.column).kind == "date"

    @property
    def won(self) -> tuple[Claim, ...]:
        """Return the claims of the accepted sides."""
        accepted = (p for p in self.positions if p.side in self.verdict.sides)
        return tuple(claim for position in accepted for claim in position.claims)

    def decides(self, properties: Collection[tuple[NamedNode, NamedNode]]) -> bool:
        """Tell whether the rule, not the curator, chose the value of one of these properties."""
        by_rule = self.verdict.rule != CURATOR
        return by_rule and any(claim.statement.property_of in properties for claim in self.won)

    def for_the_table(self) -> Dispute:
        """Return the dispute with the table's value accepted, where a side tells it."""
        held = [p.side for p in self.positions if any(c.in_tables for c in p.claims)]
        return replace(self, verdict=Verdict(tuple(held) if len(held) == 1 else (), TABLE))

    @property
    def outcome(self) -> str:
        """Return the sides accepted, as the words of a decision; neither where there is none."""
        if len(self.verdict.sides) == len(SIDES):
            return "both"
        return self.verdict.sides[0] if self.verdict.sides else "neither"


def settle_disputes(rows: Rows, pen: Recorder) -> list[Dispute]:
    """Return a dispute for every row of conflicts.csv, and set the status of the claims.

    Claims that no table holds are made here, for the values that lost.
    """
    about = {row.key[0]: curated(_KINDS[t], row.key[0]) for t in SUBJECT_TABLES for row in rows[t]}
    documents = original_documents(rows["sources"])
    drafts = [_Draft(row, rows, pen) for row in rows["conflicts"]]
    disputes = [draft.settled(about[draft.row["subject"]], documents) for draft in drafts]
    disputes = _without_contests(disputes)
    for dispute in disputes:
        for claim in dispute.concerned:
            claim.disputes.add(dispute.iri)
    _set_statuses(disputes)
    return disputes


class _Draft:
    """A dispute whose claims are found and whose verdict is not spoken yet."""

    def __init__(self, row: Row, rows: Rows, pen: Recorder) -> None:
        self.row = row
        path = parse_path(row["path"], row["subject"]) if row["path"] else None
        self.path: CellPath | None = path
        found = concerned_rows(row, path, rows) if path else []
        self.held = concerned_claims(found, path, pen) if path else []
        self.claims = {s: side_claims(row, s, path, found, pen) if path else [] for s in SIDES}

    def settled(self, about: NamedNode, documents: Mapping[str, Document]) -> Dispute:
        """Return the dispute with the verdict of the truth rule."""
        row = self.row
        held = tuple(s for s in SIDES if any(c in self.held for c in self.claims[s]))
        witnesses = {s: self._witnesses(s) for s in SIDES}
        verdict = judge(row, witnesses, documents, held if len(held) == 1 else ())
        if verdict.rule == CURATOR:
            self._link_to_table(verdict.sides)
            self._rest_on_the_curator()
        iri = hashed("dispute", *row.key)
        positions = tuple(self._position(iri, side) for side in SIDES)
        told = [c for s in SIDES for c in self.claims[s]]
        concerned = tuple(dict.fromkeys([*self.held, *told]))
        return Dispute(iri, row, about, (positions[0], positions[1]), concerned, verdict)

    def _link_to_table(self, accepted: tuple[str, ...]) -> None:
        """Join an accepted side that is told in other words to what the table holds."""
        for side in accepted:
            told = self.claims[side]
            alone = len(accepted) == 1 and not any(claim in self.held for claim in told)
            if alone or not told:
                self.claims[side] = [*told, *self.held]

    def _rest_on_the_curator(self) -> None:
        """Say of a table's value that no document tells that the decision put it there."""
        for claim in self.held:
            if not claim.sources and not claim.basis:
                claim.basis = "curator"

    def _witnesses(self, side: str) -> set[str]:
        urls = set(sources_of(self.row, f"source_{side}"))
        return urls.union(*(claim.sources for claim in self.claims[side]))

    def _position(self, dispute: NamedNode, side: str) -> Position:
        return Position(
            hashed("position", dispute.value, side),
            side,
            self.row[f"value_{side}"],
            tuple(typed_values(self.row, side)),
            tuple(sources_of(self.row, f"source_{side}")),
            tuple(self.claims[side]),
        )


def _deciding(disputes: Iterable[Dispute]) -> list[Dispute]:
    """Return the disputes that put one value before another: the rest demote nothing."""
    return [d for d in disputes if d.row["kind"] == "value" and len(d.verdict.sides) != len(SIDES)]


def _lost(disputes: Iterable[Dispute]) -> set[Claim]:
    """Return the claims that lost; what a table holds loses to another value or the curator."""
    return {
        claim
        for dispute in disputes
        for position in dispute.positions
        for claim in position.claims
        if claim not in dispute.won
        and (dispute.won or dispute.verdict.rule == CURATOR or not claim.in_tables)
    }


def _replaced(disputes: Iterable[Dispute]) -> set[Claim]:
    """Return the claims of tables in whose place the rule put a value that no side disputes."""
    found: set[Claim] = set()
    for dispute in disputes:
        held = [claim for claim in dispute.concerned if claim.in_tables]
        if dispute.won and dispute.verdict.rule != CURATOR and len(held) == 1:
            found |= set(held) - set(dispute.won)
    return found


def _without_contests(disputes: list[Dispute]) -> list[Dispute]:
    """Let the table's value stand where disputes would put several others in its place, or none."""
    deciding = _deciding(disputes)
    beaten = _lost(deciding) | _replaced(deciding)
    winners: dict[tuple[NamedNode, NamedNode], set[frozenset[Claim]]] = {}
    for dispute in deciding:
        if dispute.verdict.rule != CURATOR:
            for claim in dispute.won:
                alive = frozenset(dispute.won) - beaten
                winners.setdefault(claim.statement.property_of, set()).add(alive)
    contested = {key for key, found in winners.items() if len(found - {frozenset()}) != 1}
    return [d.for_the_table() if d in deciding and d.decides(contested) else d for d in disputes]


def _set_statuses(disputes: list[Dispute]) -> None:
    """Set the status of every claim in a dispute; what a table holds and nobody beats is accepted.

    A value that no table holds is superseded by the one that a table holds; where
    the cell is empty nothing stands in its place, and it is disputed. The order
    of the disputes does not matter.
    """
    for dispute in disputes:
        held = any(claim.in_tables for claim in dispute.concerned)
        for claim in dispute.concerned:
            if not claim.in_tables:
                claim.status = SUPERSEDED if held else DISPUTED
    deciding = _deciding(disputes)
    lost, replaced = _lost(deciding), _replaced(deciding)
    for claim in replaced:
        claim.status = SUPERSEDED
    for claim in lost:
        claim.status = DISPUTED
    for dispute in deciding:
        if dispute.verdict.rule != CURATOR:
            for claim in set(dispute.won) - lost - replaced:
                claim.status = ACCEPTED
