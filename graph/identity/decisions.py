"""A curator's decisions on who is who: rows of facts/identity.csv, which win over the machine."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from techland.graph.errors import BadRows
from techland.graph.identity.links import CURATOR, Link, link
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, PART, Reason, verdict
from techland.graph.ingest.table_reader import Row
from techland.ontology.terms import BASE

TABLE = "identity"
OUTCOMES = {"same": CERTAIN, "different": NO, "part": PART, "unsure": LIKELY}


@dataclass(frozen=True)
class Decision:
    """A row: what a curator says of two records.

    Attributes:
        first, second: IRIs; of the decision part, the first is the part.
        decision: same, different, part or unsure.
    """

    first: str
    second: str
    decision: str
    reason: str
    decided_by: str
    decided_on: str
    row: Row

    @property
    def kind(self) -> str:
        """Return what both are, such as organisation."""
        return self.first.removeprefix(BASE).partition("/")[0]

    @property
    def as_link(self) -> Link:
        """Return the decision as a link."""
        by = " ".join(filter(None, (self.decided_by, self.decided_on)))
        told = Reason("decided", f"{self.reason} ({by})" if by else self.reason)
        found = verdict(OUTCOMES[self.decision], 1, told, part_first=True)
        return link(self.first, self.second, self.kind, found, CURATOR)


def short(iri: str) -> str:
    """Return an IRI without the base, as the table writes it.

    >>> short("https://w3id.org/techland/organisation/saxion")
    'organisation/saxion'
    """
    return iri.removeprefix(BASE)


def full(written: str) -> str:
    """Return the IRI that a cell means: whole, or without the base."""
    return written if written.startswith(("http://", "https://")) else BASE + written


def read_decisions(rows: Iterable[Row]) -> list[Decision]:
    """Return the decisions of the table's rows.

    Raises:
        BadRows: a row joins a thing to itself, things of two kinds, or two curated things; or
            two rows decide one pair.
    """
    found, problems = [], []
    seen: dict[tuple[str, ...], Decision] = {}
    for row in rows:
        one = Decision(
            full(row["first"]),
            full(row["second"]),
            row["decision"],
            row["reason"],
            row["decided_by"],
            row["decided_on"],
            row,
        )
        pair = tuple(sorted((one.first, one.second)))
        fault = _fault(one) or ("a second decision on this pair" if pair in seen else None)
        if fault:
            hint = "one row a pair of records of one kind; facts/README.md describes the table"
            problems.append(row.problem("second", row["second"], fault, hint))
        seen[pair] = one
        found.append(one)
    if problems:
        raise BadRows(problems)
    return found


def _fault(one: Decision) -> str | None:
    if one.first == one.second:
        return "the same thing twice"
    if one.kind != short(one.second).partition("/")[0]:
        return "a thing of another kind than the first"
    if one.decision == "same" and all(is_curated(iri) for iri in (one.first, one.second)):
        return "two curated things: merge their rows in the tables instead"
    return None


def is_curated(iri: str) -> bool:
    """Tell whether an IRI is of a curated thing: kind and id, no dataset between."""
    return short(iri).count("/") == 1


def with_decisions(
    links: Iterable[Link], decisions: Iterable[Decision], known: Collection[str]
) -> tuple[list[Link], list[Decision]]:
    """Lay decisions over the machine's links.

    Returns the links and the decisions on records that are not there: they wait for them.
    """
    by_pair = {one.pair: one for one in links}
    waiting = []
    for decision in decisions:
        if decision.first not in known or decision.second not in known:
            waiting.append(decision)
            continue
        decided = decision.as_link
        held = by_pair.get(decided.pair)
        if held:
            reasons = (*decided.verdict.reasons, *held.verdict.reasons)
            decided = replace(decided, verdict=replace(decided.verdict, reasons=reasons))
        by_pair[decided.pair] = decided
    return [by_pair[pair] for pair in sorted(by_pair)], waiting
