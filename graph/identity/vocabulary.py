"""What words in names of bodies mean: tables of translations, legal forms and places."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from techland.graph.identity.letters import words_of

TABLES = Path(__file__).parent / "tables"
KIND, GENERIC, WEAK, DEPARTMENT, STOP, PLACE = (
    "kind",
    "generic",
    "weak",
    "department",
    "stop",
    "place",
)
PROPER = "proper"
_SHORTEST_TOWN = 4
# Between a town and the river or land that tells it from its namesakes.
_BESIDE = frozenset({"an", "am", "im", "in", "bei", "ob", "auf", "aan", "op", "bij"})
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """What a phrase stands for: the words of its concept, and its role in a name."""

    words: tuple[str, ...]
    role: str


@dataclass(frozen=True)
class LegalForm:
    """A legal form (gmbh), its family, such as company, and the countries whose law has it.

    No countries where a form of that name stands in the law of many.
    """

    form: str
    family: str
    law: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """Phrases of plain words to what they mean.

    Attributes:
        meanings: by phrase.
        legal_forms: by phrase.
        towns: places by phrase, each in one spelling.
        roles: of a concept's word, by the word.
        longest: the length of the longest phrase, by its first word.
    """

    meanings: dict[Phrase, Meaning]
    legal_forms: dict[Phrase, LegalForm]
    towns: dict[Phrase, str]
    roles: dict[str, str]
    longest: dict[str, int]


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the tables."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def vocabulary() -> Vocabulary:
    """Return the tables, with the towns of GeoNames."""
    meanings = _towns()
    roles = {}
    for row in table("places"):
        meanings[tuple(words_of(row["phrase"]))] = Meaning((row["place"],), PLACE)
    for row in table("words"):
        meaning = Meaning(tuple(row["concept"].split()), row["role"])
        meanings[tuple(words_of(row["phrase"]))] = meaning
        if len(meaning.words) == 1:
            roles[meaning.words[0]] = meaning.role
    forms = {
        tuple(words_of(row["phrase"])): LegalForm(
            row["form"], row["family"], frozenset(row["law"].split())
        )
        for row in table("legal_forms")
    }
    towns = {phrase: one.words[0] for phrase, one in meanings.items() if one.role == PLACE}
    longest: dict[str, int] = {}
    for phrase in (*meanings, *forms):
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return Vocabulary(meanings, forms, towns, roles, longest)


def _towns() -> dict[Phrase, Meaning]:
    """Return the towns of GeoNames, which town_phrases.py takes out of its package."""
    found, short = {}, {}
    for row in table("towns"):
        phrase = tuple(row["phrase"].split())
        found[phrase] = Meaning(("-".join(phrase),), PLACE)
        if len(phrase) > 2 and phrase[1] in _BESIDE and len(phrase[0]) > _SHORTEST_TOWN:  # noqa: PLR2004 (Marburg an der Lahn)
            short[phrase[:1]] = Meaning(phrase[:1], PLACE)
    return short | found


def town_key(name: str) -> str:
    """Return the one spelling of a town's name; its own plain words where no table knows it.

    >>> town_key("Nimwegen") == town_key("Nijmegen")
    True
    """
    phrase = tuple(words_of(name))
    return vocabulary().towns.get(phrase) or "-".join(phrase)
