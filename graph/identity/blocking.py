"""Which names are worth comparing: those that share a rare key, of the keys that a name has.

All pairs of 200,000 names are 20 billion; names that are one body share a proper word, a kind and
a place, or an acronym, and a key that too many names share says nothing (Papadakis et al. 2020,
Blocking and Filtering Techniques for Entity Resolution: block purging).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from techland.graph.identity.names import Name
from techland.graph.identity.vocabulary import KIND, PLACE, PROPER

# Keys that more names share are purged; the pairs of a block grow with its square.
LARGEST_BLOCK = 60
_STEM = 6
_SHORTEST_WORD = 3
_MOST_WORDS = 8
_LONGEST_ACRONYM = 6
_NOBODY = array("I")
_NONE_GONE: Mapping[int, int] = {}
_LOOSE = {"applied-university": "university"}


def block_keys(name: Name) -> set[str]:
    """Return the keys of a name, and of the name in its brackets.

    >>> from techland.graph.identity.names import normalise
    >>> "kuniversity:twente" in block_keys(normalise("Universität Twente"))
    True
    """
    keys = {"=" + "".join(name.bag), "&" + name.key}
    words = list(dict.fromkeys(word.text for word in name.words))
    proper = [w.text for w in name.words if w.role == PROPER and len(w.text) >= _SHORTEST_WORD]
    keys |= {"p" + word[:_STEM] for word in proper}
    keys |= {"a" + word for word in proper if len(word) <= _LONGEST_ACRONYM}
    keys |= {"a" + letters for letters in name.initials}
    kinds = {_LOOSE.get(w.text, w.text) for w in name.words if w.role == KIND}
    places = {w.text for w in name.words if w.role == PLACE}
    keys |= {f"k{kind}:{town}" for kind in kinds for town in places}
    if not kinds and len(words) == 1:
        keys |= {f"kmunicipality:{town}" for town in places}
    telling = {w.text for w in name.words if w.role in {PROPER, PLACE}} or set(words)
    pairs = combinations(words[:_MOST_WORDS], 2)
    keys |= {"w" + ":".join(sorted(pair)) for pair in pairs if telling & set(pair)}
    keys |= {"j" + "".join(pair) for pair in pairwise(words)}
    keys |= {"j" + word for word in proper if len(word) > _STEM}
    return keys | (block_keys(name.alias) if name.alias else set())


def query_keys(name: Name) -> set[str]:
    """Return the keys by which one name is looked up among many: every word of it too."""
    return block_keys(name) | {"o" + word.text for word in name.words}


class Blocks:
    """Names by their keys."""

    def __init__(self, names: Iterable[Name], *, every_word: bool = False) -> None:
        self._members: dict[int, array[int]] = defaultdict(lambda: array("I"))
        keys_of = query_keys if every_word else block_keys
        for number, name in enumerate(names):
            # A hash of a key is kept in place of the key: a tenth of the memory.
            for key in {hash(key) for key in keys_of(name)}:
                self._members[key].append(number)

    def members(self, key: str) -> array[int]:
        """Return the numbers of the names that have a key, four bytes each."""
        return self._members.get(hash(key), _NOBODY)

    def pairs(
        self,
        largest: int = LARGEST_BLOCK,
        old: Collection[int] = frozenset(),
        gone: Mapping[int, int] = _NONE_GONE,
    ) -> Iterator[tuple[int, int]]:
        """Yield the pairs of names that share a key which no more than some names have, once.

        Args:
            largest: how many names may share a key that says something.
            old: names whose pairs are known: of two of them only those that share a key which
                too many names shared before.
            gone: how many names that were there before had a key, by its hash.
        """
        mine: dict[int, set[int]] = defaultdict(set)
        for key, block in self._members.items():
            if 1 < len(block) <= largest:
                known = [number for number in block if number in old] if old else []
                was_rare = len(known) + gone.get(key, 0) <= largest
                for first, second in combinations(block, 2):
                    if not (was_rare and first in old and second in old):
                        mine[first].add(second)
        for first in sorted(mine):
            for second in sorted(mine.pop(first)):
                yield first, second
