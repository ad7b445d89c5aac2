"""The fields of the search index, and how text becomes words.

tantivy, not SQLite's FTS5: its Levenshtein automata walk the dictionary of words, so that a
misspelled beginning costs as little as a right one; FTS5 knows no distance between words, and an
index of deletions beside it would be larger than the index itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techland.ontology.prefix_table import PREFIXES
from techland.ontology.terms import ORG, SCHEMA, SKOS, TL

if TYPE_CHECKING:
    from tantivy import Schema, TextAnalyzer

# A change of what is indexed makes another folder of caches.
FORMAT = 4
_OWL = PREFIXES["owl"]
# Class to kind; the first that a thing has counts.
KINDS = {
    ORG.FormalOrganization: "organisation",
    TL.Agreement: "agreement",
    TL.Project: "project",
    TL.FundingProgramme: "funding-programme",
    TL.Initiative: "initiative",
    TL.Cluster: "cluster",
    TL.SmallProjectFund: "small-project-fund",
    TL.EventSeries: "event-series",
    TL.Platform: "platform",
    TL.Call: "call",
    SCHEMA.Event: "event",
    TL.Place: "place",
    TL.Region: "region",
    TL.ImportedDataset: "dataset",
    TL.Source: "source",
    SKOS.Concept: "concept",
    f"{_OWL}Class": "class",
    f"{_OWL}ObjectProperty": "property",
    f"{_OWL}DatatypeProperty": "property",
}
THEME = "theme"
COUNTRY = "country"
# What stands behind things that fit as well: documents and words about them.
LESSER = frozenset({"source", "concept", "class", "property", "region"})
# What a search can be narrowed to, and what its results are counted by.
FACETS = ("kind", "country", "theme", "period", "dataset", "source")
# First and last years of the EU's funding periods.
PERIODS = {
    "before-2000": (0, 1999),
    "2000-2006": (2000, 2006),
    "2007-2013": (2007, 2013),
    "2014-2020": (2014, 2020),
    "2021-2027": (2021, 2027),
    "after-2027": (2028, 9999),
}
_LONGEST_WORD = 60
# So many first letters of a whole name are looked up as they are: walking all names that begin
# so takes a tenth of a second where a hundred thousand do.
FIRST_LETTERS = 8
# So many of each word, and of a number, which is forgiven no error: a third of a million names
# have a word that begins with s.
FIRST_OF_WORDS, FIRST_OF_NUMBERS = 6, 4
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)
_JOINED = re.compile(r"(?<=\w)[.\-/@&'\u2019+](?=\w)")
_CAPITAL = re.compile(r"\b([^\W\d_])\w*")
_INITIALS = range(2, 9)


@cache
def analyzer() -> TextAnalyzer:
    """Return what makes words of text: small letters, without diacritics."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(_LONGEST_WORD))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .build()
    )


@cache
def schema() -> Schema:
    """Return the fields: words and whole names, how both begin, facets, what is shown."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for name in ("names", "texts"):
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    for name in ("whole", "starts", "begins"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def words_of(text: str) -> list[str]:
    """Return the words of a text as the index knows them."""
    return list(analyzer().analyze(whole_characters(text)))


def whole_characters(text: str) -> str:
    """Return a text with a question mark for each half of a character (a lone surrogate)."""
    return text.encode("utf-8", "replace").decode()


def folded(text: str) -> str:
    """Return a name as it is compared: its words, one space between them."""
    return " ".join(words_of(text))


def spellings(name: str) -> list[str]:
    """Return the ways in which a name is written, folded: Münster as munster and muenster.

    A name with marks inside a word stands without them too: TECH.LAND as tech land and techland.
    """
    told = dict.fromkeys((name, name.translate(_GERMAN), _JOINED.sub("", name)))
    return [one for one in dict.fromkeys(folded(text) for text in told) if one]


def initials(name: str) -> str | None:
    """Return the capital initials of a name: WWU of Westfälische Wilhelms-Universität."""
    found = "".join(match[1] for match in _CAPITAL.finditer(name) if match[1].isupper())
    return found if len(found) in _INITIALS else None
