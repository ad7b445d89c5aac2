"""Find for one name the most alike among many, as a reviewer or a reconciliation needs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from techland.graph.identity.blocking import Blocks, query_keys
from techland.graph.identity.letters import words_of
from techland.graph.identity.name_scores import compare
from techland.graph.identity.names import Name, normalise, taken_apart
from techland.graph.identity.verdicts import CERTAIN, LIKELY, NO, Reason, Verdict, verdict

_LOOKED_AT = 60
_COMPARED = 8
_LARGEST_LISTED = 5_000
# A slip in a word: how many letters, by its length, as in the search of pages.
_SHORTEST_SLIPPED, _LONG = 4, 8
_MOST_SLIPS = 5
_ALIKE = (fuzz.token_set_ratio, fuzz.ratio)
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
        self._written = [_written(name) for name in self._names]
        self._blocks = Blocks(self._names, every_word=True)
        self._by_ends: dict[tuple[int, str], list[str]] = {}
        for word in sorted({word.text for name in self._names for word in name.words}):
            for end in _ends(word):
                self._by_ends.setdefault((len(word), end), []).append(word)

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
        keys = query_keys(asked) | {"o" + word for word in self._meant(asked)}
        listed = [self._blocks.members(key) for key in keys]
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

    def _meant(self, asked: Name) -> Iterator[str]:
        """Yield known words that a word which no name has may be a slip of."""
        for word in {word.text for word in asked.words}:
            if len(word) < _SHORTEST_SLIPPED or self._blocks.members("o" + word):
                continue
            most = 2 if len(word) >= _LONG else 1
            # Most share both ends: each counts once.
            near = dict.fromkeys(
                one
                for length in range(len(word) - most, len(word) + most + 1)
                for end in _ends(word)
                for one in self._by_ends.get((length, end), ())
            )
            told = process.extract(
                word, list(near), scorer=OSA.distance, score_cutoff=most, limit=_MOST_SLIPS
            )
            yield from (one for one, _, _ in told)

    def _similarity(self, asked: Name, numbers: Sequence[int]) -> list[float]:
        if not numbers:
            return []
        alike = np.zeros(len(numbers))
        # As it is brought to one form, and as it is written: a slip keeps a word from the former.
        for one, every in ((_plain(asked), self._plain), (_written(asked), self._written)):
            others = [every[number] for number in numbers]
            told = [process.cdist([one], others, scorer=by, dtype=np.float64)[0] for by in _ALIKE]
            alike = np.maximum(alike, 0.5 * (told[0] + told[1]))
        return [float(value) for value in alike]


def _ends(word: str) -> tuple[str, str]:
    """Return first and last letter, told apart: one slip leaves one of them as it is."""
    return word[0], word[-1].upper()


def _plain(name: Name) -> str:
    return " ".join(word.text for word in name.words)


def _written(name: Name) -> str:
    return " ".join(words_of(name.text))


def _order(one: Candidate) -> tuple[int, float, float, str, str]:
    rank, score = one.verdict.rank
    return -rank, -score if rank else 0.0, -one.similarity, one.name, one.thing


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
