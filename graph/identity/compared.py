"""What earlier matching found out about names: the names compared, and the verdicts on the alike.

A verdict on two names depends on nothing but the names, the tables and the code. So it is kept,
and a file more costs only the comparisons that its names bring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from techland.graph.identity.blocking import LARGEST_BLOCK, Blocks, block_keys
from techland.graph.identity.name_scores import compare
from techland.graph.identity.names import Name, normalise
from techland.graph.identity.verdicts import NO, Verdict

NamePair = tuple[str, str]


@dataclass(frozen=True)
class Compared:
    """Names of which every pair that shares a rare key was compared.

    Attributes:
        names: all of them.
        alike: verdicts by pair of names, the lesser first; of other pairs the verdict is no.
    """

    names: frozenset[str] = frozenset()
    alike: Mapping[NamePair, Verdict] = field(default_factory=dict)


def compared(texts: Iterable[str], before: Compared | None = None) -> Compared:
    """Compare the names that share a rare key, but for the pairs that were compared before.

    The result is the same whatever was compared before: a pair of old names stays only if it
    still shares a key that is rare among the names of now, and where a key has become rare,
    since names are gone, its pairs are compared.
    """
    ordered = sorted(set(texts))
    names = [normalise(text) for text in ordered]
    blocks = Blocks(names)
    known = before or Compared()
    alike = dict(_still_alike(known, frozenset(ordered), blocks))
    for one, two in pairs_to_compare(names, blocks, known):
        found = compare(names[one], names[two])
        if found.outcome != NO:
            alike[ordered[one], ordered[two]] = found
    return Compared(frozenset(ordered), alike)


def _still_alike(
    before: Compared, now: frozenset[str], blocks: Blocks
) -> Iterator[tuple[NamePair, Verdict]]:
    for (one, two), found in before.alike.items():
        if one in now and two in now:
            shared = block_keys(normalise(one)) & block_keys(normalise(two))
            if any(len(blocks.members(key)) <= LARGEST_BLOCK for key in shared):
                yield (one, two), found


def pairs_to_compare(
    names: Sequence[Name], blocks: Blocks, before: Compared
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of names, by number, on which nothing is known from before."""
    if not before.names:
        return blocks.pairs()
    old = {number for number, name in enumerate(names) if name.text in before.names}
    gone = before.names - {name.text for name in names}
    left = Counter(hash(key) for text in gone for key in block_keys(normalise(text)))
    return blocks.pairs(LARGEST_BLOCK, old, left)
