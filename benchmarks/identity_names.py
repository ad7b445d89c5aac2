"""Made-up names of organisations with known identity: each in the ways that sources write names."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

SEED = 6
# Kinds of body in the languages in which one body's name stands in several sources.
KINDS = (
    ("Universiteit {p}", "Universität {p}", "University of {p}"),
    ("Hogeschool {w} {p}", "Fachhochschule {w} {p}", "{w} University of Applied Sciences {p}"),
    ("Gemeente {p}", "Stadt {p}", "Municipality of {p}"),
    ("Provincie {p}", "Provinz {p}", "Province of {p}"),
    ("Stichting {w} {p}", "Stiftung {w} {p}", "Foundation {w} {p}"),
    ("Instituut {w} {v}", "Institut {w} {v}", "Institute {w} {v}"),
    ("Museum {w} {p}", "Museum {w} {p}", "Museum {w} {p}"),
    ("Ziekenhuis {w} {p}", "Krankenhaus {w} {p}", "Hospital {w} {p}"),
    ("{w} {v} B.V.", "{w} {v} BV", "{w} {v}"),
    ("{w} {v} GmbH", "{w}-{v} GmbH", "{w} {v}"),
    ("{w} {v} e.V.", "{w} {v} e. V.", "{w} {v}"),
    ("Netwerk {w} {p}", "Netzwerk {w} {p}", "Network {w} {p}"),
)
_SOUNDS = (
    *("b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p"),
    *("pl", "r", "s", "st", "t", "tr", "v", "w", "z"),
)
_VOWELS = ["a", "e", "i", "o", "u", "au", "ei", "ä", "ö", "ü", "aa", "oo"]
_ENDS = ["n", "r", "l", "s", "k", "t", "m", "rn", "ld", "ng", "rt", "st"]
# A slip in a shorter name makes it another one.
_LONG = 12
_COUNTRIES = ("DEU", "NLD", "BEL", "AUT")


@dataclass(frozen=True)
class Record:
    """A made-up record: whose it is, and what a source tells."""

    thing: int
    name: str
    country: str
    town: str


def made_records(number: int, seed: int = SEED) -> list[Record]:
    """Return records of made-up organisations, on average two an organisation."""
    chance = random.Random(seed)  # noqa: S311 (names, no secrets)
    towns = [_word(chance, 2).title() for _ in range(max(50, number // 200))]
    words = [_word(chance, chance.choice((2, 3))).title() for _ in range(max(500, number // 4))]
    records: list[Record] = []
    thing = 0
    seen: set[tuple[str, str]] = set()
    while len(records) < number:
        forms, town = chance.choice(KINDS), chance.choice(towns)
        parts = {"p": town, "w": chance.choice(words), "v": chance.choice(words)}
        country = chance.choice(_COUNTRIES)
        if (forms[0].format(**parts), country) in seen:
            continue  # two bodies of one name in one country are told apart by nothing
        seen.add((forms[0].format(**parts), country))
        thing += 1
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
            name = chance.choice(forms).format(**parts)
            for change in chance.sample(CHANGES, chance.choice((0, 0, 1, 1, 2))):
                name = change(name, town, chance)
            records.append(Record(thing, name, country, _spelt(town, chance)))
    return records[:number]


def _word(chance: random.Random, syllables: int) -> str:
    parts = (chance.choice(_SOUNDS) + chance.choice(_VOWELS) for _ in range(syllables))
    return "".join(parts) + chance.choice(_ENDS)


def _spelt(town: str, chance: random.Random) -> str:
    return chance.choice((town, town, town.upper(), _plain(town, chance)))


def _plain(name: str, _chance: random.Random | None = None) -> str:
    for letter, two in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        name = name.replace(letter, two)
    return name


def _slip(name: str, _town: str, chance: random.Random) -> str:
    at = chance.randrange(len(name))
    slips = name[at].isalpha() and len(name) > _LONG
    return name[:at] + name[at + 1 :] if slips else name


Change = Callable[[str, str, random.Random], str]
CHANGES: tuple[Change, ...] = (
    lambda name, _town, _chance: name.upper(),
    lambda name, _town, _chance: _plain(name),
    lambda name, town, _chance: name if town in name else f"{name} {town}",
    lambda name, _town, _chance: name.replace("-", " "),
    lambda name, _town, _chance: f"Stichting {name}" if "B.V." not in name else name,
    _slip,
)
