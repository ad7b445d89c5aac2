"""Join what is certainly one into groups, the surest first, never against a decision or an id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from techland.graph.identity.links import CURATOR, Link
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, PART, Reason

BROKEN, BY_IDENTIFIER = "chain-broken", "same-identifier"
MayJoin = Callable[[str, str], bool]
Rank = Callable[[str], tuple[int, str]]


@dataclass(frozen=True)
class Clusters:
    """Groups of records that are one thing.

    Attributes:
        canonical: the IRI of the group, by each record's that is merged into another.
        links: all links; one that could not join is weakened, with the reason.
    """

    canonical: dict[str, str]
    links: tuple[Link, ...]


class _Groups:
    """Disjoint sets of IRIs, each with its members."""

    def __init__(self) -> None:
        self._head: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}

    def head(self, iri: str) -> str:
        """Return the IRI that stands for the group of another."""
        found = self._head.setdefault(iri, iri)
        self.members.setdefault(found, [found])
        return found

    def join(self, one: str, two: str) -> None:
        """Make two groups one; they may be one already."""
        if one == two:
            return
        first, second = sorted((one, two), key=lambda head: -len(self.members[head]))
        for member in self.members[second]:
            self._head[member] = first
        self.members[first] += self.members.pop(second)


def cluster(links: Iterable[Link], may_join: MayJoin, rank: Rank) -> Clusters:
    """Join the records of certain links.

    Decisions come first, then identifiers, then names by falling score; equal ones by IRI, so
    that the order in which datasets came does not matter. So a chain of certain links whose ends
    cannot be one breaks at its weakest link: that becomes likely, and its reason names both.

    Args:
        links: at most one a pair.
        may_join: whether two records may be in one group, by what they are.
        rank: sorts the IRIs of a group; the least is canonical.
    """
    known = list(links)
    apart: dict[str, set[str]] = defaultdict(set)
    for one in known:
        if one.decided_by == CURATOR and one.verdict.outcome != CERTAIN:
            apart[one.first].add(one.second)
            apart[one.second].add(one.first)
    groups = _Groups()
    kept: list[Link] = []
    for one in sorted(known, key=_order):
        if one.verdict.outcome != CERTAIN:
            kept.append(one)
            continue
        heads = groups.head(one.first), groups.head(one.second)
        clash = None
        if heads[0] != heads[1]:
            may = _anything if one.decided_by == CURATOR else may_join
            clash = _clash(groups, heads, apart, may)
        if clash is None:
            groups.join(*heads)
            kept.append(one)
        else:
            told = Reason(BROKEN, " | ".join(clash))
            kept.append(replace(one, verdict=one.verdict.at_most(LIKELY, told)))
    canonical = {}
    for members in groups.members.values():
        head = min(members, key=rank)
        canonical.update({member: head for member in members if member != head})
    return Clusters(canonical, tuple(sorted(kept, key=lambda one: one.pair)))


def _order(one: Link) -> tuple[int, float, str, str]:
    by_identifier = any(reason.code == BY_IDENTIFIER for reason in one.verdict.reasons)
    source = 0 if one.decided_by == CURATOR else 1 if by_identifier else 2
    return source, -one.verdict.score, one.first, one.second


def _anything(_one: str, _two: str) -> bool:
    """What a curator says of two records holds against what the records say."""
    return True


def _clash(
    groups: _Groups, heads: tuple[str, str], apart: dict[str, set[str]], may_join: MayJoin
) -> tuple[str, str] | None:
    """Return two records of two groups that cannot be one; None where the groups may be joined."""
    for one in sorted(groups.members[heads[0]]):
        for two in sorted(groups.members[heads[1]]):
            if two in apart.get(one, ()) or not may_join(one, two):
                return (one, two) if one < two else (two, one)
    return None


def between_groups(links: Iterable[Link], canonical: dict[str, str]) -> dict[tuple[str, str], Link]:
    """Return the links between groups that are no merge: the strongest of each pair of groups."""
    found: dict[tuple[str, str], Link] = {}
    for one in links:
        if one.verdict.outcome not in {LIKELY, PART}:
            continue
        pair = tuple(sorted(canonical.get(iri, iri) for iri in one.pair))
        if pair[0] == pair[1]:
            continue
        held = found.get((pair[0], pair[1]))
        if held is None or one.verdict.rank > held.verdict.rank:
            found[pair[0], pair[1]] = one
    return found


def broken_chains(links: Iterable[Link]) -> list[Link]:
    """Return the links that would have joined two records that cannot be one."""
    return [one for one in links if any(r.code == BROKEN for r in one.verdict.reasons)]


def decided_apart(one: Link) -> bool:
    """Tell whether a curator said that two records are not one."""
    return one.decided_by == CURATOR and one.verdict.outcome == NO
