"""Mint IRIs: the one place that knows how things are named."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

from pyoxigraph import NamedNode

from techland.ontology.terms import BASE

_SEPARATOR = "\x1f"
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae"})


@functools.cache
def node(iri: str) -> NamedNode:
    """Return the IRI as a term; terms are shared."""
    return NamedNode(iri)


def curated(kind: str, identifier: str) -> NamedNode:
    """Return the IRI of a curated thing or concept, such as organisation oost-nl."""
    return node(f"{BASE}{kind}/{identifier}")


def hashed(kind: str, *key: str) -> NamedNode:
    """Return the IRI of a thing that is named by its key columns: 16 hex of their SHA-256."""
    digest = hashlib.sha256(_SEPARATOR.join(key).encode()).hexdigest()
    return node(f"{BASE}{kind}/{digest[:16]}")


@functools.cache
def source(url: str) -> NamedNode:
    """Return the IRI of a document: 12 hex of the SHA-256 of its address."""
    return node(f"{BASE}source/{hashlib.sha256(url.encode()).hexdigest()[:12]}")


def place(name: str) -> NamedNode:
    """Return the IRI of a town by its name in plain letters (Münster: place/muenster)."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return curated("place", slug or hashlib.sha256(name.encode()).hexdigest()[:12])


def named_graph(name: str) -> NamedNode:
    """Return the IRI of one of the dataset's named graphs, such as facts or claims."""
    return curated("graph", name)


COUNTRIES = {"NL": "NLD", "DE": "DEU", "BE": "BEL", "EU": "EUR", "US": "USA"}
LANGUAGES = {"nl": "NLD", "de": "DEU", "en": "ENG"}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"


def country(code: str) -> NamedNode:
    """Return the EU authority's IRI of a country that the tables name by two letters."""
    return node(f"{_AUTHORITY}country/{COUNTRIES[code]}")


def language(code: str) -> NamedNode:
    """Return the EU authority's IRI of a language that the tables name by two letters."""
    return node(f"{_AUTHORITY}language/{LANGUAGES[code]}")


def nuts(code: str) -> NamedNode:
    """Return the EU's IRI of a NUTS region."""
    return node(f"http://data.europa.eu/nuts/code/{code}")
