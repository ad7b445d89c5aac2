"""Links between records: what the machine found, or a curator decided, with score and reasons."""

from __future__ import annotations

from dataclasses import dataclass

from techland.graph.identity.verdicts import Verdict

MACHINE, CURATOR = "machine", "curator"


@dataclass(frozen=True)
class Link:
    """A judgement on two records; the first IRI is the lesser.

    Attributes:
        first, second: IRIs of records.
        kind: organisation, activity, theme or place.
        verdict: outcome, score and reasons.
        decided_by: machine or curator.
    """

    first: str
    second: str
    kind: str
    verdict: Verdict
    decided_by: str = MACHINE

    @property
    def pair(self) -> tuple[str, str]:
        """Return the two IRIs."""
        return self.first, self.second

    @property
    def part_and_whole(self) -> tuple[str, str]:
        """Return the part and what it is a part of."""
        return self.pair if self.verdict.part_first else (self.second, self.first)


def link(one: str, two: str, kind: str, verdict: Verdict, decided_by: str = MACHINE) -> Link:
    """Return a link whose first IRI is the lesser, whichever came first."""
    if one <= two:
        return Link(one, two, kind, verdict, decided_by)
    turned = Verdict(verdict.outcome, verdict.score, verdict.reasons, not verdict.part_first)
    return Link(two, one, kind, turned, decided_by)
