"""German and Dutch texts have one term for a concept: words that once stood beside it stay out."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import rdflib

from techland.queries.catalogue import catalogue
from techland.viz.messages import LOCALE_FOLDER

ROOT = Path(__file__).parents[2]
# By language: a word, and what is said in its place.
REPLACED = {
    "de": {
        r"[Uu]mstritten\w*|bestritten": "strittig",
        r"angenommene?n?": "anerkannt",
        r"gefolgert|erschlossen": "abgeleitet",
        r"Tatsachen?": "Fakt, Fakten",
        r"Kurator(?:s|in)?": "Kuratierung",
        r"Zeitachse": "Zeitleiste",
        r"Netzbild": "Netzwerkbild",
        r"\w*[Ee]rzähl\w*": "berichtet, nennt, angegeben",
        r"Leadpartner\w*": "Lead-Partner",
    },
    "nl": {
        r"zoekvra\w+": "query",
        r"[Bb]ijeenkomst\w*": "evenement",
        r"[Ss]amengestelde (?:feiten|Engelse)": "gecureerd",
        r"lichamen": "organisaties",
        r"medefinanciering": "cofinanciering",
        r"omstreden": "betwist",
        r"[Gg]eschil(?:len)?": "tegenspraak",
        r"steunbetuigers?": "ondersteuner",
    },
}
# A translation says what its text says: not every meeting is an event of ours.
NOT_IN_TRANSLATIONS = {r"[Bb]ijeenkomst\w*"}
TRANSLATIONS = ROOT / "facts" / "translations"


@cache
def vocabulary() -> tuple[tuple[str, rdflib.Literal], ...]:
    """Return every text of the ontology's files with the file it stands in."""
    return tuple(
        (path.name, value)
        for path in sorted((ROOT / "ontology").rglob("*.ttl"))
        for value in rdflib.Graph().parse(path).objects()
        if isinstance(value, rdflib.Literal) and value.language
    )


def texts(language: str) -> list[tuple[str, str]]:
    """Return every text of pages, vocabulary and questions in a language, with its place."""
    pages = sorted((LOCALE_FOLDER / language).glob("*.ftl"))
    found = [(path.name, path.read_text("utf-8")) for path in pages]
    found += [(name, str(value)) for name, value in vocabulary() if value.language == language]
    for query in catalogue().values():
        found += [(query.name, query.told(language)[0]), (query.name, query.described(language)[0])]
    return found


def translated(language: str) -> list[tuple[str, str]]:
    """Return every translation of a text of the facts, with its place."""
    found = []
    for path in sorted(TRANSLATIONS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [(path.name, row[language]) for row in csv.DictReader(file)]
    return found


def wrong(everything: list[tuple[str, str]], words: Mapping[str, str]) -> list[str]:
    return [
        f"{place}: {found[0]} (say {better})"
        for place, text in everything
        for word, better in words.items()
        for found in re.finditer(rf"\b(?:{word})\b", text)
    ]


@pytest.mark.parametrize("language", REPLACED)
def test_a_concept_has_one_term(language: str) -> None:
    everything = texts(language)
    assert len(everything) > 900
    assert wrong(everything, REPLACED[language]) == []
    words = {w: told for w, told in REPLACED[language].items() if w not in NOT_IN_TRANSLATIONS}
    found = translated(language)
    assert len(found) > 700
    assert wrong(found, words) == []


def test_the_description_of_the_dataset_has_the_terms_too() -> None:
    text = (ROOT / "ontology" / "description" / "catalogue.ttl.jinja").read_text("utf-8")
    for language, words in REPLACED.items():
        told = re.findall(rf'"([^"]+)"@{language}', text)
        assert told
        assert wrong([("catalogue.ttl.jinja", one) for one in told], words) == []
