"""Lay the words of two names beside each other: which are the same, which stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from rapidfuzz.distance import DamerauLevenshtein, Prefix

from techland.graph.identity.names import Name, Word
from techland.graph.identity.vocabulary import GENERIC, KIND, PLACE, PROPER, WEAK

# A slip or two in a long word; a short one is another word.
_SLIPS = ((12, 2), (6, 1))
_LONG_KIND = 8
_KNOWN = (KIND, GENERIC, WEAK)
_KNOWN_AND_PROPER = frozenset({*product(_KNOWN, [PROPER]), *product([PROPER], _KNOWN)})
_MAY_BE_NEAR = frozenset({(PROPER, PROPER), (PROPER, PLACE), (PLACE, PROPER)})
_SHORTEST_STEM = 5
_LONGEST_ENDING = 3
_SHORTEST_ACRONYM = 3
_LONGEST_ACRONYM = 8


@dataclass
class Alignment:
    """Words of two names laid beside each other.

    Attributes:
        same: words of the first name that the second has too.
        near: pairs of nearly the same word.
        joined: words that one name writes together.
        acronyms: first letters of words of the other name.
        first, second: words that stand in one name only.
    """

    same: list[Word] = field(default_factory=list)
    near: list[tuple[Word, Word]] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    first: list[Word] = field(default_factory=list)
    second: list[Word] = field(default_factory=list)
    found: list[Word] = field(default_factory=list)

    @property
    def shared(self) -> list[Word]:
        """Return all words of the first name that were found in the second."""
        return [*self.same, *(one for one, _ in self.near), *self.found]


def align(first: Name, second: Name) -> Alignment:
    """Lay two names beside each other."""
    result = Alignment()
    if first.bag == second.bag:
        result.same = list(first.words)
        return result
    left = [word.text for word in second.words]
    for word in first.words:
        if word.text in left:
            left.remove(word.text)
            result.same.append(word)
        else:
            result.first.append(word)
    mine = [word.text for word in result.same]
    for word in second.words:
        if word.text in mine:
            mine.remove(word.text)
        else:
            result.second.append(word)
    if result.same:
        _drop_repeated(result)
    if result.first and result.second:
        _join_up(result)
        _near_words(result)
    _initials(result, first, second)
    return result


def _drop_repeated(result: Alignment) -> None:
    """A word that a name tells twice, such as a town, is no more than told once."""
    shared = {word.text for word in result.same}
    result.first = [word for word in result.first if word.text not in shared]
    result.second = [word for word in result.second if word.text not in shared]


def _join_up(result: Alignment) -> None:
    for ours, theirs, swap in (
        (result.first, result.second, False),
        (result.second, result.first, True),
    ):
        for word in tuple(ours):
            whole = word.surface
            if not any(whole.startswith(other.surface) for other in theirs):
                continue
            run = _run_that_spells(whole, theirs)
            if run:
                ours.remove(word)
                for part in run:
                    theirs.remove(part)
                result.joined.append(word.surface)
                result.found += run if swap else [word]


def _run_that_spells(whole: str, words: Sequence[Word]) -> list[Word]:
    """Return the words, one after the other, that make one word when written together."""
    for at, start in enumerate(words):
        if not whole.startswith(start.surface) or whole == start.surface:
            continue
        written = ""
        for end in range(at, len(words)):
            written += words[end].surface.replace(" ", "")
            if written == whole:
                return list(words[at : end + 1])
            if not whole.startswith(written):
                break
    return []


def _near_words(result: Alignment) -> None:
    for word in list(result.first):
        for other in result.second:
            if nearly_same(word, other):
                result.first.remove(word)
                result.second.remove(other)
                result.near.append((word, other))
                break


def nearly_same(word: Word, other: Word) -> bool:
    """Tell whether two words are one, written with another ending or a slip."""
    one, two = word.text, other.text
    if one[0] != two[0] and word.surface[0] != other.surface[0]:
        return False
    roles = word.role, other.role
    if roles in _KNOWN_AND_PROPER:
        return _is_slip_of(word, other)
    if roles not in _MAY_BE_NEAR or one[0] != two[0] or not (one.isalpha() and two.isalpha()):
        return False
    shorter, longer = sorted((len(one), len(two)))
    stem = Prefix.similarity(one, two)
    if stem >= _SHORTEST_STEM and stem >= shorter - 1 and longer - stem <= _LONGEST_ENDING:
        return True
    for length, slips in _SLIPS:
        if shorter >= length:
            return DamerauLevenshtein.distance(one, two, score_cutoff=slips) <= slips
    return False


def _is_slip_of(word: Word, other: Word) -> bool:
    """Tell whether an unknown word is a long word of the tables with one slip: Unlversiteit."""
    one, two = word.surface, other.surface
    long = min(len(one), len(two)) >= _LONG_KIND
    return long and DamerauLevenshtein.distance(one, two, score_cutoff=1) <= 1


def _initials(result: Alignment, first: Name, second: Name) -> None:
    """Take away acronyms that are the first letters of words of the other name."""
    for ours, theirs, other in (
        (result.first, result.second, second),
        (result.second, result.first, first),
    ):
        for word in list(ours):
            if not _SHORTEST_ACRONYM <= len(word.text) <= _LONGEST_ACRONYM or word.role != PROPER:
                continue
            run = _initialled(word.text, other)
            if run or word.text in other.initials:
                covered = run or list(other.words)
                covered = [left for left in covered if left.surface != word.surface]
                ours.remove(word)
                theirs[:] = [left for left in theirs if left not in covered]
                result.acronyms.append(word.surface)
                result.found += covered  # the words spelt out, whichever name has them


def _initialled(letters: str, name: Name) -> list[Word]:
    """Return the words of a name, one after the other, that begin with these letters."""
    at = name.first_letters.find(letters)
    if at < 0:
        return []
    parts = [word for word in name.words for _ in dict.fromkeys(word.surface.split())]
    return parts[at : at + len(letters)]
