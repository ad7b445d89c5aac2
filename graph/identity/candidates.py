"""Find for one name the most alike among many, as a reviewer or a reconciliation needs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from techland.graph.identity.blocking import Blocks, query_keys
from techland.graph.identity.name_scores import compare
from techland.graph.identity.names import Name, normalise, taken_apart
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, Reason, Verdict, verdict

_LOOKED_AT = 60
_COMPARED = 8
_LARGEST_LISTED = 5_000
_UNLIKE = verdict(NO, 0.0, Reason("words-differ"))


@dataclass(frozen=True)
class Candidate:
    """Something that a name may mean.

    Attributes:
        thing: what the name was given for, such as an IRI.
        name: its most alike name.
        verdict: outcome and score with reasons, by the names alone.
        similarity: of the plain names, 0 to 100 (rapidfuzz's token set ratio and ratio); it
            orders what the verdict calls no.
    """

    thing: str
    name: str
    verdict: Verdict
    similarity: float


class CandidateFinder:
    """Looks names up among the names of many things; a thing may have several."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._things: list[str] = []
        self._names: list[Name] = []
        for thing, text in names:
            self._things.append(thing)
            self._names.append(normalise(text))
        self._plain = [_plain(name) for name in self._names]
        self._blocks = Blocks(self._names, every_word=True)

    def find(
        self, text: str, limit: int = 10, within: Iterable[str] | None = None
    ) -> list[Candidate]:
        """Return the most alike things, the best first, each once.

        An ambiguous name is told: where several things would be certain, none is, and each says
        how many there are.

        Args:
            text: the name that is looked up.
            limit: how many at most.
            within: only these things, where given.
        """
        asked = taken_apart(text)
        allowed = None if within is None else set(within)
        found = [c for c in self._found(asked) if allowed is None or c.thing in allowed]
        best: dict[str, Candidate] = {}
        for one in sorted(found, key=_order):
            best.setdefault(one.thing, one)
        return _ambiguous(list(best.values()))[:limit]

    def _found(self, asked: Name) -> Iterator[Candidate]:
        """Yield candidates: the most alike by keys, of which the best are compared.

        The rest, which only fills a list of what looks alike, has the verdict no.
        """
        best = self._best(asked)
        alike = dict(zip(best, self._similarity(asked, best), strict=True))
        nearest = sorted(best, key=lambda n: (-alike[n], n))[:_COMPARED]
        compared = {*best[:_COMPARED], *nearest}
        for number in best:
            told = compare(asked, self._names[number]) if number in compared else _UNLIKE
            yield Candidate(self._things[number], self._names[number].text, told, alike[number])

    def _best(self, asked: Name) -> list[int]:
        """Return the numbers of names that share keys, the rarer the more, the most first."""
        listed = [self._blocks.members(key) for key in query_keys(asked)]
        members = [np.frombuffer(one, np.uint32) for one in listed if one]
        if not members:
            return []
        cut = [one[:_LARGEST_LISTED] for one in members]
        weights = np.repeat([1 / len(one) for one in members], [len(one) for one in cut])
        totals = np.bincount(np.concatenate(cut), weights)
        numbers = np.flatnonzero(totals)
        if len(numbers) > _LOOKED_AT:
            least = np.partition(totals[numbers], -_LOOKED_AT)[-_LOOKED_AT]
            numbers = numbers[totals[numbers] >= least]
        order = np.lexsort((numbers, -totals[numbers]))[:_LOOKED_AT]
        return [int(number) for number in numbers[order]]

    def _similarity(self, asked: Name, numbers: Sequence[int]) -> list[float]:
        if not numbers:
            return []
        plain, others = [_plain(asked)], [self._plain[number] for number in numbers]
        scorers = (fuzz.token_set_ratio, fuzz.ratio)
        told = [process.cdist(plain, others, scorer=one, dtype=np.float64)[0] for one in scorers]
        return [float(value) for value in 0.5 * (told[0] + told[1])]


def _plain(name: Name) -> str:
    return " ".join(word.text for word in name.words)


def _order(one: Candidate) -> tuple[int, float, float, str, str]:
    rank, score = one.verdict.rank
    return -rank, -score, -one.similarity, one.name, one.thing


def _ambiguous(found: Sequence[Candidate]) -> list[Candidate]:
    certain = [one for one in found if one.verdict.outcome == CERTAIN]
    if len(certain) < 2:  # noqa: PLR2004 (one alone is clear)
        return list(found)
    reason = Reason("several-candidates", str(len(certain)))
    weaker = [
        Candidate(c.thing, c.name, c.verdict.at_most(LIKELY, reason), c.similarity)
        if c.verdict.outcome == CERTAIN
        else c
        for c in found
    ]
    return sorted(weaker, key=_order)
