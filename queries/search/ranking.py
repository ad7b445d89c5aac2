"""Order what the index finds by how close a name comes to what was asked."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from techland.queries.search.fields import LESSER
from techland.queries.search.found import Hit

_SAME_WORDS, _BEGINS, _HAS_WORDS = 0.98, 0.9, 0.8
_OF_KIND, _LESS_THAN_WHOLE = 0.93, 0.88
_LESS_BY = 0.15
# Who names a region wants it, though those that are named after it are many.
_REGION_LESS_BY = 0.05
# What ties add: 2 more doublings outweigh about 0.03 of closeness.
_A_DOUBLING = 0.012


@dataclass(frozen=True)
class Candidate:
    """What the index keeps of a thing; see ``making._shown``."""

    told: bytes

    @cached_property
    def parts(self) -> list[Any]:
        """Return its parts."""
        found: list[Any] = json.loads(self.told)
        return found

    def hit(self, asked: str) -> Hit:
        """Return the thing with its closeness to a folded question."""
        iri, kind, names, aliases, countries, datasets, ties, spelt, kinds, codes = self.parts
        best, name = max(((closeness(asked, one), one) for one in spelt), default=(0.0, ""))
        if asked in codes:
            best, name = 1.0, ""
        elif asked in kinds and best < _OF_KIND:
            best, name = _OF_KIND, ""
        score = best + _A_DOUBLING * math.log2(1 + ties) - _less_by(kind)
        matched = spelt.get(name, "")
        held = tuple(aliases), matched, tuple(countries), tuple(datasets)
        return Hit(iri, kind, names, *held, score)


def _less_by(kind: str) -> float:
    if kind == "region":
        return _REGION_LESS_BY
    return _LESS_BY if kind in LESSER else 0.0


def closeness(asked: str, name: str) -> float:
    """Return how close a folded name comes to a folded question, from 0 to 1."""
    from rapidfuzz import fuzz

    if asked == name:
        return 1.0
    share = min(len(asked), len(name)) / max(len(asked), len(name), 1)
    words = name.split()
    wanted = asked.split()
    if sorted(words) == sorted(wanted):
        return _SAME_WORDS
    if name.startswith(asked):
        return _BEGINS + (_SAME_WORDS - _BEGINS) * share
    spelling = max(fuzz.ratio(asked, name), fuzz.token_sort_ratio(asked, name)) / 100
    if all(any(word.startswith(one) for word in words) for one in wanted):
        return max(spelling * _LESS_THAN_WHOLE, _HAS_WORDS + (_BEGINS - _HAS_WORDS) * share)
    if name[: len(asked)]:
        begun = fuzz.ratio(asked, name[: len(asked)]) / 100
        spelling = max(spelling, begun * (0.9 + 0.1 * share) * _LESS_THAN_WHOLE)
    return spelling * 0.95
