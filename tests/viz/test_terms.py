"""German and Dutch texts have one term for a concept: words that once stood beside it stay out."""

from __future__ import annotations

import re
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
        r"umstritten\w*|bestritten": "strittig",
        r"angenommene?n?": "anerkannt",
        r"gefolgert|erschlossen": "abgeleitet",
        r"Tatsachen?": "Fakt, Fakten",
        r"Kurator(?:s|in)?": "Kuratierung",
        r"Zeitachse": "Zeitleiste",
        r"Netzbild": "Netzwerkbild",
    },
    "nl": {
        r"zoekvra\w+": "query",
        r"[Bb]ijeenkomst\w*": "evenement",
        r"[Ss]amengestelde (?:feiten|Engelse)": "gecureerd",
        r"lichamen": "organisaties",
        r"medefinanciering": "cofinanciering",
    },
}


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


@pytest.mark.parametrize("language", REPLACED)
def test_a_concept_has_one_term(language: str) -> None:
    everything = texts(language)
    assert len(everything) > 900
    wrong = [
        f"{place}: {found[0]} (say {better})"
        for place, text in everything
        for word, better in REPLACED[language].items()
        for found in re.finditer(rf"\b(?:{word})\b", text)
    ]
    assert wrong == []
