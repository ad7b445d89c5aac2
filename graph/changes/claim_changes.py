"""Claims added, changed and withdrawn: which old claim gave way to which new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from techland.graph.changes.change import ADDED, CHANGED, WITHDRAWN, ClaimChange, ClaimState
from techland.graph.changes.descriptions import Descriptions
from techland.graph.changes.states import claim_state
from techland.ontology.terms import ORG, OWL, RDF, SCHEMA, SKOS, WGS

# Properties of other vocabularies that the shapes allow one value only (a name: one a language).
ONE_VALUE = frozenset(
    {
        SCHEMA.startDate,
        SCHEMA.endDate,
        ORG.classification,
        SKOS.prefLabel,
        WGS.lat,
        WGS.long,
    }
)
Matter = tuple[str, str, str]


@dataclass(frozen=True)
class Pair:
    """A claim in both versions; None where it is in one only."""

    before: ClaimState | None
    after: ClaimState | None

    @property
    def state(self) -> ClaimState:
        """Return the newer of the two."""
        return ClaimChange(CHANGED, self.before, self.after).state

    @property
    def lost(self) -> bool:
        """Tell whether the value was accepted and is no longer."""
        return _accepted(self.before) and not _accepted(self.after)

    @property
    def gained(self) -> bool:
        """Tell whether the value is accepted and was not before."""
        return _accepted(self.after) and not _accepted(self.before)


def _accepted(state: ClaimState | None) -> bool:
    return bool(state and state.accepted)


def _matter(state: ClaimState) -> Matter:
    """Return what has one value: subject, property and, of a text in a language, the language."""
    value = state.value
    language = value.language if isinstance(value, Literal) else None
    return state.subject, state.predicate, language or ""


def claim_changes(iris: Iterable[str], old: Descriptions, new: Descriptions) -> list[ClaimChange]:
    """Return the changes of claims without their reasons, by subject, property and claim.

    An old and a new value are paired where the property has one value, and one
    was lost while one was gained; else where each version has but one value
    there, told by the same row.
    """
    matters: dict[Matter, list[Pair]] = {}
    for iri in sorted(iris):
        pair = Pair(claim_state(old, iri), claim_state(new, iri))
        if pair.before != pair.after:
            matters.setdefault(_matter(pair.state), []).append(pair)
    found: list[ClaimChange] = []
    for matter, pairs in matters.items():
        couple = _couple(matter, pairs, old, new)
        if couple:
            lost, gained = couple
            status = lost.after.status if lost.after else None
            found.append(ClaimChange(CHANGED, lost.before, gained.after, (), status))
        found += [_single(pair) for pair in pairs if not couple or pair not in couple]
    return sorted(found, key=_order)


def _order(change: ClaimChange) -> tuple[str, str, str]:
    return change.state.subject, change.state.predicate, change.state.iri


def _single(pair: Pair) -> ClaimChange:
    kind = CHANGED if pair.before and pair.after else ADDED if pair.after else WITHDRAWN
    return ClaimChange(kind, pair.before, pair.after)


def _couple(
    matter: Matter, pairs: list[Pair], old: Descriptions, new: Descriptions
) -> tuple[Pair, Pair] | None:
    """Return the pair whose value gave way and the pair whose value took its place."""
    lost = [pair for pair in pairs if pair.lost]
    gained = [pair for pair in pairs if pair.gained]
    if len(lost) == len(gained) == 1:
        one, other = lost[0], gained[0]
        if has_one_value(matter[1], old, new) or _only_values_of_a_row(
            matter, one, other, old, new
        ):
            return one, other
    elif not lost and not gained and has_one_value(matter[1], old, new):
        # The table's cell was corrected, and the rule shows another value before and after.
        left = [pair for pair in pairs if _rows(pair.before) - _rows(pair.after)]
        came = [pair for pair in pairs if _rows(pair.after) - _rows(pair.before)]
        if len(left) == len(came) == 1 and left != came:
            return left[0], came[0]
    return None


def _rows(state: ClaimState | None) -> set[str]:
    return set(state.rows) if state else set()


def _only_values_of_a_row(
    matter: Matter, one: Pair, other: Pair, old: Descriptions, new: Descriptions
) -> bool:
    rows = _rows(one.before) & _rows(other.after)
    return bool(rows) and _values(matter, old) == _values(matter, new) == 1


def _values(matter: Matter, version: Descriptions) -> int:
    subject, predicate, language = matter
    return sum(
        1
        for term in version.of(subject).get(predicate, ())
        if ((isinstance(term, Literal) and term.language) or "") == language
    )


def has_one_value(predicate: str, *versions: Descriptions) -> bool:
    """Tell whether a property has at most one accepted value, by ontology or shapes."""
    functional = NamedNode(OWL.FunctionalProperty)
    return predicate in ONE_VALUE or any(
        functional in version.of(predicate).get(RDF.type, ()) for version in versions
    )
