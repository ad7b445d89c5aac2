"""A name of a body, taken apart: words with their roles, legal form, segments, acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from techland.graph.identity.compounds import compound_parts
from techland.graph.identity.letters import words_of
from techland.graph.identity.vocabulary import (
    KIND,
    PLACE,
    PROPER,
    STOP,
    LegalForm,
    Meaning,
    Vocabulary,
    vocabulary,
)

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_SEPARATORS = re.compile(r"\s+[-\u2013\u2014]+\s+|\s[-\u2013\u2014]|[,;:|]|\s/\s|\s//\s")
# German adjectives and participles: what stands after -isch is grammar.
_INFLECTED = re.compile(r"^(.{3,}isch)(?:e|er|es|en|em)$")
_FEWEST_OF_AN_ALIAS = 2
_LONGEST_ACRONYM = 8
_SHORTEST_CLEAR_FORM = 3
_LONGEST_INITIALS = 2
_A_PAIR = 2
_STOPPED = Meaning((), STOP)


@dataclass(frozen=True)
class Word:
    """A word of a name.

    Attributes:
        text: its one form: the concept's where a table knows it.
        role: kind, generic, weak, department, place, or proper: what tells the body from others.
        segment: the number of the part of the name in which it stands.
        surface: the plain letters that were written.
    """

    text: str
    role: str
    segment: int
    surface: str


@dataclass(frozen=True)
class Name:
    """A name, ready to be compared.

    Attributes:
        text: as it was written.
        words: what it says, in order, without legal form, stop words and brackets.
        legal_forms: the forms found, such as gmbh.
        remarks: words that stood in brackets.
        alias: what stood in brackets, where it may be a name of its own.
        initials: how the whole name may be shortened.
    """

    text: str
    words: tuple[Word, ...]
    legal_forms: tuple[LegalForm, ...]
    remarks: tuple[Word, ...]
    alias: Name | None
    initials: frozenset[str]

    @cached_property
    def key(self) -> str:
        """Return the words as one string without spaces: equal for spellings of one name."""
        return "".join(word.text for word in self.words)

    @cached_property
    def bag(self) -> tuple[str, ...]:
        """Return the words in the order of letters: equal where only the order differs."""
        return tuple(sorted(word.text for word in self.words))

    @cached_property
    def first_letters(self) -> str:
        """Return the first letters of its words as they were written, in order."""
        return "".join(
            part[0] for word in self.words for part in dict.fromkeys(word.surface.split())
        )

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Return what kinds of body the words name, such as university."""
        return frozenset(word.text for word in self.words if word.role == KIND)

    @cached_property
    def families(self) -> frozenset[str]:
        """Return the families of its legal forms, such as company; none where none is told."""
        told = {form.family for form in self.legal_forms}
        if any(word.text == "foundation" for word in self.words):
            told.add("foundation")
        return frozenset(told)

    @cached_property
    def laws(self) -> frozenset[str]:
        """Return the countries by whose law it has all its legal forms; none where none says."""
        told = [form.law for form in self.legal_forms if form.law]
        return frozenset.intersection(*told) if told else frozenset()

    @property
    def is_distinctive(self) -> bool:
        """Tell whether the words say which body it is: one proper word, or a kind and its place."""
        roles = [word.role for word in self.words]
        if any(len(w.text) > _LONGEST_INITIALS for w in self.words if w.role == PROPER):
            return len(self.words) > 1 or len(self.words[0].text) > _LONGEST_ACRONYM // 2
        return PLACE in roles and (KIND in roles or len(roles) > _A_PAIR)


def taken_apart(text: str) -> Name:
    """Take a name apart, and remember nothing: for names that anybody may send.

    >>> [word.text for word in taken_apart("Universität Twente").words]
    ['university', 'twente']
    >>> taken_apart("DEMCON B.V.").legal_forms[0].form
    'bv'
    """
    inner = [told.strip() for told in _BRACKETS.findall(text)]
    outer = _BRACKETS.sub(" , ", text)
    if not words_of(outer):
        inner, outer = [], text
    words, forms, initials = _parts(outer)
    remarks: list[Word] = []
    alias = None
    for told in inner:
        found, more, _ = _parts(told)
        forms += more
        remarks += found
        if len(found) >= _FEWEST_OF_AN_ALIAS and alias is None:
            alias = taken_apart(told)
    if not words:
        words, remarks = remarks, []
    return Name(
        text, tuple(words), tuple(dict.fromkeys(forms)), tuple(remarks), alias, frozenset(initials)
    )


@lru_cache(maxsize=500_000)
def normalise(text: str) -> Name:
    """Take a name of the data apart; each is asked for again and again."""
    return taken_apart(text)


def _parts(text: str) -> tuple[list[Word], list[LegalForm], set[str]]:
    known = vocabulary()
    words: list[Word] = []
    forms: list[LegalForm] = []
    written: list[str] = []
    for number, segment in enumerate(filter(None, map(words_of, _SEPARATORS.split(text)))):
        rest, found = _without_legal_forms(segment, known)
        forms += found
        written += rest
        words += _meant(rest, number, known)
    if not words:  # nothing but stop words: they are the name
        words = [Word(word, PROPER, 0, word) for word in written]
    return words, forms, _initials(written, known)


def _without_legal_forms(
    segment: Sequence[str], known: Vocabulary
) -> tuple[list[str], list[LegalForm]]:
    """Take legal forms away: at the end, and anywhere where they can be nothing else."""
    rest: list[str] = []
    forms: list[LegalForm] = []
    at = 0
    while at < len(segment):
        length = _form_at(segment, at, known)
        if length:
            forms.append(known.legal_forms[tuple(segment[at : at + length])])
        else:
            rest.append(segment[at])
        at += length or 1
    while forms and len(rest) > 1 and known.meanings.get((rest[-1],)) == _STOPPED:
        del rest[-1]
    return rest, forms


def _form_at(segment: Sequence[str], at: int, known: Vocabulary) -> int:
    """Return how many words from here are a legal form."""
    for length in range(min(known.longest.get(segment[at], 0), len(segment) - at), 0, -1):
        phrase = tuple(segment[at : at + length])
        if phrase in known.legal_forms:
            is_last = all((word,) in known.legal_forms for word in segment[at + length :])
            if (at or len(segment) == length) and (
                is_last or len("".join(phrase)) >= _SHORTEST_CLEAR_FORM
            ):
                return length
    return 0


def _meant(words: Sequence[str], segment: int, known: Vocabulary) -> Iterator[Word]:
    at = 0
    while at < len(words):
        for length in range(min(known.longest.get(words[at], 0), len(words) - at), 0, -1):
            meaning = known.meanings.get(tuple(words[at : at + length]))
            if meaning and not (meaning.role == STOP and _is_lone_letter(words, at)):
                surface = " ".join(words[at : at + length])
                if meaning.role != STOP:
                    for text in meaning.words:
                        yield Word(text, known.roles.get(text, meaning.role), segment, surface)
                at += length
                break
        else:
            yield from _unknown(words[at], segment, known)
            at += 1


def _unknown(word: str, segment: int, known: Vocabulary) -> Iterator[Word]:
    """Yield a word that no table has; of a compound its parts (Gesundheitsforschung)."""
    parts = _parts_of(word)
    if parts:
        for part in parts:
            yield from _meant([part], segment, known)
        return
    inflected = _INFLECTED.match(word)
    yield Word(inflected[1] if inflected else word, PROPER, segment, word)


def _is_lone_letter(words: Sequence[str], at: int) -> bool:
    """Tell whether a letter at the end tells one body from others: Dorpengroep D."""
    return at == len(words) - 1 > 0 and len(words[at]) == 1


def _initials(words: Sequence[str], known: Vocabulary) -> set[str]:
    """Return the first letters of all words, of those that are no stop words, and of their parts.

    RUG is the Rijks-universiteit Groningen, UKM the Universitäts-klinikum Münster.
    """
    full = [w for w in words if known.meanings.get((w,)) != _STOPPED]
    parts = [part for word in full for part in (_parts_of(word) or (word,))]
    found = {"".join(word[0] for word in some) for some in (words, full, parts)}
    return {letters for letters in found if _LONGEST_INITIALS < len(letters) <= _LONGEST_ACRONYM}


@lru_cache(maxsize=100_000)
def _parts_of(word: str) -> tuple[str, ...]:
    return tuple(compound_parts(word, vocabulary()))
