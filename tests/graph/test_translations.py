"""Our translations: every curated text has one in each language, and none is left over."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Store

from techland.graph.ingest.importers import importers
from techland.graph.translations import ORIGINAL, read_translations, translation
from techland.viz.languages import LANGUAGES
from techland.viz.reader import Reader

FACTS = Path(__file__).parents[2] / "facts"
# Table to its columns of English texts.
TEXTS = {
    "programmes": ("description_en",),
    "needs": ("need_en", "who"),
    "conflicts": ("note", "reason", "property", "value_a", "value_b"),
    "doubtful": ("note_en",),
    "sources": ("used_for",),
}

OTHERS = sorted(set(LANGUAGES) - {ORIGINAL})


def curated() -> set[str]:
    found = set()
    for table, columns in TEXTS.items():
        with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row[name] for row in csv.DictReader(file) for name in columns if row[name]}
    found |= {importer.about.counted for importer in importers().values()}
    # Days and amounts are written by the custom of each language.
    return {text for text in found if not re.fullmatch(r"\d{4}(-\d\d){1,2}|\d+(\.\d+)?", text)}


def test_every_curated_text_is_translated() -> None:
    for language in OTHERS:
        missing = sorted(text for text in curated() if translation(text, language) is None)
        assert missing == [], language


def test_no_translation_is_left_over_or_stands_twice() -> None:
    texts = Counter(text for text, _ in read_translations())
    assert sorted(set(texts) - curated()) == []
    assert [text for text, number in texts.items() if number > 1] == []


def numbers(text: str) -> list[str]:
    """Return the numbers of a text without the marks that languages put into them."""
    # The month of a day is written as a word.
    days = re.sub(r"(\d{4})-\d\d-0?(\d+)", r"\1 \2", text)
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", days)))


def test_translations_keep_every_number() -> None:
    for text, told in read_translations():
        for language in OTHERS:
            assert numbers(told[language]) == numbers(text), (text, language)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translated_text_is_marked_as_ours(language: str) -> None:
    reader = Reader(language)
    text = "Improves electrolysers for sustainable hydrogen."
    told = reader.translated(text)
    assert f'lang="{language}"' in told
    assert reader.message("translation-ours") in told
    assert 'lang="en"' in reader.translated("A text that nobody translated")
    assert "translation-ours" not in Reader(ORIGINAL).translated(text)


# What is disputed is named by an id; what imports count, imports say.
NO_TEXT = {"dispute-properties", "import-counts"}
OURS = """PREFIX dct: <http://purl.org/dc/terms/> PREFIX tl: <https://w3id.org/techland/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?property ?told ?ours {
  GRAPH <https://w3id.org/techland/graph/translations> { ?thing ?property ?ours }
  VALUES ?property {
    dct:description skos:note skos:editorialNote tl:holder tl:reason tl:positionText
  }
  ?thing ?property ?told FILTER(LANG(?told) = "en")
}"""


def test_sparql_and_exports_have_every_translation(curated_store: Store) -> None:
    told: dict[tuple[str, str], set[str]] = {}
    things = set()
    for thing, _, english, ours in curated_store.query(OURS):  # type: ignore[union-attr]  # SELECT
        told.setdefault((english.value, ours.language), set()).add(ours.value)
        things.add(str(thing))
    expected: dict[tuple[str, str], set[str]] = {}
    for path in sorted((FACTS / "translations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file)) if path.stem not in NO_TEXT else []
        for row in rows:
            for language in OTHERS:
                if row[language] != row["text"]:
                    expected[row["text"], language] = {row[language]}
    assert told == expected
    assert any("/position/" in thing for thing in things)


def test_no_description_has_a_second_value_by_translation(curated_store: Store) -> None:
    default = "SELECT ?text { ?thing <http://purl.org/dc/terms/description> ?text }"
    texts = {row["text"].value for row in curated_store.query(default)}  # type: ignore[union-attr]  # SELECT
    ours = {row[one] for _, row in read_translations() for one in OTHERS}
    same = {text for text, row in read_translations() if text in row.values()}
    assert not texts & (ours - same)
