"""How right identity is on what no table was written for: CORDIS outside the tables' countries.

Which body a participant is tells its PIC. What is different is real: for each body the names of its
country that look most like its own (rapidfuzz's token set ratio), with another PIC and another
VAT number. What is the same is partly real (the short name that CORDIS has beside the name) and
partly derived by rules that know nothing of ours: the ways in which registers write one name.
"""

from __future__ import annotations

import gzip
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process, utils

from benchmarks.identity_quality import Quality, of_outcomes
from techland.graph.identity.bodies import Body
from techland.graph.identity.body_scores import score_bodies
from techland.graph.identity.vocabulary import town_key

# The tables were written with names of these in sight.
SEEN_COUNTRIES = frozenset({"NL", "DE", "BE", "LU", "AT", "CH"})
SEED = 11
NEAREST = 5
_LONG = 9
_FORMS = {
    "limited": "ltd",
    "societa per azioni": "spa",
    "societa a responsabilita limitata": "srl",
    "sociedad limitada": "sl",
    "sociedad anonima": "sa",
    "societe anonyme": "sa",
    "aktiebolag": "ab",
    "osakeyhtio": "oy",
}


@dataclass(frozen=True)
class Participant:
    """A body of CORDIS: its number, VAT number, name, short name, country and town."""

    pic: str
    vat: str
    name: str
    short: str
    country: str
    town: str

    def body(self, name: str) -> Body:
        """Return it as identity sees it under a name, without its numbers."""
        towns = frozenset(filter(None, [town_key(self.town)]))
        return Body(f"{self.pic}/{name}", "told", (name,), country=self.country, towns=towns)


def participants(path: Path) -> list[Participant]:
    """Return the bodies of countries for which no table was written, each PIC once."""
    frame = pl.read_csv(gzip.decompress(path.read_bytes()), infer_schema=False)
    found: dict[str, Participant] = {}
    for row in frame.iter_rows(named=True):
        if row["country"] and row["country"] not in SEEN_COUNTRIES:
            told = (row[key] or "" for key in ("vatNumber", "name", "shortName", "country", "city"))
            pic = row["organisationID"].removesuffix(".0")
            found.setdefault(pic, Participant(pic, *(text.strip() for text in told)))
    return [found[pic] for pic in sorted(found)]


def _bare(name: str, _one: Participant, _chance: random.Random) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^\w ]+", " ", plain).lower()


def _other_form(name: str, _one: Participant, _chance: random.Random) -> str:
    told = name.lower()
    for long, short in _FORMS.items():
        for old, new in ((long, short), (short, long)):
            found = re.sub(rf"\b{old}\b\.?$", new, told)
            if found != told:
                return found
    return name


def _with_short(name: str, one: Participant, _chance: random.Random) -> str:
    return f"{name} ({one.short})" if one.short else name


def _with_town(name: str, one: Participant, _chance: random.Random) -> str:
    return f"{name}, {one.town}" if one.town.lower() not in name.lower() else name


def _slip(name: str, _one: Participant, chance: random.Random) -> str:
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) >= _LONG]
    if not long:
        return name
    at = chance.choice(long)
    cut = chance.randrange(2, len(words[at]) - 1)
    words[at] = words[at][:cut] + words[at][cut + 1 :]
    return " ".join(words)


def _short(_name: str, one: Participant, _chance: random.Random) -> str:
    return one.short


Change = Callable[[str, Participant, random.Random], str]
CHANGES: Mapping[str, Change] = {
    "letters and signs (derived)": _bare,
    "legal form (derived)": _other_form,
    "short name in brackets (derived)": _with_short,
    "town behind (derived)": _with_town,
    "one letter lost (derived)": _slip,
    "short name alone (CORDIS's own)": _short,
}


def held_out_quality(path: Path) -> dict[str, dict[str, Quality]]:
    """Return the quality by way of writing; other bodies are the nearest names of the country."""
    known = participants(path)
    near = dict(_nearest(known))
    found = {"nearest other names (real)": of_outcomes(_of_others(known, near))}
    for told, change in CHANGES.items():
        found[told] = of_outcomes(_of_changed(known, near, change))
    return found


def _nearest(known: Sequence[Participant]) -> Iterator[tuple[int, list[int]]]:
    by_country: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        by_country[one.country].append(number)
    for numbers in by_country.values():
        names = [utils.default_process(known[number].name) for number in numbers]
        alike = process.cdist(names, names, scorer=fuzz.token_set_ratio, dtype=np.float32)
        for row, number in zip(alike, numbers, strict=True):
            order = (numbers[at] for at in np.argsort(-row, kind="stable"))
            others = [two for two in order if two != number and _differ(known[number], known[two])]
            yield number, others[:NEAREST]


def _differ(one: Participant, two: Participant) -> bool:
    return one.pic != two.pic and bool(one.vat and two.vat) and one.vat != two.vat


def _of_others(
    known: Sequence[Participant], near: Mapping[int, Sequence[int]]
) -> Iterator[tuple[bool, str]]:
    for number, one in enumerate(known):
        for two in near[number]:
            other = known[two]
            yield False, score_bodies(one.body(one.name), other.body(other.name)).outcome


def _of_changed(
    known: Sequence[Participant], near: Mapping[int, Sequence[int]], change: Change
) -> Iterator[tuple[bool, str]]:
    chance = random.Random(SEED)  # noqa: S311 (names, no secrets)
    for number, one in enumerate(known):
        name = change(one.name, one, chance)
        if not name or name == one.name:
            continue
        yield True, score_bodies(one.body(name), one.body(one.name)).outcome
        for two in near[number]:
            other = known[two]
            yield False, score_bodies(one.body(name), other.body(other.name)).outcome
