"""The values that tell what changed: claims, records, things, counts, the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

Term = NamedNode | Literal
ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"


@dataclass(frozen=True)
class ClaimState:
    """A claim as one version has it; concepts by their last part, such as accepted."""

    iri: str
    subject: str
    predicate: str
    value: Term
    status: str
    sources: tuple[str, ...] = ()
    certainty: str | None = None
    row_certainty: str | None = None
    basis: str | None = None
    disputes: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Tell whether the version shows this value as its own."""
        return self.status == "accepted"


@dataclass(frozen=True)
class Reason:
    """Why a claim changed: a code of the scheme change-reason, and what it is about.

    ``thing`` is the IRI of a dispute, source or replaced thing; ``where`` a row of
    the tables; ``before`` and ``after`` are words such as unassessed and stated;
    ``told`` is what the curator or a rule says.
    """

    code: str
    thing: str | None = None
    before: str | None = None
    after: str | None = None
    where: str | None = None
    told: str | None = None


@dataclass(frozen=True)
class ClaimChange:
    """A claim added, withdrawn or changed; of a changed value the old claim and the new.

    ``status_now`` is the new status of an old value that was kept beside its
    successor, None where it is gone.
    """

    kind: str
    before: ClaimState | None
    after: ClaimState | None
    reasons: tuple[Reason, ...] = ()
    status_now: str | None = None

    @property
    def state(self) -> ClaimState:
        """Return the newer state of the two."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a state")
        return found

    @property
    def new_value(self) -> bool:
        """Tell whether one value took another's place."""
        return bool(self.before and self.after and self.before.iri != self.after.iri)


@dataclass(frozen=True)
class RecordChange:
    """A dispute or source added (opened), withdrawn (closed) or changed, field by field.

    ``iri`` is that of the newer state; ``old_iri`` another one where a dispute
    was told anew with other values. Fields map a name to its values.
    """

    kind: str
    iri: str
    label: str
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    old_iri: str | None = None

    @property
    def fields(self) -> list[str]:
        """Return the names of the fields that differ, sorted."""
        names = sorted({*self.before, *self.after})
        return [name for name in names if self.before.get(name) != self.after.get(name)]


@dataclass(frozen=True)
class ThingChange:
    """A thing that appeared or vanished; ``other`` is the id that replaced it, or that it replaces.

    ``certain`` where the data says so itself; else all its statements stand
    unchanged under the other id.
    """

    kind: str
    iri: str
    types: tuple[str, ...]
    other: str | None = None
    certain: bool = False


@dataclass(frozen=True)
class ValueChange:
    """A count, a file's SHA-256 or a tool's version in both; None where it is in one only."""

    kind: str
    name: str
    before: str | int | None
    after: str | int | None


@dataclass(frozen=True)
class RestChange:
    """Triples that no change of a claim, dispute or source explains, by the graph they stand in."""

    graph: str
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Names by language of what the changes speak of, and parts of what has no name."""

    names: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two versions, in a fixed order."""

    old: str
    new: str
    claims: tuple[ClaimChange, ...]
    disputes: tuple[RecordChange, ...]
    sources: tuple[RecordChange, ...]
    things: tuple[ThingChange, ...]
    counts: tuple[ValueChange, ...]
    inputs: tuple[ValueChange, ...]
    rest: tuple[RestChange, ...]
    quads: Mapping[str, tuple[int, int]]
    names: Names

    @property
    def empty(self) -> bool:
        """Tell whether the two versions are one."""
        return self.old == self.new

    def claims_of(self, kind: str) -> list[ClaimChange]:
        """Return the claims that were added, changed or withdrawn."""
        return [one for one in self.claims if one.kind == kind]
