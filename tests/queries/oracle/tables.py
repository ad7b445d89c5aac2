"""The fact tables as rows, and the names that the graph gives to what they hold."""

from __future__ import annotations

import calendar
import csv
import functools
import hashlib
import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

FACTS = Path(__file__).parents[3] / "facts"
BASE = "https://w3id.org/techland/"
COUNTRIES = {"NL": "NLD", "DE": "DEU", "BE": "BEL", "EU": "EUR", "US": "USA"}
NAMESPACES = {
    "tl": BASE + "ontology#",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "nuts": "http://data.europa.eu/nuts/code/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}

Row = dict[str, str]


class Iri(str):
    """An IRI, as against a plain text."""

    __slots__ = ()


class Date(str):
    """A date of any precision: a year, a year and month, or a day."""

    __slots__ = ()


class Tagged(NamedTuple):
    """A text with its language."""

    text: str
    language: str


Value = Iri | Date | Tagged | str | Decimal | None


@functools.cache
def table(name: str) -> list[Row]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def by_id(name: str) -> dict[str, Row]:
    return {row["url" if name == "sources" else "id"]: row for row in table(name)}


def curie(text: str) -> Iri:
    prefix, _, local = text.partition(":")
    return Iri(NAMESPACES[prefix] + local)


def iri(kind: str, identifier: str) -> Iri:
    return Iri(f"{BASE}{kind}/{identifier}")


def hashed(kind: str, *key: str) -> Iri:
    return iri(kind, hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:16])


def country(code: str) -> Iri:
    return curie(f"country:{COUNTRIES[code]}")


def place(name: str) -> Iri:
    letters = name.lower()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        letters = letters.replace(letter, plain)
    stripped = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return iri("place", "-".join(re.findall("[a-z0-9]+", stripped)))


def several(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []


def label(row: Row, stem: str) -> Tagged:
    """Return the name to show: English, else German, else Dutch."""
    language = next(code for code in ("en", "de", "nl") if row[f"{stem}_{code}"])
    return Tagged(row[f"{stem}_{language}"], language)


def organisation(identifier: str) -> tuple[Iri, Tagged]:
    return iri("organisation", identifier), label(by_id("organisations")[identifier], "name")


def agreement(identifier: str) -> tuple[Iri, Tagged]:
    return iri("agreement", identifier), label(by_id("agreements")[identifier], "title")


def activity(identifier: str) -> tuple[Iri, str]:
    return iri("activity", identifier), by_id("programmes")[identifier]["name"]


def event(identifier: str) -> tuple[Iri, str]:
    return iri("event", identifier), by_id("events")[identifier]["name"]


def theme(identifier: str) -> tuple[Iri, Tagged]:
    return iri("theme", identifier), label(by_id("themes")[identifier], "label")


def seat_country(identifier: str) -> str | None:
    return by_id("organisations")[identifier]["country"] or None


def sides(identifier: str) -> frozenset[str]:
    """Return the countries that an organisation belongs to: by statutes, else by its seat."""
    row = by_id("organisations")[identifier]
    return frozenset(several(row["sides"]) or several(row["country"]))


def side_group(identifier: str) -> str:
    """Return the side of the Dutch-German border that an organisation is counted on."""
    own = sides(identifier)
    if own >= {"NL", "DE"}:
        return "both"
    return next((code for code in ("NL", "DE") if code in own), "other" if own else "unknown")


def date(cell: str) -> Date | None:
    return Date(cell) if cell else None


def number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def bounds(cell: str) -> tuple[str, str]:
    """Return the first and last day that a date can mean."""
    year, month, day = ([int(part) for part in cell.split("-")] + [0, 0])[:3]
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    first = f"{year:04}-{month or 1:02}-{day or 1:02}"
    return first, f"{year:04}-{last_month:02}-{last_day:02}"


def source(url: str) -> Iri:
    return iri("source", hashlib.sha256(url.encode()).hexdigest()[:12])


def origin(url: str) -> str:
    """Return the document at the origin of a chain of copies."""
    while by_id("sources")[url]["copy_of"]:
        url = by_id("sources")[url]["copy_of"]
    return url


def publisher(url: str) -> Iri:
    """Return who published this very document."""
    identifier = by_id("sources")[url]["publisher_id"]
    known = identifier in by_id("organisations")
    return iri("organisation" if known else "publisher", identifier)


@functools.cache
def publisher_names() -> dict[Iri, Value]:
    """Return each publisher's name: an organisation's own, else the first by alphabet."""
    names: dict[Iri, Value] = {}
    for row in sorted(table("sources"), key=lambda row: row["publisher"]):
        who = publisher(row["url"])
        identifier = row["publisher_id"]
        if identifier in by_id("organisations"):
            names[who] = organisation(identifier)[1]
        else:
            names.setdefault(who, row["publisher"])
    return names


def title(url: str) -> Tagged:
    row = by_id("sources")[url]
    return Tagged(row["title"], row["language"])
